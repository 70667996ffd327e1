/**
 * `clone`: an entry under another key, or in another package or policy block.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { invalidData, invalidMethod } from "../../rpc/refusals.ts";
import { rootCollection } from "../collection.ts";
import { alreadyThere } from "../refusals.ts";
import { keyOf } from "../schema/keys.ts";
import type { Node } from "../schema/node.ts";
import { isRecord, readEntry, rowsOf, type Stamps, withKey } from "../values/read-entry.ts";
import { keyIn, type Verb } from "./change.ts";

const PARENT = "new parent";
const NEW_URL = "new url";

export const clone: Verb = ({ target, operation, layer, location, stamps }) => {
  if (target.kind !== "entry") throw invalidMethod();
  const data = operation.data ?? {};
  if (!isRecord(data)) throw invalidData();
  const { [PARENT]: _parent, [NEW_URL]: _url, ...changes } = data;
  const { node } = target.collection;
  const table = tableOfClone(location.table, data);
  const collection = table === location.table ? target.collection : rootCollection(layer, table, node);
  const source = target.slot.read();
  const original = isNumbered(node) ? without(source, node.key) : source;
  const { oid, ...copy } = readEntry(node, changes, renewed(node, original, stamps), "overwrite", stamps);
  const entry = { ...withKey(node, copy, collection.rows().keys()), oid };
  const key = keyOf(node.key, entry) ?? String(entry.oid);
  if (collection.get(key) !== undefined) throw alreadyThere();
  collection.put(key, entry);
  return { data: keyIn(node.key, entry) };
};

/** Where a copy goes: to `pblock/web` in the same ADOM, to a url, or to the table of the original. */
export function tableOfClone(table: string, data: unknown): string {
  const { [PARENT]: parent, [NEW_URL]: url } = isRecord(data) ? data : {};
  if (typeof url === "string") return url.replaceAll(SLASHES, "");
  if (typeof parent !== "string") return table;
  const { root, path } = POLICY_TABLE.exec(table)?.groups ?? {};
  if (root === undefined || path === undefined) throw invalidData();
  return `${root}/${parent.replaceAll(SLASHES, "")}/${path}`;
}

const SLASHES = /^\/+|\/+$/g;
const POLICY_TABLE =
  /^(?<root>pm\/config\/(?:adom\/[^/]+|global))\/(?:pkg|pblock)\/.+?\/(?<path>(?:firewall|global|user)\/.+)$/;

function isNumbered(node: Node): boolean {
  return node.fields.get(node.key ?? "")?.type === "integer";
}

function without(entry: Entry, name: string | undefined): Entry {
  const { [name ?? ""]: _key, ...rest } = entry;
  return rest;
}

/** A copy has numbers of its own, in its child tables as well. */
function renewed(node: Node, entry: Entry, stamps: Stamps): Entry {
  const next: Record<string, unknown> = { ...entry, oid: stamps.oid() };
  delete next.uuid;
  for (const field of node.fields.values()) {
    const inner = field.node;
    if (inner?.kind !== "table" || next[field.name] === undefined) continue;
    next[field.name] = rowsOf(next[field.name]).map((row) => renewed(inner, row, stamps));
  }
  return next;
}
