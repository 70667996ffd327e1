/** Walks every object of the catalogue at each of its places, and every table of a device: the whole life of an entry. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Field, fortios } from "@fortiweave/catalog";
import { fortimanager, loadDeviceEntry, mayExist, type ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { openDatabase, type TestDatabase } from "../../testing/manager-database.ts";

const VERSION = "7.6.4";
const DEVICE = { name: "FGT1", vdom: "root" };
const PARAMS: Readonly<Record<string, string>> = { adom: "root", device: DEVICE.name, vdom: DEVICE.vdom, stype: "cli" };

/** A value that a field takes; undefined where something else would have to be there. */
/** In some of FortiManager's own tables these are an address and its mask. */
const NETWORKS = /^(?:dst|ip|trusthost\d+)$/;

function sampleOf({ type, options, min, refs, list, secret, readonly: computed }: Field): unknown {
  const option = options?.find((one) => typeof one === "string" || mayExist(one.versions, VERSION));
  if (refs !== undefined || computed || secret || (options !== undefined && option === undefined)) return undefined;
  const value =
    typeof option === "object" ? option.value : (option ?? (type === "integer" ? Math.max(min ?? 0, 1) : "1"));
  if (!["option", "integer", "string"].includes(type)) return undefined;
  return list ? [value] : value;
}

function entryOf({ mkey, fields }: Pick<ObjectEntry, "mkey" | "fields">, key: string): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const known = name === "oid" || !mayExist(field.versions, VERSION) ? undefined : sampleOf(field);
    const sample = Array.isArray(known) && NETWORKS.test(name) ? ["192.0.2.0", "255.255.255.0"] : known;
    if (sample !== undefined && (field.required || Object.keys(entry).length < 8)) entry[name] = sample;
  }
  if (mkey === "_scope") entry[mkey] = [DEVICE];
  else if (mkey !== undefined)
    entry[mkey] = fields[mkey]?.options === undefined ? keyOf(fields[mkey], key) : sampleOf(fields[mkey]);
  return entry;
}

function keyOf(field: Field | undefined, key: string): unknown {
  const { type = "string", min = 0, max = min + 7, maxLength, list } = field ?? {};
  const value = type === "integer" ? Math.min(min + 7, max) : (ADDRESSES[type] ?? key.slice(0, maxLength));
  return list ? [value] : value;
}

const ADDRESSES: Readonly<Record<string, string>> = { "ipv4-address": "192.0.2.1", "ipv6-address": "2001:db8::1" };

function itemUrl(table: string, { mkey = "name" }: Pick<ObjectEntry, "mkey">, entry: Record<string, unknown>): string {
  const key =
    mkey === "_scope" ? `${DEVICE.name}/${DEVICE.vdom}` : String([entry[mkey]].flat()[0]).replaceAll("/", "\\/");
  return `${table}/${key}`;
}

const TEMPLATES = new Map(
  fortimanager.rows("object").flatMap((row) => row.urls.map((url) => [url, row.path] as const)),
);

/** Whether everything that a template leads through is in the version. */
async function isServed(template: string): Promise<boolean> {
  const at = template.lastIndexOf("/");
  const [above, name] = [template.slice(0, at).replace(/\/\{[^}]*\}$/, ""), template.slice(at + 1)];
  const path = TEMPLATES.get(above) ?? TEMPLATES.get(template.slice(0, at));
  if (path === undefined) return true;
  const entry = await fortimanager.load("object", path);
  return mayExist(entry?.versions, VERSION) && mayExist(entry?.fields[name]?.versions, VERSION) && isServed(above);
}

/** Fills a template, and makes what has to be there for it. */
async function urlFor(db: TestDatabase, template: string): Promise<string> {
  let url = "";
  let pattern = "";
  for (const part of template.split("/")) {
    const path = TEMPLATES.get(pattern);
    pattern = pattern === "" ? part : `${pattern}/${part}`;
    if (!part.startsWith("{")) {
      url = url === "" ? part : `${url}/${part}`;
    } else if (PARAMS[part.slice(1, -1)] !== undefined) {
      url = `${url}/${PARAMS[part.slice(1, -1)]}`;
    } else {
      url = await parentAt(db, url, path, part.slice(1, -1));
    }
  }
  return url;
}

