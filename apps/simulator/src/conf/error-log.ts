/**
 * What a device writes down of the lines that it could not take: `diagnose debug config-error-log read`.
 *
 * @module
 */

import type { ConfError } from "./conf-error.ts";
import { commandOf } from "./find-table.ts";
import type { Statement } from "./parse.ts";
import { ENC } from "./secret.ts";

/** Where a line stands. */
export interface Place {
  /** `global`, or a VDOM. */
  readonly scope: string;
  /** Undefined outside of all tables. */
  readonly path?: string | undefined;
  readonly key?: string | undefined;
}

/** Longest text of a word. */
const LONGEST_WORD = 128;

/** `>>>  "set" "srcintf" "ghost" @ 12:root.firewall.policy.1:value parse error (error -651)` */
export function errorLine(statement: Statement, { message, line, code }: ConfError, place: Place): string {
  const at = [place.scope, ...(place.path === undefined ? [] : commandOf(place.path).split(" ")), place.key]
    .filter((part) => part !== undefined && part !== "")
    .join(".");
  const words = wordsOf(statement).map((word) => `"${word.slice(0, LONGEST_WORD)}"`);
  const reason = message.split("\n")[0];
  return `>>>  ${words.join(" ")} @ ${line ?? statement.line}:${at}:${reason} (error ${code})`;
}

/** A line that stands nowhere, or names no field: it may be a secret all the same. */
const SECRET_FIELD = /pass|secret|psk|key|token/i;

function shownValues(field: string, values: readonly string[]): readonly string[] {
  return SECRET_FIELD.test(field) && values[0] !== ENC ? ["***"] : values;
}

function wordsOf(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case "config":
    case "command":
      return statement.kind === "config" ? ["config", ...statement.words] : statement.words;
    case "set":
    case "append":
    case "select":
    case "unselect":
      return [statement.kind, statement.field, ...shownValues(statement.field, statement.values)];
    case "unset":
      return [statement.kind, statement.field];
    case "edit":
    case "delete":
      return [statement.kind, statement.key];
    case "move":
      return [statement.kind, statement.key, statement.side, statement.neighbour];
    case "rename":
    case "clone":
      return [statement.kind, statement.key, "to", statement.to];
    case "purge":
      return [statement.kind];
  }
}
