/**
 * Brings the factory content into the form of a FortiOS version.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Content, FactoryContent } from "../cmdb/configuration.ts";
import { keyOf } from "../cmdb/key.ts";
import { readEntry } from "../cmdb/read-entry.ts";
import type { Node, Schemas } from "../cmdb/schema.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { type Keyed, OBJECT_KEY } from "../cmdb/table.ts";
import type { Identity } from "../device/identity.ts";
import { fullNameOf, type Model } from "../models/model.ts";
import { ADMIN, globalContent } from "./global-content.ts";
import { logContent } from "./logs.ts";
import { rootContent } from "./root-content.ts";
import { vdomContent } from "./vdom-content.ts";
import type { WireContent, WireRow } from "./wire-content.ts";

/** What all devices of a model and a version have in common. Never changes, so they share it. */
const shared = new WeakMap<Schemas, Map<Model, Promise<FactoryContent>>>();

/**
 * Tables and fields that the version lacks are left out.
 *
 * @param password Of the administrator `admin`.
 */
export async function loadFactory(
  schemas: Schemas,
  { name: hostname, model }: Identity,
  password: string,
): Promise<FactoryContent> {
  const common = await commonContent(schemas, model);
  const own = await load(schemas, {
    "system/global": [{ alias: fullNameOf(model), hostname }],
    "system/admin": [{ ...ADMIN, password }],
  });
  return { ...common, global: new Map([...common.global, ...own]) };
}

function commonContent(schemas: Schemas, model: Model): Promise<FactoryContent> {
  const ofModels = shared.get(schemas) ?? new Map<Model, Promise<FactoryContent>>();
  shared.set(schemas, ofModels);
  const content = ofModels.get(model) ?? loadCommon(schemas, model);
  ofModels.set(model, content);
  return content;
}

async function loadCommon(schemas: Schemas, model: Model): Promise<FactoryContent> {
  const { version } = schemas;
  const content = Object.entries({ ...globalContent(model, version), ...vdomContent(version), ...logContent(model) });
  const [global, vdom, root] = await Promise.all([
    load(schemas, Object.fromEntries(content.filter(([path]) => isGlobal(path)))),
    load(schemas, Object.fromEntries(content.filter(([path]) => !isGlobal(path)))),
    load(schemas, rootContent(model)),
  ]);
  return { global, vdom, root };
}

async function load(schemas: Schemas, content: WireContent): Promise<Content> {
  const tables = await Promise.all(
    Object.entries(content).map(async ([path, rows]) => {
      const node = (await schemas.load(path))?.node;
      return [path, node === undefined ? [] : toEntries(path, node, rows)] as const;
    }),
  );
  return new Map(tables.filter(([path]) => schemas.has(path)));
}

/** An object that is as every version has it is none that anybody wrote. */
function toEntries(path: string, node: Node, rows: readonly WireRow[]): readonly Keyed[] {
  const entries = rows.map((row, position) => toEntry(path, node, row, position));
  return node.kind === "object" ? entries.filter(([, entry]) => Object.keys(entry).length > 0) : entries;
}

function toEntry(path: string, node: Node, row: WireRow, position: number): Keyed {
  const entry = readEntry(node, row);
  const key = node.kind === "object" ? OBJECT_KEY : keyOf(node, entry, position);
  return [key, node.fields.get("uuid")?.type === "uuid" ? { ...entry, uuid: uuidOf(path, key) } : entry];
}

/** Always the same for the same entry: a uuid of version 5. */
function uuidOf(path: string, key: string): string {
  const hex = createHash("sha1").update(`${path} ${key}`).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) % 4) + 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
