/**
 * Brings a device to the configuration that a file holds.
 *
 * @module
 */

import { type Configuration, createConfiguration, type FactoryContent, type TableAt } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import type { Schemas } from "../cmdb/schema.ts";
import { createTable } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import { createTableFinder } from "./find-table.ts";
import { loadConf } from "./load.ts";
import type { Statement } from "./parse.ts";
import { pruneReferences } from "./prune.ts";
import { scopesOf } from "./scopes.ts";

export interface Restored {
  readonly configuration: Configuration;
  /** What a device writes down of lines that it cannot take. */
  readonly errors: readonly string[];
}

const INTERFACES = "system/interface";

/** Loads the schemas of the tables that a text names. */
export async function loadSchemas(schemas: Schemas, statements: readonly Statement[]): Promise<void> {
  const finder = createTableFinder(schemas);
  const found = scopesOf(statements).statements.map(({ statement }) =>
    statement.kind === "config" ? finder.find(statement.words)?.path : undefined,
  );
  await Promise.all(Array.from(new Set(found), (path) => path && schemas.load(path)));
}

/** The whole device. Nothing is left of what it held. @returns Undefined for more VDOMs than it can have. */
export function restoreDevice(
  schemas: Schemas,
  factory: FactoryContent,
  statements: readonly Statement[],
  maxVdoms: number,
): Restored | undefined {
  const loaded = loadConf(schemas, factory, scopesOf(statements), maxVdoms);
  return loaded && settle(schemas, factory, loaded.tables, loaded.errors);
}

/** One VDOM, and its interfaces. Everything else stays. @returns As above. */
export function restoreVdom(
  configuration: Configuration,
  factory: FactoryContent,
  vdom: string,
  statements: readonly Statement[],
  maxVdoms: number,
): Restored | undefined {
  const { schemas } = configuration;
  const { statements: scoped } = scopesOf(statements, vdom);
  const own = scoped.map(({ statement }) => ({ statement, vdom }));
  const loaded = loadConf(schemas, factory, { statements: own, vdoms: [vdom] }, maxVdoms);
  if (loaded === undefined) return undefined;
  const { tables, errors } = loaded;
  const others = configuration.tables().filter((at) => at.vdom !== vdom && at.path !== INTERFACES);
  const interfaces = tables.find((at) => at.path === INTERFACES);
  return settle(
    schemas,
    factory,
    [
      ...others,
      { path: INTERFACES, vdom: undefined, table: mergedInterfaces(configuration, vdom, interfaces) },
      ...tables.filter((at) => at.vdom === vdom),
    ],
    errors,
  );
}

/** Those of the VDOM as the file has them; those of the others, and those that the file does not have, as they are. */
function mergedInterfaces(configuration: Configuration, vdom: string, own: TableAt | undefined): TableAt["table"] {
  const present = new Map(configuration.table(INTERFACES, undefined).entries());
  const belongs = (entry: Entry | undefined): boolean => (entry?.vdom ?? MANAGEMENT_VDOM) === vdom;
  for (const [name, entry] of own?.table.entries() ?? []) {
    const before = present.get(name);
    if (belongs(entry) && (before === undefined || belongs(before))) present.set(name, entry);
  }
  return createTable(present);
}

/** References that lead nowhere go, and what cannot be without them. */
function settle(
  schemas: Schemas,
  factory: FactoryContent,
  tables: readonly TableAt[],
  errors: readonly string[],
): Restored {
  let configuration = createConfiguration(schemas, factory).fork(tables);
  const all = [...errors];
  for (let pruned = pruneReferences(configuration); pruned.tables.length > 0; pruned = pruneReferences(configuration)) {
    all.push(...pruned.errors);
    configuration = configuration.fork(pruned.tables);
  }
  return { configuration, errors: all };
}
