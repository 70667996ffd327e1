/**
 * Puts a package into the database of a device, where it waits to be installed.
 *
 * @module
 */

import type { Database } from "../../parts.ts";
import type { ManagedDevice } from "../fleet.ts";
import { deviceEntry, urlOfTable } from "../form/device-tables.ts";
import type { Content } from "./content.ts";
import type { Wanted } from "./difference.ts";

export async function copyToDatabase(
  database: Database,
  device: ManagedDevice,
  vdom: string,
  { objects, policies }: Content,
): Promise<void> {
  for (const wanted of objects) await put(database, device, wanted);
  for (const [path, wanted] of policies) {
    const table = urlOfTable(device.name, { path, vdom });
    const mkey = (await deviceEntry(path))?.mkey ?? "name";
    const keys = new Set(wanted.map(({ key }) => key));
    for (const entry of await database.entries(table)) {
      const key = String(entry[mkey]);
      if (!keys.has(key)) await database.store({ table, key }, undefined);
    }
    for (const policy of wanted) await put(database, device, policy);
  }
}

/** Fields of which FortiOS knows nothing stay behind. */
async function put(database: Database, device: ManagedDevice, { path, vdom, key, stored }: Wanted): Promise<void> {
  const entry = await deviceEntry(path);
  if (entry === undefined) return;
  const fields = Object.entries(stored).filter(([name]) => Object.hasOwn(entry.fields, name));
  const spot = { table: urlOfTable(device.name, { path, vdom }), ...(key === "" ? {} : { key }) };
  await database.store(spot, Object.fromEntries(fields));
}
