/**
 * Where the tables of a device are: those that exist once, and those of each VDOM. What nobody has written is the
 * factory's, which all devices of a kind share; see `table.ts`.
 *
 * @module
 */

import { isGlobal } from "./scope.ts";
import { commonTable, createTable, type Keyed, type Table } from "./table.ts";

/** The content of tables, by path. */
export type Content = ReadonlyMap<string, readonly Keyed[]>;

/** What a device holds when it leaves the factory. */
export interface FactoryContent {
  readonly global: Content;
  /** What each VDOM starts with. */
  readonly vdom: Content;
  /** What only the first VDOM, `root`, starts with: other tables than those of `vdom`. */
  readonly root: Content;
}

/** A table and where it belongs. */
export interface TableAt {
  readonly path: string;
  /** Undefined for a global table. */
  readonly vdom: string | undefined;
  readonly table: Table;
}

export interface Scopes {
  /** For whoever may write to it too. */
  table(path: string, vdom: string | undefined): Table;
  /** Every table that holds anything or ever did, to be read. */
  all(): TableAt[];
  /** Tables that were written since this was made. */
  written(): TableAt[];
  /** Takes note that a table was written. */
  note(path: string, vdom: string | undefined): void;
  /** A new VDOM, as it leaves the factory. */
  open(vdom: string): void;
  /** The end of a VDOM and of all that is in it. */
  close(vdom: string): void;
  /** An independent copy, with some tables in the place of its own. */
  fork(instead: readonly TableAt[]): Scopes;
}

/** The tables of one VDOM, or those that exist once. */
interface Scope {
  readonly factory: readonly Content[];
  /** Those that somebody has asked for. */
  readonly tables: Map<string, Table>;
}

export const VDOM_TABLE = "system/vdom";
const GLOBAL = "";
const ROOT = "root";

export function createScopes(factory: FactoryContent): Scopes {
  const vdoms = factory.global.get(VDOM_TABLE) ?? [];
  const names = [GLOBAL, ...vdoms.map(([name]) => name)];
  return scopesFrom(
    factory,
    names.map((name) => [name, newScope(factory, name)]),
  );
}

function newScope({ global, vdom, root }: FactoryContent, name: string): Scope {
  if (name === GLOBAL) return { factory: [global], tables: new Map() };
  return { factory: name === ROOT ? [vdom, root] : [vdom], tables: new Map() };
}

function scopesFrom(factory: FactoryContent, given: Iterable<readonly [string, Scope]>): Scopes {
  const scopes = new Map(given);
  const written = new Map<string, TableAt>();

  function table(path: string, vdom: string | undefined): Table {
    const name = scopeOf(path, vdom);
    const scope = scopes.get(name) ?? { factory: [], tables: new Map() };
    scopes.set(name, scope);
    const found = scope.tables.get(path) ?? contentOf(scope, path)?.copy() ?? createTable();
    scope.tables.set(path, found);
    return found;
  }

  function note(path: string, vdom: string | undefined, changed: Table = table(path, vdom)): void {
    const name = scopeOf(path, vdom);
    written.set(idOf(path, name), { path, vdom: vdomOf(name), table: changed });
  }

  /** Paths of all tables of a scope that hold anything or ever did. */
  function pathsOf(name: string, { factory: contents, tables }: Scope): string[] {
    const own = [...tables].filter(([path, { size }]) => size > 0 || written.has(idOf(path, name)));
    return [...new Set([...contents.flatMap((content) => [...content.keys()]), ...own.map(([path]) => path)])];
  }

  return {
    table,
    note,
    written: () => [...written.values()],
    all: () =>
      [...scopes].flatMap(([name, scope]) =>
        pathsOf(name, scope).map((path) => {
          const found = scope.tables.get(path) ?? contentOf(scope, path);
          return { path, vdom: vdomOf(name), table: found ?? createTable() };
        }),
      ),
    open(vdom) {
      const scope = newScope(factory, vdom);
      scopes.set(vdom, scope);
      for (const path of pathsOf(vdom, scope)) note(path, vdom);
    },
    close(vdom) {
      const scope = scopes.get(vdom);
      scopes.delete(vdom);
      for (const path of scope === undefined ? [] : pathsOf(vdom, scope)) note(path, vdom, createTable());
    },
    fork(instead) {
      const copies = new Map(Array.from(scopes, ([name, scope]): [string, Scope] => [name, copyOf(scope)]));
      const vdoms = instead.find(({ path }) => path === VDOM_TABLE)?.table ?? table(VDOM_TABLE, undefined);
      for (const name of copies.keys()) if (name !== GLOBAL && !vdoms.has(name)) copies.delete(name);
      for (const name of vdoms.keys()) if (!copies.has(name)) copies.set(name, newScope(factory, name));
      for (const { path, vdom, table } of instead) copies.get(scopeOf(path, vdom))?.tables.set(path, table.copy());
      return scopesFrom(factory, copies);
    },
  };
}

function copyOf({ factory, tables }: Scope): Scope {
  return { factory, tables: new Map(Array.from(tables, ([path, table]) => [path, table.copy()])) };
}

/** What the factory put into a table; undefined when that is nothing. */
function contentOf({ factory }: Scope, path: string): Table | undefined {
  for (const content of factory) {
    const entries = content.get(path);
    if (entries !== undefined) return commonTable(entries);
  }
  return undefined;
}

function scopeOf(path: string, vdom: string | undefined): string {
  return isGlobal(path) ? GLOBAL : (vdom ?? ROOT);
}

function vdomOf(scope: string): string | undefined {
  return scope === GLOBAL ? undefined : scope;
}

function idOf(path: string, scope: string): string {
  return `${scope} ${path}`;
}
