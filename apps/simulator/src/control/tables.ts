/**
 * What a device holds, table by table, as somebody who looks round in it wants it.
 *
 * @module
 */

import { renderEntry } from "../cmdb/render.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { objectOf } from "../cmdb/table.ts";
import type { Device } from "../device/device.ts";
import type { Query } from "./app.ts";
import { pageOf, textIn } from "./query.ts";

/** A table or an object of the device's version. */
export interface TableRow {
  /** `firewall/address` */
  readonly path: string;
  readonly kind: "table" | "object";
  /** Whether it exists once, or in every VDOM. */
  readonly scope: "global" | "vdom";
  /** Entries by VDOM, or under `global`. What holds none is not in it. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface TableList {
  readonly vdoms: readonly string[];
  /** By path. */
  readonly tables: readonly TableRow[];
}

/** Entries as the device itself shows them, with secrets masked. */
export interface TableContent {
  readonly path: string;
  readonly kind: "table" | "object";
  /** Name of the key field. */
  readonly key?: string;
  /** Of the whole table. */
  readonly total: number;
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

export function listTables(device: Device): TableList {
  const configuration = device.configuration();
  const { schemas } = configuration;
  const counts = new Map<string, Record<string, number>>();
  for (const { path, vdom = "global", table } of configuration.tables()) {
    if (table.size > 0) counts.set(path, { ...counts.get(path), [vdom]: table.size });
  }
  const tables = schemas.paths.toSorted().map(
    (path): TableRow => ({
      path,
      kind: schemas.keyOf(path) === undefined ? "object" : "table",
      scope: isGlobal(path) ? "global" : "vdom",
      counts: counts.get(path) ?? {},
    }),
  );
  return { vdoms: vdomsOf(device), tables };
}

/**
 * @param query `table`, and for a table of VDOMs `vdom` (default `root`); `defaults=0` leaves out what has its default;
 *   `start` and `count` for a part of it.
 * @throws Error when the device has no such table or VDOM.
 */
export async function showTable(device: Device, query: Query): Promise<TableContent> {
  const path = textIn(query, "table");
  const configuration = device.configuration();
  const schema = await configuration.schemas.load(path);
  if (schema === undefined) throw new Error(`FortiOS ${device.identity.version} has no table "${path}"`);
  const vdom = query.vdom === undefined ? "root" : textIn(query, "vdom");
  const vdoms = vdomsOf(device);
  if (!isGlobal(path) && !vdoms.includes(vdom)) throw new Error(`There is no VDOM "${vdom}", but ${vdoms.join(", ")}`);
  const table = configuration.table(path, isGlobal(path) ? undefined : vdom);
  const { node } = schema;
  const view = { withoutDefaults: query.defaults === "0" };
  if (node.kind === "object") {
    return { path, kind: "object", total: 1, entries: [renderEntry(node, objectOf(table), 0, view)] };
  }
  const entries = [...table.entries()].map(([, entry], position) => ({ entry, position }));
  return {
    path,
    kind: "table",
    ...(node.key === undefined ? {} : { key: node.key.name }),
    total: table.size,
    entries: pageOf(entries, query).map(({ entry, position }) => renderEntry(node, entry, position, view)),
  };
}

function vdomsOf(device: Device): string[] {
  return [...device.configuration().table("system/vdom", undefined).keys()];
}
