/**
 * The difference between two configurations, as configuration.
 *
 * @module
 */

import type { CliStatement } from "./statement.ts";

/** A table, an object or an entry, by its names. */
interface Node {
  readonly fields: Map<string, readonly string[]>;
  readonly configs: Map<string, Node>;
  readonly entries: Map<string, Node>;
}

/**
 * The statements that make the second configuration out of the first: what is new and what is different is set, what is
 * gone is unset or deleted, and numbered entries, such as policies, are moved where they belong. None when they are the same.
 */
export function diffCli(before: readonly CliStatement[], after: readonly CliStatement[]): readonly CliStatement[] {
  return diffNodes(toNode(before), toNode(after));
}

function toNode(statements: readonly CliStatement[], node: Node = emptyNode()): Node {
  for (const statement of statements) {
    if (statement.kind === "config") grow(node.configs, statement.path, statement.body);
    else if (statement.kind === "edit") grow(node.entries, statement.key, statement.body);
    else if (statement.verb === "set") node.fields.set(statement.words[0] ?? "", statement.words.slice(1));
  }
  return node;
}

/** A backup has several blocks of the same name: one that lists the VDOMs, and one for each. */
function grow(nodes: Map<string, Node>, name: string, body: readonly CliStatement[]): void {
  nodes.set(name, toNode(body, nodes.get(name)));
}

function emptyNode(): Node {
  return { fields: new Map(), configs: new Map(), entries: new Map() };
}

function diffNodes(before: Node, after: Node): CliStatement[] {
  const gone = [...before.entries.keys()].filter((key) => !after.entries.has(key));
  return [
    ...diffFields(before, after),
    ...gone.map((key) => command("delete", key)),
    ...[...after.entries].flatMap(([key, entry]) => diffEntry(key, before.entries.get(key), entry)),
    ...moves(before, after),
    ...diffConfigs(before, after),
  ];
}

function diffFields(before: Node, after: Node): CliStatement[] {
  const gone = [...before.fields.keys()].filter((field) => !after.fields.has(field));
  const different = [...after.fields].filter(([field, words]) => !isSame(before.fields.get(field), words));
  return [
    ...different.map(([field, words]) => command("set", field, ...words)),
    ...gone.map((field) => command("unset", field)),
  ];
}

function diffEntry(key: string, before: Node | undefined, after: Node): CliStatement[] {
  const body = diffNodes(before ?? emptyNode(), after);
  return before !== undefined && body.length === 0 ? [] : [{ kind: "edit", key, body }];
}

function diffConfigs(before: Node, after: Node): CliStatement[] {
  const paths = new Set([...before.configs.keys(), ...after.configs.keys()]);
  return [...paths].flatMap((path) => {
    const body = diffNodes(before.configs.get(path) ?? emptyNode(), after.configs.get(path) ?? emptyNode());
    return body.length === 0 ? [] : [{ kind: "config", path, body }];
  });
}

/** The order of entries means something only where numbers name them. New ones are added at the end. */
function moves(before: Node, after: Node): CliStatement[] {
  const wanted = [...after.entries.keys()];
  if (!wanted.every((key) => /^\d+$/.test(key))) return [];
  const stay = [...before.entries.keys()].filter((key) => after.entries.has(key));
  const now = [...stay, ...wanted.filter((key) => !before.entries.has(key))];
  const steps: CliStatement[] = [];
  wanted.forEach((key, index) => {
    const there = now[index];
    if (there === key || there === undefined) return;
    now.splice(now.indexOf(key), 1);
    now.splice(index, 0, key);
    steps.push(command("move", key, "before", there));
  });
  return steps;
}

function isSame(before: readonly string[] | undefined, after: readonly string[]): boolean {
  return before?.length === after.length && after.every((word, index) => before[index] === word);
}

function command(verb: string, ...words: string[]): CliStatement {
  return { kind: "command", verb, words };
}
