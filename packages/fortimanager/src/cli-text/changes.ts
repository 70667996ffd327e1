/**
 * Configuration text as the changes that it makes.
 *
 * @module
 */

import type { CliCommand, CliConfig, CliStatement } from "./statement.ts";

/** What a change does: `edit` makes an entry or changes it, `set` changes an object. */
export type ConfigAction = "edit" | "set" | "delete" | "move" | "rename" | "clone" | "purge" | "other";

/** What configuration text does to one entry of a table, or to one object. */
export interface ConfigChange {
  /** What it does. */
  readonly action: ConfigAction;
  /** Name of the VDOM, or `global`. Undefined where the text does not tell: a device without VDOMs. */
  readonly vdom: string | undefined;
  /** The table or object: `firewall address`. Of a nested one, the part below its entry: `ip-range`. */
  readonly path: string;
  /** Key of the entry. Undefined for an object, and for `purge`. */
  readonly key: string | undefined;
  /** Fields that get a value, each with all its words: `{ subnet: ["192.0.2.1", "255.255.255.255"] }`. */
  readonly set: Readonly<Record<string, readonly string[]>>;
  /** Fields that go back to their default. */
  readonly unset: readonly string[];
  /** Members that join a list. */
  readonly added: Readonly<Record<string, readonly string[]>>;
  /** Members that leave a list. */
  readonly removed: Readonly<Record<string, readonly string[]>>;
  /** What follows the key on the line: `["before", "3"]` of a `move`, the new key of a `rename` or `clone`, all of an `other`. */
  readonly words: readonly string[];
  /** Changes in the tables and objects of the entry. */
  readonly nested: readonly ConfigChange[];
}

/** The changes that the statements make, in their order. */
export function changesIn(statements: readonly CliStatement[]): readonly ConfigChange[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== "config") return other(statement, "", undefined);
    if (statement.path === "global") return configsIn(statement.body, "global");
    return statement.path === "vdom" ? vdomsIn(statement) : changesOf(statement, undefined);
  });
}

/** `config vdom` holds the configuration of each VDOM, or says nothing but that there is one. */
function vdomsIn(vdoms: CliConfig): ConfigChange[] {
  return vdoms.body.flatMap((statement) => {
    const holds = statement.kind === "edit" && statement.body.some(({ kind }) => kind === "config");
    return holds ? configsIn(statement.body, statement.key) : changesOf({ ...vdoms, body: [statement] }, undefined);
  });
}

function configsIn(statements: readonly CliStatement[], vdom: string): ConfigChange[] {
  return statements.flatMap((statement) =>
    statement.kind === "config" ? changesOf(statement, vdom) : other(statement, "", vdom),
  );
}

/** The changes of one table or object. What is set beside the entries is the object's own, and comes first. */
function changesOf({ path, body }: CliConfig, vdom: string | undefined): ConfigChange[] {
  const own = body.filter((statement) => statement.kind === "config" || isField(statement));
  const object = edited("set", own, { vdom, path, key: undefined });
  const entries = body.flatMap((statement) => {
    if (statement.kind === "edit") return edited("edit", statement.body, { vdom, path, key: statement.key });
    if (statement.kind === "config" || isField(statement)) return [];
    return ACTIONS.has(statement.verb) ? onEntry(statement, path, vdom) : other(statement, path, vdom);
  });
  return isNothing(object) ? entries : [object, ...entries];
}

const ACTIONS: ReadonlySet<string> = new Set(["delete", "move", "rename", "clone", "purge"] satisfies ConfigAction[]);
const FIELDS: ReadonlySet<string> = new Set(["set", "select", "unset", "append", "unselect"]);

function isField(statement: CliStatement): boolean {
  return statement.kind === "command" && FIELDS.has(statement.verb) && statement.words.length > 0;
}

function edited(
  action: "edit" | "set",
  body: readonly CliStatement[],
  where: Pick<ConfigChange, "vdom" | "path" | "key">,
): ConfigChange {
  const fields = body.filter((statement) => statement.kind === "command").filter(isField);
  const given = (...verbs: readonly string[]): [field: string, values: string[]][] =>
    fields.filter(({ verb }) => verbs.includes(verb)).map(({ words: [field = "", ...values] }) => [field, values]);
  return {
    ...NOTHING,
    ...where,
    action,
    set: Object.fromEntries(given("set", "select")),
    unset: given("unset").map(([field]) => field),
    added: together(given("append")),
    removed: together(given("unselect")),
    nested: body.flatMap((statement) => {
      if (statement.kind === "config") return changesOf(statement, where.vdom);
      return isField(statement) ? [] : other(statement, where.path, where.vdom);
    }),
  };
}

function isNothing({ set, unset, added, removed, nested }: ConfigChange): boolean {
  return [set, unset, added, removed, nested].every((part) => Object.keys(part).length === 0);
}

/** Members that are named on several lines, by field. */
function together(lines: readonly [field: string, values: string[]][]): Record<string, string[]> {
  const groups = Map.groupBy(lines, ([field]) => field);
  return Object.fromEntries([...groups].map(([field, group]) => [field, group.flatMap(([, values]) => values)]));
}

/** `delete "web"`, `move 3 before 1`, `rename "web" to "www"`. */
function onEntry({ verb, words: [key, ...words] }: CliCommand, path: string, vdom: string | undefined): ConfigChange {
  const rest = words[0] === "to" ? words.slice(1) : words;
  return { ...NOTHING, action: verb as ConfigAction, vdom, path, key, words: rest };
}

/** A line that is no change that we know, kept so that nobody takes the text for empty. */
function other(statement: CliStatement, path: string, vdom: string | undefined): ConfigChange[] {
  if (statement.kind === "config") return changesOf(statement, vdom);
  const words = statement.kind === "edit" ? ["edit", statement.key] : [statement.verb, ...statement.words];
  return [{ ...NOTHING, action: "other", vdom, path, words }];
}

const NOTHING = {
  key: undefined,
  set: {},
  unset: [],
  added: {},
  removed: {},
  words: [],
  nested: [],
} as const;
