/**
 * The changes of an installation as the command line that makes them: what a preview shows.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import { EMPTY, type Entry, isEntry, isRows, type Value } from "../../../cmdb/entry.ts";
import { keyOf } from "../../../cmdb/key.ts";
import type { FieldSpec, Node } from "../../../cmdb/schema.ts";
import { MASK } from "../../../cmdb/secrets.ts";
import type { Change } from "./change.ts";

/** Empty when there is nothing to do. @param hasVdoms Whether the FortiGate is divided into VDOMs. */
export function scriptOf(changes: readonly Change[], hasVdoms: boolean): string {
  const lines = hasVdoms ? inScopes(changes) : inTables(changes);
  return lines.map((line) => `${line}\n`).join("");
}

/** Changes that follow each other in the same place share its block. */
function inScopes(changes: readonly Change[]): string[] {
  return runsOf(changes, ({ vdom = "" }) => vdom).flatMap(([vdom, run]) =>
    vdom === ""
      ? block("config global", inTables(run), "end")
      : block("config vdom", [`edit ${vdom}`, ...inTables(run)], "end"),
  );
}

function inTables(changes: readonly Change[]): string[] {
  return runsOf(changes, ({ path }) => path).flatMap(([path, run]) =>
    block(`config ${path.replaceAll(/[./]/g, " ")}`, run.flatMap(linesOf), "end"),
  );
}

function runsOf(changes: readonly Change[], key: (change: Change) => string): [string, Change[]][] {
  const runs: [string, Change[]][] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.[0] === key(change)) last[1].push(change);
    else runs.push([key(change), [change]]);
  }
  return runs;
}

function linesOf(change: Change): string[] {
  const { node } = change.schema;
  const key = shownKey(node, change.key);
  switch (change.kind) {
    case "delete":
      return [`delete ${key}`];
    case "move":
      return [`move ${key} ${change.side} ${shownKey(node, change.neighbour)}`];
    case "edit": {
      const lines = fieldLines(node, change.before ?? EMPTY, change.after);
      return node.kind === "object" ? lines : block(`edit ${key}`, lines, "next");
    }
  }
}

function fieldLines(node: Node, before: Entry, after: Entry): string[] {
  return [...node.fields.values()].flatMap((field) => {
    const [old, now] = [before[field.name], after[field.name]];
    return field === node.key || isDeepStrictEqual(old, now) ? [] : valueLines(field, old, now);
  });
}

function valueLines(field: FieldSpec, old: Value | undefined, now: Value | undefined): string[] {
  const { node, name } = field;
  if (now === undefined && (node === undefined || isNameList(node))) return [`unset ${name}`];
  if (node === undefined) return [`set ${name} ${scalarText(field, now ?? "")}`];
  if (isRows(now) && isNameList(node)) return [`set ${name} ${now.map((row) => quote(keyOf(node, row, 0))).join(" ")}`];
  if (node.kind === "object") {
    return block(`config ${name}`, fieldLines(node, isEntry(old) ? old : EMPTY, isEntry(now) ? now : EMPTY), "end");
  }
  return block(`config ${name}`, rowLines(node, isRows(old) ? old : [], isRows(now) ? now : []), "end");
}

function isNameList({ key, fields }: Node): boolean {
  return key !== undefined && fields.size === 1;
}

function rowLines(node: Node, before: readonly Entry[], after: readonly Entry[]): string[] {
  const byKey = (rows: readonly Entry[]) => new Map(rows.map((row, position) => [keyOf(node, row, position), row]));
  const [old, now] = [byKey(before), byKey(after)];
  const gone = [...old.keys()].filter((key) => !now.has(key)).map((key) => `delete ${shownKey(node, key)}`);
  const kept = [...now].flatMap(([key, row]) => {
    const was = old.get(key);
    if (isDeepStrictEqual(was, row)) return [];
    return block(`edit ${shownKey(node, key)}`, fieldLines(node, was ?? EMPTY, row), "next");
  });
  return [...gone, ...kept];
}

function scalarText(field: FieldSpec, value: Value): string {
  if (field.secret) return MASK;
  const isBare = typeof value === "number" || field.options !== undefined || field.type.startsWith("ip");
  return isBare || field.type === "uuid" ? String(value) : quote(String(value));
}

function shownKey({ key }: Node, text: string): string {
  return key?.type === "string" ? quote(text) : text;
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function block(opening: string, body: readonly string[], closing: string): string[] {
  return [opening, ...body.map((line) => `    ${line}`), closing];
}
