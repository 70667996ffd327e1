/**
 * Carries out the lines of a script on a device, as its command line does: a line that fails stops none of the others.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import { objectSlot, rootCollection } from "../cmdb/collection.ts";
import type { Configuration } from "../cmdb/configuration.ts";
import { describeEdit, type Edit, watchEdit } from "../cmdb/edit.ts";
import { tooManyVdoms } from "../cmdb/refusal.ts";
import type { Schema } from "../cmdb/schema.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { OBJECT_KEY } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import { deleteEntry } from "../cmdb/write.ts";
import { changeOfRow, type RowChange } from "./change-row.ts";
import { asConfError, type ConfError, notUnderstood } from "./conf-error.ts";
import { type Editing, editEntry } from "./edit-entry.ts";
import { errorLine, type Place } from "./error-log.ts";
import { createTableFinder } from "./find-table.ts";
import type { Statement } from "./parse.ts";
import { keyed } from "./rows.ts";
import { scopesOf } from "./scopes.ts";

/** Where a script runs. */
export interface ScriptPorts {
  readonly configuration: Configuration;
  /** The VDOM of lines that name none. */
  readonly vdom: string;
  /** How many the device can have. */
  readonly maxVdoms: number;
  /** Throws a Refusal unless whoever runs it may write there. */
  check(path: string, vdom: string): void;
  /** Hears of what was written. */
  edited(edit: Edit): void;
}

/** What a device only shows, or does, without its configuration being another then. */
const OTHER_COMMANDS: ReadonlySet<string> = new Set(["diagnose", "execute", "get", "show"]);
const VDOMS = "system/vdom";

/**
 * The schemas of the tables that it names have been loaded.
 *
 * @returns A line for each that failed, as the device's log of configuration errors has it.
 */
export function runScript(ports: ScriptPorts, statements: readonly Statement[]): readonly string[] {
  const { configuration } = ports;
  const { schemas } = configuration;
  const finder = createTableFinder(schemas);
  const errors: string[] = [];

  function guarded(statement: Statement, place: Place, work: () => void): void {
    try {
      work();
    } catch (error) {
      errors.push(errorLine(statement, asConfError(error), place));
    }
  }

  /** Makes one change of a table, and tells of it. */
  function write(schema: Schema, vdom: string, { key, make }: RowChange, moves = false): void {
    ports.check(schema.path, vdom);
    const scope = isGlobal(schema.path) ? undefined : vdom;
    const table = configuration.table(schema.path, vdom);
    if (moves) {
      const watch = watchEdit(table, schema, scope, key === undefined ? [] : [key]);
      const edit = watch(make());
      if (edit !== undefined) ports.edited(edit);
      return;
    }
    // A long script is not to look through all of a table for each of its lines, as the above does.
    const before = key === undefined ? undefined : table.get(key);
    const written = make();
    const after = written === undefined ? undefined : table.get(written);
    if (!isDeepStrictEqual(before, after)) ports.edited(describeEdit(schema, scope, written ?? key, before, after));
  }

  function changeRow(schema: Schema, vdom: string, statement: Statement, place: Place): void {
    const rows = rootCollection(configuration, schema, vdom);
    if (statement.kind === "purge") {
      for (const key of [...rows.keys()]) {
        const make = (): undefined => void deleteEntry(rows, key);
        guarded(statement, { ...place, key }, () => write(schema, vdom, { key, make }));
      }
      return;
    }
    const at = statement.kind === "edit" ? { ...place, key: statement.key } : place;
    write(schema, vdom, changeOfRow(rows, statement, noting(at)), statement.kind === "move");
  }

  function noting(place: Place): Editing {
    return { failed: (statement: Statement, error: ConfError) => errors.push(errorLine(statement, error, place)) };
  }

  function run(statement: Statement, vdom: string): void {
    if (statement.kind === "command" && OTHER_COMMANDS.has(statement.words[0] ?? "")) return;
    const found = statement.kind === "config" ? finder.find(statement.words) : undefined;
    const schema = found && schemas.loaded(found.path);
    if (statement.kind !== "config" || found === undefined || schema === undefined) {
      const words = statement.kind === "command" || statement.kind === "config" ? statement.words : [statement.kind];
      throw notUnderstood(words.join(" "));
    }
    const place = { scope: isGlobal(schema.path) ? "global" : vdom, path: schema.path };
    if (schema.node.kind === "object") {
      const slot = objectSlot(configuration, schema, vdom);
      const after = editEntry(schema.node, slot.read(), statement.body, noting(place));
      const make = (): string => {
        slot.write(after);
        return OBJECT_KEY;
      };
      write(schema, vdom, { key: OBJECT_KEY, make });
      return;
    }
    const body: readonly Statement[] =
      found.key === undefined
        ? statement.body
        : [{ kind: "edit", line: statement.line, key: found.key, body: statement.body }];
    for (const line of body) guarded(line, place, () => changeRow(schema, vdom, line, place));
  }

  /** To edit a VDOM that is not there makes it. */
  function openVdom(name: string): void {
    const schema = schemas.loaded(VDOMS);
    if (schema === undefined || configuration.table(VDOMS, undefined).has(name)) return;
    const rows = rootCollection(configuration, schema, MANAGEMENT_VDOM);
    if (rows.size >= ports.maxVdoms) throw tooManyVdoms();
    const make = (): string => {
      rows.put(name, keyed(schema.node, name, []));
      return name;
    };
    write(schema, MANAGEMENT_VDOM, { key: undefined, make });
  }

  const { statements: scoped, vdoms } = scopesOf(statements, ports.vdom);
  const opening: Statement = { kind: "config", line: 1, words: ["vdom"], body: [] };
  for (const name of vdoms) guarded(opening, { scope: name }, () => openVdom(name));
  for (const { statement, vdom } of scoped) guarded(statement, { scope: vdom }, () => run(statement, vdom));
  return errors;
}
