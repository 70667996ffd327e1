/**
 * Brings the factory content into the form of a FortiOS version.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import type { Content, FactoryContent } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import { keyOf } from "../cmdb/key.ts";
import { readEntry } from "../cmdb/read-entry.ts";
import type { Node, Schemas } from "../cmdb/schema.ts";
import { OBJECT_KEY } from "../cmdb/table.ts";
import { ADMIN, GLOBAL_CONTENT } from "./global-content.ts";
import { VDOM_CONTENT } from "./vdom-content.ts";

/** Entries as a client would send them, by path. An object has one. */
export type WireContent = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/**
 * Tables and fields that the version lacks are left out.
 *
 * @param password Of the administrator `admin`.
 */
export async function loadFactory(schemas: Schemas, hostname: string, password: string): Promise<FactoryContent> {
  const own = { "system/global": [{ hostname }], "system/admin": [{ ...ADMIN, password }] };
  const global = { ...GLOBAL_CONTENT, ...own };
  return { global: await load(schemas, global), vdom: await load(schemas, VDOM_CONTENT) };
}

async function load(schemas: Schemas, content: WireContent): Promise<Content> {
  const tables = await Promise.all(
    Object.entries(content).map(async ([path, rows]) => {
      const node = (await schemas.load(path))?.node;
      return [path, node === undefined ? [] : rows.map((row, position) => toEntry(node, row, position))] as const;
    }),
  );
  return new Map(tables.filter(([path]) => schemas.has(path)));
}

function toEntry(node: Node, row: Readonly<Record<string, unknown>>, position: number): readonly [string, Entry] {
  const uuid = node.fields.get("uuid")?.type === "uuid" ? { uuid: randomUUID() } : {};
  const entry = { ...readEntry(node, row), ...uuid };
  return [node.kind === "object" ? OBJECT_KEY : keyOf(node, entry, position), entry];
}
