/**
 * Everything that one device is configured to do: its tables by VDOM, and who refers to whom.
 *
 * @module
 */

import type { Entry } from "./entry.ts";
import { checkNewReferences, checkNothingLost, type World } from "./integrity.ts";
import { createReferenceIndex, type Place, referencesIn, retarget } from "./references.ts";
import { inUse, wrongMethod } from "./refusal.ts";
import type { Schema, Schemas } from "./schema.ts";
import { isGlobal } from "./scope.ts";
import { createTable, type Table } from "./table.ts";

type Keyed = readonly [key: string, entry: Entry];

/** The content of tables, by path. */
export type Content = ReadonlyMap<string, readonly Keyed[]>;

/** What a device holds when it leaves the factory. */
export interface FactoryContent {
  readonly global: Content;
  /** What each VDOM starts with. */
  readonly vdom: Content;
}

/** A table and where it belongs. */
export interface TableAt {
  readonly path: string;
  /** Undefined for a global table. */
  readonly vdom: string | undefined;
  readonly table: Table;
}

export interface Configuration extends World {
  readonly schemas: Schemas;
  /** Every table that holds anything or ever did. */
  tables(): TableAt[];
  /** Tables that were written since this configuration was made. */
  written(): TableAt[];
  /** Stores an entry. @throws Refusal when a reference would dangle; then nothing has changed. */
  put(schema: Schema, vdom: string, key: string, entry: Entry): void;
  /** Deletes an entry. @throws Refusal when something refers to it. */
  remove(schema: Schema, vdom: string, key: string): void;
  /** Gives an entry another key, in the same place, and everything that refers to it the new one. */
  rename(schema: Schema, vdom: string, from: string, to: string, entry: Entry): void;
  /** Puts the entries of a table in a new order. */
  reorder(schema: Schema, vdom: string, entries: readonly Keyed[]): void;
  /** An independent copy, with some tables in the place of its own. */
  fork(instead: readonly TableAt[]): Configuration;
  /** @throws Refusal for the first reference anywhere that leads nowhere. */
  checkAllReferences(): void;
}

const VDOM_TABLE = "system/vdom";
const GLOBAL_SCOPE = "";

export function createConfiguration(schemas: Schemas, factory: FactoryContent): Configuration {
  const { configuration, fill } = build(schemas, factory, []);
  fill(GLOBAL_SCOPE, factory.global);
  return configuration;
}

