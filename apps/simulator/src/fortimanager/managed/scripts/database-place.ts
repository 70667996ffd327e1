/**
 * Runs the lines of a script on a database of FortiManager: that of a device, or that of an ADOM with a package.
 *
 * @module
 */

import { fortimanager, type ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { EMPTY, type Entry } from "../../../cmdb/entry.ts";
import { keyOf } from "../../../cmdb/key.ts";
import { readEntry } from "../../../cmdb/read-entry.ts";
import { renderEntry } from "../../../cmdb/render.ts";
import type { Schema, Schemas } from "../../../cmdb/schema.ts";
import { OBJECT_KEY } from "../../../cmdb/table.ts";
import type { Database, Session, Entry as Stored, Workspaces } from "../../parts.ts";
import { RpcRefusal } from "../../rpc-refusal.ts";
import { type DeviceTable, deviceEntry, urlOfTable } from "../form/device-tables.ts";
import { toFortiOs } from "../form/to-fortios.ts";
import { toManager } from "../form/to-manager.ts";
import type { Change } from "../install/change.ts";
import { contentRoot, databaseRoot } from "../packages/tree.ts";
import type { Place } from "./place.ts";

/** Where a table of FortiOS stands in the database, and what the database knows of it. */
interface Home {
  readonly url: string;
  readonly entry: ObjectEntry;
}

/** What writes go to. */
export interface DatabasePorts {
  readonly database: Database;
  readonly workspaces: Workspaces;
  readonly session: Session;
  readonly schemas: Schemas;
}

export function deviceDatabasePlace(ports: DatabasePorts, device: string, vdom: string): Place {
  return databasePlace(ports, vdom, async (table) => {
    const entry = await deviceEntry(table.path);
    return entry && { url: urlOfTable(device, table), entry };
  });
}

/** @param pkg Where policies go. Undefined: there is no place for them. */
export function adomDatabasePlace(ports: DatabasePorts, adom: string, pkg: string | undefined): Place {
  return databasePlace(ports, "root", async ({ path }) => {
    const inside = path.replaceAll(".", "/");
    const policies = pkg === undefined ? undefined : await fortimanager.load("object", `pkg/${inside}`);
    if (policies !== undefined) return { url: `${contentRoot(adom, pkg ?? "")}/${inside}`, entry: policies };
    const entry = await fortimanager.load("object", inside);
    return entry && { url: `${databaseRoot(adom)}/obj/${inside}`, entry };
  });
}

function databasePlace(
  { database, workspaces, session, schemas }: DatabasePorts,
  vdom: string,
  homeOf: (table: DeviceTable) => Promise<Home | undefined>,
): Place {
  /** In the form of FortiOS, as far as that can be. */
  async function read(table: DeviceTable, { node }: Schema): Promise<ReadonlyMap<string, Entry>> {
    const home = await homeOf(table);
    if (home === undefined) return new Map();
    if (node.kind === "object") {
      const stored = await database.entry({ table: home.url });
      return new Map(stored === undefined ? [] : [[OBJECT_KEY, readEntry(node, toFortiOs(node, stored))]]);
    }
    const rows = await database.entries(home.url);
    return new Map(
      rows.map((stored, position) => {
        const entry = readEntry(node, toFortiOs(node, stored));
        return [keyOf(node, entry, position), entry];
      }),
    );
  }

  async function write(change: Change): Promise<string | undefined> {
    const home = await homeOf(change);
    if (home === undefined) return `command parse error before '${change.path}'`;
    const spot = { table: home.url, ...(change.key === OBJECT_KEY ? {} : { key: change.key }) };
    try {
      await workspaces.check(session, spot);
    } catch (error) {
      if (error instanceof RpcRefusal) return error.message;
      throw error;
    }
    if (change.kind === "delete") await database.store(spot, undefined);
    if (change.kind === "edit")
      await database.store(spot, { ...(await database.entry(spot)), ...changed(home, change) });
    if (change.kind === "move") await reorder(home, change);
    return undefined;
  }

  /** All entries go in again, in their new order. */
  async function reorder({ url, entry: { mkey = "name" } }: Home, change: Change & { kind: "move" }): Promise<void> {
    const rows = await database.entries(url);
    const isNamed = (name: string) => (row: Stored) => String(row[mkey]) === name;
    const moved = rows.find(isNamed(change.key));
    const others = rows.filter((row) => row !== moved);
    const at = others.findIndex(isNamed(change.neighbour));
    if (moved === undefined || at === -1) return;
    const next = others.toSpliced(change.side === "before" ? at : at + 1, 0, moved);
    for (const row of rows) await database.store({ table: url, key: String(row[mkey]) }, undefined);
    for (const row of next) await database.store({ table: url, key: String(row[mkey]) }, row);
  }

  return { schemas, vdom, read, write, command: () => Promise.resolve("") };
}

/** The fields that a change says something about; those that are reset show their default. */
function changed({ entry }: Home, { schema, before = EMPTY, after }: Change & { kind: "edit" }): Stored {
  const { node } = schema;
  const shown = renderEntry(node, after, 0);
  const names = [...node.fields.keys()].filter((name) => before[name] !== after[name] || name === node.key?.name);
  const touched = Object.fromEntries(
    names.filter((name) => Object.hasOwn(shown, name)).map((name) => [name, shown[name]]),
  );
  return toManager(entry.fields, touched);
}
