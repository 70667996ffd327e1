/**
 * Makes a package of the policies that a device has, and objects of the ADOM of everything that they use.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import { type Field, fortimanager, type ObjectEntry } from "@fortiweave/catalog/fortimanager";
import type { Database, Entry } from "../../parts.ts";
import type { ManagedDevice } from "../fleet.ts";
import { deviceEntry, deviceRoot, tableAt, urlOfTable } from "../form/device-tables.ts";
import { isObject, listOf, objectsIn } from "../form/json.ts";
import { policyTables } from "../install/policies.ts";
import type { Managing } from "../managing.ts";
import { contentRoot, databaseRoot, scopeMembers, spotOfPackage } from "./tree.ts";

export interface Import {
  readonly device: ManagedDevice;
  readonly vdom: string;
  readonly adom: string;
  /** The package that is made, or written anew. */
  readonly pkg: string;
  readonly withPolicies: boolean;
  /** Objects that no policy uses come along. */
  readonly withAllObjects: boolean;
  /** An object that the ADOM has with another content gets a mapping for the device in place of the device's content. */
  readonly addsMappings: boolean;
}

const INTERFACE = "dynamic/interface";
const ANY = "any";

/** Answers how many policies there were. */
export async function importPolicies(managing: Managing, wish: Import): Promise<number> {
  const { database } = managing;
  const { device, vdom, adom, pkg } = wish;
  await makePackage(database, wish);
  const importer = createImporter(database, wish);
  let count = 0;
  for (const table of wish.withPolicies ? policyTables() : []) {
    const entry = await fortimanager.load("object", table.catalogue);
    if (entry?.fortios === undefined) continue;
    for (const policy of await database.entries(urlOfTable(device.name, { path: entry.fortios, vdom }))) {
      await importer.takeUsed(entry.fields, policy);
      const spot = { table: `${contentRoot(adom, pkg)}/${table.path}`, key: String(policy[table.key]) };
      await database.store(spot, known(entry, policy));
      count += 1;
    }
  }
  if (wish.withAllObjects) await importer.takeAll();
  device.packages.set(vdom, { adom, pkg, vdom, status: "imported", parts: importer.parts, changes: new Set() });
  return count;
}

async function makePackage(database: Database, { device, vdom, adom, pkg }: Import): Promise<void> {
  const spot = spotOfPackage(adom, pkg);
  const entry = (await database.entry(spot)) ?? { name: pkg, type: "pkg" };
  const members = scopeMembers(entry).filter((member) => member.name !== device.name || member.vdom !== vdom);
  await database.store(spot, { ...entry, "scope member": [...members, { name: device.name, vdom }] });
}

interface Importer {
  readonly parts: ReadonlySet<string>;
  takeUsed(fields: Readonly<Record<string, Field>>, entry: Entry): Promise<void>;
  takeAll(): Promise<void>;
}

function createImporter(database: Database, { device, vdom, adom, addsMappings }: Import): Importer {
  const parts = new Set<string>();
  const scope = [{ name: device.name, vdom }];

  async function takeUsed(fields: Readonly<Record<string, Field>>, entry: Entry): Promise<void> {
    for (const [name, value] of Object.entries(entry)) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      const inner = field?.fields;
      if (inner !== undefined) for (const row of listOf(value).filter(isObject)) await takeUsed(inner, row);
      for (const ref of field?.refs ?? []) for (const key of listOf(value)) await take(ref, String(key));
    }
  }

  async function take(ref: string, key: string): Promise<void> {
    const path = fortimanager.resolveRef(ref)?.path;
    if (path === INTERFACE) return takeInterface(key);
    const entry = path === undefined ? undefined : await fortimanager.load("object", path);
    if (entry?.fortios === undefined || entry.kind !== "table") return;
    const spot = { table: `${databaseRoot(adom)}/obj/${path}`, key };
    const onDevice = await database.entry({ table: urlOfTable(device.name, { path: entry.fortios, vdom }), key });
    if (onDevice === undefined || parts.has(`${spot.table}/${key}`)) return;
    parts.add(`${spot.table}/${key}`);
    await takeUsed(entry.fields, onDevice);
    const wanted = known(entry, onDevice);
    const there = await database.entry(spot);
    if (there === undefined) return database.store(spot, wanted);
    if (isDeepStrictEqual(known(entry, there), wanted)) return;
    const mappings = objectsIn(there.dynamic_mapping).filter((row) => !isDeepStrictEqual(row._scope, scope));
    const isMapped = addsMappings && Object.hasOwn(entry.fields, "dynamic_mapping");
    const { name: _name, ...mapped } = wanted;
    await database.store(
      spot,
      isMapped ? { ...there, dynamic_mapping: [...mappings, { ...mapped, _scope: scope }] } : { ...there, ...wanted },
    );
  }

  /** A normalised interface of the same name, which stands for the device's own there. */
  async function takeInterface(name: string): Promise<void> {
    if (name === ANY) return;
    const spot = { table: `${databaseRoot(adom)}/obj/${INTERFACE}`, key: name };
    parts.add(`${spot.table}/${name}`);
    const there = (await database.entry(spot)) ?? { name, "single-intf": "enable", "default-mapping": "disable" };
    const mappings = objectsIn(there.dynamic_mapping).filter((row) => !isDeepStrictEqual(row._scope, scope));
    await database.store(spot, { ...there, dynamic_mapping: [...mappings, { _scope: scope, "local-intf": [name] }] });
  }

  async function takeAll(): Promise<void> {
    for (const table of database.tables(`${deviceRoot(device.name)}vdom/${vdom}/`)) {
      const path = tableAt(table)?.path.replaceAll(".", "/");
      const mkey = path === undefined ? undefined : (await deviceEntry(path))?.mkey;
      const isObject = path !== undefined && fortimanager.find("object", path) !== undefined;
      if (mkey === undefined || !isObject) continue;
      for (const entry of await database.entries(table)) await take(`${path}.${mkey}`, String(entry[mkey]));
    }
  }

  return { parts, takeUsed, takeAll };
}

/** What the ADOM's database knows of an entry. */
function known({ fields }: ObjectEntry, entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => Object.hasOwn(fields, name) && name !== "oid"));
}
