/**
 * Finds the row that a url belongs to.
 *
 * @module
 */

import type { ObjectRow, RpcRow } from "./types.ts";
import { isPathPlaceholder, placeholders, splitUrl } from "./urls.ts";

/** What a url leads to. */
export interface UrlTarget<Row> {
  /** What the url belongs to. */
  readonly row: Row;
  /** The url's template: `pm/config/adom/{adom}/obj/firewall/address`. */
  readonly template: string;
  /** What stands in place of its placeholders: `{ adom: "root" }`. */
  readonly params: Readonly<Record<string, string>>;
  /** The key of the entry it names; a device and a VDOM in a mapping. Absent: the table, the object or the call itself. */
  readonly key?: readonly string[];
  /** What follows: the name of a list in an entry, such as `member`. Mostly empty. */
  readonly rest: readonly string[];
}

interface Node<Row> {
  readonly literals: Map<string, Node<Row>>;
  /** Below a placeholder for one segment. */
  one?: Node<Row>;
  /** Below a placeholder for a path, which has one segment or more. */
  many?: Node<Row>;
  readonly ends: End<Row>[];
}

interface End<Row> {
  readonly row: Row;
  readonly template: string;
  /** How many of the values, counted from the end, are the key. */
  readonly keys: number;
}

/** Looks urls up, with or without slashes around them. Of several rows, one that takes the method is preferred. */
export type UrlTree<Row> = (url: string, method?: string) => UrlTarget<Row> | undefined;

/** A mapping's key is a device and a VDOM. */
const MAPPING_KEY = "_scope";

/** Makes a tree of the urls of all rows. */
export function createUrlTree<Row extends ObjectRow | RpcRow>(rows: readonly Row[]): UrlTree<Row> {
  const root = createNode<Row>();
  for (const row of rows) {
    for (const template of row.area === "object" ? row.urls : [row.path]) {
      const node = nodeFor(root, template.split("/"));
      node.ends.push({ row, template, keys: 0 });
      if (row.item === undefined) continue;
      const mapping = row.area === "object" && row.mkey === MAPPING_KEY;
      const key = isPathPlaceholder(row.item) ? [`{${row.item}}`] : mapping ? ["{}", "{}"] : ["{}"];
      nodeFor(node, key).ends.push({ row, template, keys: key.length });
    }
  }
  return (url, method) => {
    const segments = splitUrl(url);
    const whole = find(root, segments, method);
    if (whole !== undefined) return { ...whole, rest: [] };
    for (let length = segments.length - 1; length > 0; length -= 1) {
      const part = find(root, segments.slice(0, length), method);
      // Only something that has fields can have more behind it.
      const holds = part?.row.area === "object" && (part.key !== undefined || part.row.kind === "object");
      if (part !== undefined && holds) return { ...part, rest: segments.slice(length) };
    }
    return undefined;
  };
}

function createNode<Row>(): Node<Row> {
  return { literals: new Map(), ends: [] };
}

function nodeFor<Row>(from: Node<Row>, segments: readonly string[]): Node<Row> {
  let node = from;
  for (const segment of segments) {
    if (segment.startsWith("{")) {
      const kind = isPathPlaceholder(segment.slice(1, -1)) ? "many" : "one";
      node[kind] ??= createNode();
      node = node[kind];
    } else {
      const next = node.literals.get(segment) ?? createNode<Row>();
      node.literals.set(segment, next);
      node = next;
    }
  }
  return node;
}

function find<Row extends ObjectRow | RpcRow>(
  root: Node<Row>,
  segments: readonly string[],
  method: string | undefined,
): Omit<UrlTarget<Row>, "rest"> | undefined {
  const match = walk(root, segments, []);
  if (match === undefined) return undefined;
  const { ends, values } = match;
  const end = ends.find(({ row }) => method !== undefined && row.methods.includes(method)) ?? ends[0];
  if (end === undefined) return undefined;
  const names = placeholders(end.template);
  const params = Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""]));
  const { row, template, keys } = end;
  return { row, template, params, ...(keys === 0 ? {} : { key: values.slice(-keys) }) };
}

/** What is spelled out comes before what is a placeholder, and a short path before a long one. */
function walk<Row>(
  node: Node<Row>,
  segments: readonly string[],
  values: readonly string[],
): { ends: readonly End<Row>[]; values: readonly string[] } | undefined {
  const [first, ...rest] = segments;
  if (first === undefined) return node.ends.length === 0 ? undefined : { ends: node.ends, values };
  const literal = node.literals.get(first);
  const found = (literal && walk(literal, rest, values)) ?? (node.one && walk(node.one, rest, [...values, first]));
  if (found !== undefined || node.many === undefined) return found;
  for (let length = 1; length <= segments.length; length += 1) {
    const value = segments.slice(0, length).join("/");
    const longer = walk(node.many, segments.slice(length), [...values, value]);
    if (longer !== undefined) return longer;
  }
  return undefined;
}