function build(
  schemas: Schemas,
  factory: FactoryContent,
  tables: readonly TableAt[],
): { configuration: Configuration; fill: (scope: string, content: Content) => void } {
  const references = createReferenceIndex();
  const scopes = new Map<string, Map<string, Table>>();
  const written = new Map<Table, TableAt>();

  function tablesOf(scope: string): Map<string, Table> {
    const known = scopes.get(scope) ?? new Map<string, Table>();
    scopes.set(scope, known);
    return known;
  }

  function scopeOf(path: string, vdom: string | undefined): string {
    return isGlobal(path) ? GLOBAL_SCOPE : (vdom ?? "root");
  }

  function table(path: string, vdom: string | undefined): Table {
    const known = tablesOf(scopeOf(path, vdom));
    const found = known.get(path) ?? createTable();
    known.set(path, found);
    return found;
  }

  function placeOf(path: string, vdom: string | undefined, key: string): Place {
    return { vdom: isGlobal(path) ? undefined : vdom, path, key };
  }

  function note(path: string, vdom: string | undefined): void {
    const changed = table(path, vdom);
    written.set(changed, { path, vdom: isGlobal(path) ? undefined : vdom, table: changed });
  }

  function store(path: string, vdom: string | undefined, key: string, after: Entry | undefined): void {
    const rows = table(path, vdom);
    const before = rows.get(key);
    const place = placeOf(path, vdom, key);
    const node = schemas.loaded(path)?.node;
    if (node !== undefined && before !== undefined) references.remove(place, referencesIn(node, before));
    if (node !== undefined && after !== undefined) references.add(place, referencesIn(node, after));
    if (after === undefined) rows.delete(key);
    else rows.set(key, after);
    if (path === VDOM_TABLE && before === undefined) fill(key, factory.vdom);
    if (path === VDOM_TABLE && after === undefined) clear(key);
    note(path, vdom);
  }

  /** Content that needs no check: it came from the factory, or was checked when it was written. */
  function fill(scope: string, content: Content): void {
    for (const [path, entries] of content) for (const [key, entry] of entries) store(path, scope, key, entry);
  }

  function clear(vdom: string): void {
    for (const [path, rows] of tablesOf(vdom)) for (const key of [...rows.keys()]) store(path, vdom, key, undefined);
    scopes.delete(vdom);
  }

  const configuration: Configuration = {
    schemas,
    references,
    table,
    scopesOf: (path) => (isGlobal(path) ? [undefined] : [...table(VDOM_TABLE, undefined).keys()]),
    tables: () =>
      [...scopes].flatMap(([scope, known]) => {
        const vdom = scope === GLOBAL_SCOPE ? undefined : scope;
        return Array.from(known, ([path, rows]) => ({ path, vdom, table: rows }));
      }),
    written: () => [...written.values()],
    put(schema, vdom, key, entry) {
      const before = table(schema.path, vdom).get(key);
      const place = placeOf(schema.path, vdom, key);
      checkNewReferences(configuration, schema, place, before, entry);
      if (before !== undefined) checkNothingLost(configuration, schema, place, before, entry);
      store(schema.path, vdom, key, entry);
    },
    remove(schema, vdom, key) {
      const before = table(schema.path, vdom).get(key);
      if (before === undefined) return;
      if (schema.path === VDOM_TABLE && key === "root") throw inUse(1);
      checkNothingLost(configuration, schema, placeOf(schema.path, vdom, key), before, undefined);
      store(schema.path, vdom, key, undefined);
    },
    rename(schema, vdom, from, to, entry) {
      const { path, node } = schema;
      if (path === VDOM_TABLE) throw wrongMethod();
      const rows = table(path, vdom);
      checkNewReferences(configuration, schema, placeOf(path, vdom, from), rows.get(from), entry);
      const renamed = Array.from(rows.entries(), ([key, own]): Keyed => (key === from ? [to, entry] : [key, own]));
      const targetId = `${path} ${node.key?.name}`;
      const referrers = references.referrers(targetId, from);
      store(path, vdom, from, undefined);
      store(path, vdom, to, entry);
      rows.replaceAll(renamed);
      for (const { place } of referrers) {
        const isOwn = place.path === path && place.key === from;
        const user = { ...place, key: isOwn ? to : place.key };
        const old = table(user.path, user.vdom).get(user.key);
        const userNode = schemas.loaded(user.path)?.node;
        const isNear = user.vdom === undefined || isGlobal(path) || user.vdom === vdom;
        if (!isNear || old === undefined || userNode === undefined) continue;
        store(user.path, user.vdom, user.key, retarget(userNode, old, targetId, from, to));
      }
    },
    reorder({ path }, vdom, entries) {
      table(path, vdom).replaceAll(entries);
      note(path, vdom);
    },
    fork(instead) {
      const isReplaced = ({ path, vdom }: TableAt) =>
        instead.some((other) => other.path === path && other.vdom === vdom);
      const kept = configuration.tables().filter((own) => !isReplaced(own));
      return build(schemas, factory, [...kept, ...instead]).configuration;
    },
    checkAllReferences() {
      for (const { path, vdom, table: rows } of configuration.tables()) {
        const schema = schemas.loaded(path);
        if (schema?.node.refers !== true) continue;
        for (const [key, entry] of rows.entries()) {
          checkNewReferences(configuration, schema, placeOf(path, vdom, key), undefined, entry);
        }
      }
    },
  };

  for (const { path, vdom, table: rows } of tables) {
    tablesOf(scopeOf(path, vdom)).set(path, rows.copy());
    const node = schemas.loaded(path)?.node;
    if (node?.refers !== true) continue;
    for (const [key, entry] of rows.entries()) references.add(placeOf(path, vdom, key), referencesIn(node, entry));
  }

  return { configuration, fill };
}
