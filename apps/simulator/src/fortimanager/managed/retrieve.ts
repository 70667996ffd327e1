/**
 * Brings what FortiManager keeps of a device up to what the FortiGate holds.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { TableAt } from "../../cmdb/configuration.ts";
import type { Entry as DeviceEntry } from "../../cmdb/entry.ts";
import { keyOf } from "../../cmdb/key.ts";
import { renderEntry } from "../../cmdb/render.ts";
import type { Node } from "../../cmdb/schema.ts";
import type { Device } from "../../device/device.ts";
import type { Database, Entry, Spot } from "../parts.ts";
import type { ManagedDevice } from "./fleet.ts";
import { deviceEntry, deviceRoot, tableAt, urlOfTable } from "./form/device-tables.ts";
import { toManager } from "./form/to-manager.ts";

/** Tells whether a FortiGate's configuration has changed. */
export function checksumOf(device: Device): string {
  const tables = device.configuration().tables();
  return tables
    .filter(({ table }) => table.size > 0)
    .map(({ path, vdom = "", table }) => `${vdom} ${path} ${table.revision()}`)
    .sort()
    .join("\n");
}

/** What of a device's database is another thing than at the last retrieve, or gone. */
export async function pendingSpots(database: Database, device: ManagedDevice): Promise<Spot[]> {
  const now = await contentOf(database, device.name);
  const spots: Spot[] = [];
  for (const [id, { spot, entry }] of now) {
    if (!isDeepStrictEqual(device.base.get(id), withoutMarks(entry))) spots.push(spot);
  }
  for (const id of device.base.keys()) if (!now.has(id)) spots.push(spotOf(id));
  return spots;
}

/** Writes what the FortiGate holds into the database, and takes note of it. */
export async function retrieve(database: Database, managed: ManagedDevice): Promise<void> {
  const device = managed.reach?.device;
  if (device === undefined) return;
  const { schemas, tables } = partsOf(device);
  const next = new Map<string, Entry>();
  for (const at of tables) {
    const node = schemas.loaded(at.path)?.node;
    const fields = (await deviceEntry(at.path))?.fields;
    if (node === undefined || fields === undefined) continue;
    for (const [id, entry] of rowsOf(node, fields, at, urlOfTable(managed.name, at))) next.set(id, entry);
  }
  await replaceContent(database, managed.name, next);
  managed.base = next;
  managed.checksum = checksumOf(device);
  managed.isTouched = false;
}

/** Forgets everything that is kept of a device. */
export async function removeContent(database: Database, device: string): Promise<void> {
  await replaceContent(database, device, new Map());
}

/** By `url`, or `url` and key. */
export async function contentOf(database: Database, device: string): Promise<Map<string, Content>> {
  const content = new Map<string, Content>();
  for (const table of database.tables(deviceRoot(device))) {
    const { kind, mkey = "name" } = (await deviceEntry(tableAt(table)?.path ?? "")) ?? {};
    if (kind === "object") {
      const entry = await database.entry({ table });
      if (entry !== undefined) content.set(table, { spot: { table }, entry });
      continue;
    }
    for (const entry of await database.entries(table)) {
      const key = String(entry[mkey]);
      content.set(idOf(table, key), { spot: { table, key }, entry });
    }
  }
  return content;
}

export interface Content {
  readonly spot: Spot;
  readonly entry: Entry;
}

/** Entries that stay what they are are left alone; where the order is another one, all go in again. */
export async function replaceContent(
  database: Database,
  device: string,
  next: ReadonlyMap<string, Entry>,
): Promise<void> {
  const before = await contentOf(database, device);
  const kept = [...before.keys()].filter((id) => next.has(id));
  const isSameOrder = isDeepStrictEqual(
    kept,
    [...next.keys()].filter((id) => before.has(id)),
  );
  for (const [id, { spot }] of before) if (!next.has(id) || !isSameOrder) await database.store(spot, undefined);
  for (const [id, entry] of next) {
    const old = before.get(id)?.entry;
    if (isSameOrder && old !== undefined && isDeepStrictEqual(withoutMarks(old), entry)) continue;
    await database.store(spotOf(id), old?.oid === undefined ? entry : { ...entry, oid: old.oid });
  }
}

function partsOf(device: Device): { schemas: ReturnType<Device["configuration"]>["schemas"]; tables: TableAt[] } {
  const configuration = device.configuration();
  return { schemas: configuration.schemas, tables: configuration.tables().filter(({ table }) => table.size > 0) };
}

type Fields = NonNullable<Awaited<ReturnType<typeof deviceEntry>>>["fields"];

function* rowsOf(node: Node, fields: Fields, { table }: TableAt, url: string): Iterable<readonly [string, Entry]> {
  let position = 0;
  for (const [, entry] of table.entries()) {
    const id = node.kind === "object" ? url : idOf(url, keyOf(node, entry, position));
    yield [id, formOf(node, fields, entry, position)];
    position += 1;
  }
}

/** Entries of devices never change, and devices share those of the factory: each is turned into its other form once. */
const forms = new WeakMap<Fields, WeakMap<DeviceEntry, Entry>>();

function formOf(node: Node, fields: Fields, entry: DeviceEntry, position: number): Entry {
  const known = forms.get(fields) ?? new WeakMap<DeviceEntry, Entry>();
  forms.set(fields, known);
  const form = known.get(entry) ?? toForm(node, fields, entry, position);
  // Without a key of its own an entry is shown by its position.
  if (node.kind === "object" || node.key !== undefined) known.set(entry, form);
  return form;
}

function toForm(node: Node, fields: Fields, entry: DeviceEntry, position: number): Entry {
  const { q_origin_key: _key, ...row } = renderEntry(node, entry, position, { withoutDefaults: true });
  return withoutMarks(toManager(fields, row));
}

/** A url and a key as one text: neither holds a line break. */
function idOf(table: string, key: string): string {
  return `${table}\n${key}`;
}

function spotOf(id: string): Spot {
  const [table = "", key] = id.split("\n");
  return { table, key };
}

/** Without its number, and without what FortiManager notes about who wrote it and when. */
function withoutMarks(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => name !== "oid" && !name.startsWith("_")));
}
