/**
 * Makes configuration of a file, as a device does that starts with it: what it cannot take it leaves out, and writes down.
 *
 * A table that the file names holds what the file says; one that it does not name is as it left the factory.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import type { Content, FactoryContent, TableAt } from "../cmdb/configuration.ts";
import { EMPTY, type Entry } from "../cmdb/entry.ts";
import type { Node, Schema, Schemas } from "../cmdb/schema.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { createTable, OBJECT_KEY } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import { asConfError, type ConfError, notUnderstood } from "./conf-error.ts";
import { type Editing, editEntry, editRow } from "./edit-entry.ts";
import { errorLine, type Place } from "./error-log.ts";
import { contentOf } from "./factory-content.ts";
import { createTableFinder } from "./find-table.ts";
import type { Statement } from "./parse.ts";
import type { Scopes } from "./scopes.ts";

/** What a file comes to. */
export interface Loaded {
  /** Every table of the device; references are not checked yet. */
  readonly tables: readonly TableAt[];
  /** A line for each that was left out. */
  readonly errors: readonly string[];
}

const VDOMS = "system/vdom";

/** The hardware, and what the firmware brings along: a file cannot take it away. */
const BUILT_IN = ["system/interface", "system/accprofile", "vpn.certificate/ca", "vpn.certificate/local"];

type Rows = ReadonlyMap<string, Entry>;

/**
 * @param schemas Those of the tables that the file names have been loaded.
 * @param maxVdoms How many the device can have.
 * @returns Undefined for a file with more VDOMs.
 */
export function loadConf(
  schemas: Schemas,
  factory: FactoryContent,
  { statements, vdoms }: Scopes,
  maxVdoms: number,
): Loaded | undefined {
  const finder = createTableFinder(schemas);
  const global = new Map<string, Rows>();
  const scopes = new Map<string, Map<string, Rows>>();
  const errors: string[] = [];

  const addVdom = (name: string): Map<string, Rows> => {
    const known = scopes.get(name) ?? new Map<string, Rows>();
    scopes.set(name, known);
    return known;
  };

  function load(statement: Statement, vdom: string): void {
    const found = statement.kind === "config" ? finder.find(statement.words) : undefined;
    const schema = found && schemas.loaded(found.path);
    if (statement.kind !== "config" || found === undefined || schema === undefined) {
      const [word = ""] =
        statement.kind === "command" || statement.kind === "config" ? statement.words : [statement.kind];
      errors.push(errorLine(statement, notUnderstood(word), { scope: vdom }));
      return;
    }
    // Some tables have two names.
    const { path } = schema;
    const isOnce = isGlobal(path);
    const tables = isOnce ? global : addVdom(vdom);
    const at = { scope: isOnce ? "global" : vdom, path };
    const body: readonly Statement[] =
      found.key === undefined
        ? statement.body
        : [{ kind: "edit", line: statement.line, key: found.key, body: statement.body }];
    tables.set(path, loadTable(schema, tables.get(path) ?? new Map(), body, at, errors));
  }

  addVdom(MANAGEMENT_VDOM);
  for (const name of vdoms) addVdom(name);
  for (const { statement, vdom } of statements) load(statement, vdom);
  for (const name of global.get(VDOMS)?.keys() ?? []) addVdom(name);
  if (scopes.size > maxVdoms) return undefined;
  const named = Array.from(scopes.keys(), (name) => [name, global.get(VDOMS)?.get(name) ?? { name }] as const);
  global.set(VDOMS, new Map(named));

  return {
    tables: [
      ...complete(undefined, global, contentOf(factory, undefined)),
      ...[...scopes].flatMap(([vdom, tables]) => complete(vdom, tables, contentOf(factory, vdom))),
    ],
    errors,
  };
}

function loadTable({ node }: Schema, before: Rows, body: readonly Statement[], place: Place, errors: string[]): Rows {
  const noting = (key?: string): Editing => ({
    unsetClears: true,
    failed: (statement: Statement, error: ConfError) => errors.push(errorLine(statement, error, { ...place, key })),
  });
  if (node.kind === "object") {
    const entry = editEntry(node, before.get(OBJECT_KEY) ?? EMPTY, body, noting());
    return Object.keys(entry).length === 0 ? new Map() : new Map([[OBJECT_KEY, entry]]);
  }
  const rows = new Map(before);
  for (const statement of body) {
    try {
      editRow(node, rows, statement, noting(statement.kind === "edit" ? statement.key : undefined));
    } catch (error) {
      errors.push(errorLine(statement, asConfError(error), place));
    }
  }
  return withUuids(node, rows);
}

/** What was written before there was one gets one. */
function withUuids(node: Node, rows: Rows): Rows {
  if (node.fields.get("uuid")?.type !== "uuid") return rows;
  return new Map(
    Array.from(rows, ([key, row]) => [key, row.uuid === undefined ? { ...row, uuid: randomUUID() } : row]),
  );
}

/** With the tables that the file does not name, and the entries that no file takes away. */
function complete(vdom: string | undefined, own: ReadonlyMap<string, Rows>, factory: Content): TableAt[] {
  const all = new Map<string, Iterable<readonly [string, Entry]>>([...factory, ...own]);
  for (const path of BUILT_IN) {
    const rows = own.get(path);
    const gone = (factory.get(path) ?? []).filter(([key]) => rows?.has(key) === false);
    if (rows !== undefined && gone.length > 0) all.set(path, [...rows, ...gone]);
  }
  return Array.from(all, ([path, rows]) => ({ path, vdom, table: createTable(rows) }));
}