async function parentAt(db: TestDatabase, url: string, path: string | undefined, name: string): Promise<string> {
  const entry = path === undefined ? undefined : await fortimanager.load("object", path);
  if (entry === undefined) {
    await db.add(`pm/${name}/${url.split("/").slice(2, 4).join("/")}`, { name: "parent", type: name });
    return `${url}/parent`;
  }
  const parent = entryOf(entry, "parent");
  const [ref] = entry.fields[entry.mkey ?? ""]?.refs ?? [];
  if (ref !== undefined) await makeNamed(db, ref, url, String(parent[entry.mkey ?? ""]));
  const { code, message } = await db.set(url, parent);
  assert.equal(code, 0, `parent ${url}: ${message}`);
  return itemUrl(url, entry, parent);
}

/** Values as text. A few lists are child tables at the same time. */
function plain(value: unknown): string[] {
  return [value].flat().map((one) => String(typeof one === "object" && one !== null ? Object.values(one)[0] : one));
}

/** Where a key or a required field names something else, an entry cannot be made up from the catalogue alone. */
function canBeMadeUp({ mkey, fields }: ObjectEntry, entry: Record<string, unknown>): boolean {
  const needed = Object.entries(fields).filter(([name, field]) => name === mkey || field.required);
  return (
    mkey !== undefined &&
    needed.every(([name, field]) => field.refs === undefined && (name === mkey || entry[name] !== undefined))
  );
}

/** Some child tables list what another table of the same database holds. */
async function makeNamed(db: TestDatabase, ref: string, url: string, name: string): Promise<void> {
  const [path = "", mkey = ""] = ref.split(".");
  const { kind, urls: [inAdom = "", global = ""] = [] } = fortimanager.find("object", path) ?? {};
  if (kind !== "table") return;
  const table = url.startsWith("pm/config/global") ? global : inAdom.replace("{adom}", "root");
  await db.database.store({ table, key: name }, { [mkey]: name });
}

async function live(db: TestDatabase, url: string, entry: ObjectEntry): Promise<void> {
  const row = entryOf(entry, "sample");
  const fails = async (what: string, result: Promise<{ code: number; message: string }>): Promise<void> => {
    const { code, message } = await result;
    assert.equal(code, 0, `${what} ${url}: ${code} ${message}`);
  };
  if (entry.kind === "object") {
    if (entry.methods.includes("set")) await fails("set", db.set(url, row));
    if (entry.methods.includes("get")) await fails("get", db.get(url));
    return;
  }
  if (entry.methods.includes("get")) await fails("list", db.get(url));
  if (!entry.methods.includes("add") || !canBeMadeUp(entry, row)) return;
  await fails("add", db.add(url, row));
  assert.equal((await db.add(url, row)).code, -2, url);
  const item = itemUrl(url, entry, row);
  const { data = {}, code } = await db.get(item);
  assert.equal(code, 0, `get ${item}`);
  for (const [name, value] of Object.entries(row)) assert.deepEqual(plain(data[name]), plain(value), `${item} ${name}`);
  if (entry.methods.includes("update")) await fails("update", db.update(item, row));
  if (entry.methods.includes("delete")) await fails("delete", db.delete(item));
}

async function openWithDevice(): Promise<TestDatabase> {
  const db = await openDatabase({ version: VERSION });
  await db.database.store(
    { table: "dvmdb/adom/root/device", key: DEVICE.name },
    { name: DEVICE.name, vdom: [{ name: DEVICE.vdom }] },
  );
  return db;
}

test("every object of the catalogue lives at each of its places", async () => {
  const db = await openWithDevice();
  let count = 0;
  for (const row of fortimanager.rows("object")) {
    const entry = await fortimanager.load("object", row.path);
    if (entry === undefined || !mayExist(entry.versions, VERSION) || entry.kind === "member") continue;
    if (row.path.startsWith("device/")) continue;
    for (const template of entry.urls) {
      if (!(await isServed(template))) continue;
      await live(db, await urlFor(db, template), entry);
      count += 1;
    }
  }
  assert.ok(count > 1800, `${count} places`);
});

test("every table of FortiOS lives in the database of a device", async () => {
  const db = await openWithDevice();
  for (const { path } of fortios.rows("cmdb")) {
    const entry = await loadDeviceEntry(fortios, path.replaceAll(".", "/"));
    assert.ok(entry);
    await live(db, await urlFor(db, entry.urls[0] ?? ""), entry);
  }
});
