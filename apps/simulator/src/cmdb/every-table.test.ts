/**
 * Walks every table and object of the catalogue in each branch: read, describe, and where an entry can be made up from
 * the schema alone, a whole life of one.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../testing/client.ts";

interface Child {
  readonly name: string;
  readonly category: string;
  readonly type?: string;
  readonly default?: string | number;
  readonly options?: readonly { readonly name: string }[];
  readonly size?: number;
  readonly "min-value"?: number;
  readonly "max-value"?: number;
  readonly required?: boolean;
  readonly readonly?: boolean;
  readonly datasource?: readonly string[];
  readonly mkey?: string;
  readonly children?: Readonly<Record<string, Child>>;
}

interface Table {
  readonly path: string;
  readonly mkey: string;
  readonly children: Readonly<Record<string, Child>>;
}

const SAMPLES: Readonly<Record<string, string>> = {
  "ipv4-address": "10.9.8.7",
  "ipv4-address-any": "10.9.8.7",
  "ipv4-address-multicast": "239.1.2.3",
  "ipv4-classnet": "10.9.8.0 255.255.255.0",
  "ipv4-classnet-any": "10.9.8.0 255.255.255.0",
  "ipv4-classnet-host": "10.9.8.7 255.255.255.0",
  "ipv4-netmask": "255.255.255.0",
  "ipv6-address": "2001:db8::7",
  "ipv6-network": "2001:db8::/64",
  "ipv6-prefix": "2001:db8::/64",
  "mac-address": "00:11:22:33:44:55",
};

function sampleOf(field: Child): string | number {
  if (field.options !== undefined) return field.options.find(({ name }) => name !== field.default)?.name ?? "";
  if (field.type !== "integer") return SAMPLES[field.type ?? ""] ?? "sample".slice(0, field.size);
  const low = field["min-value"] ?? 1;
  return low === field.default || low === 0 ? Math.min(low + 1, field["max-value"] ?? low + 1) : low;
}

interface Walk {
  readonly device: TestDevice;
  /** Paths by the form that references have: `firewall.vip` for `firewall/vip`. */
  readonly byDots: ReadonlyMap<string, string>;
  /** An entry was made only to be referred to. */
  needsReset: boolean;
}

async function describe({ device }: Walk, path: string): Promise<Table> {
  const { mkey, children } = (await device.get(`cmdb/${path}?action=schema`)).body.results;
  return { path, mkey, children };
}

/** What the rules between fields want beside what is required. */
const ALSO: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "firewall/policy": {
    srcaddr: [{ name: "all" }],
    dstaddr: [{ name: "all" }],
    service: [{ name: "ALL" }],
    schedule: "always",
  },
  "firewall/vip": { mappedip: [{ range: "10.9.8.7" }] },
  "firewall/vipgrp": { name: "sample group" },
  "router/static": { device: "port1" },
  "system/interface": { type: "loopback" },
  "system/link-monitor": { server: [{ address: "10.9.8.7" }] },
  "vpn.ipsec/phase1-interface": { psksecret: "sample" },
};

/** The least that an entry needs. What it must refer to is made first where there is none. */
async function makeUp(walk: Walk, table: Table): Promise<Record<string, unknown>> {
  const entry: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(table.children)) {
    if (name !== table.mkey && !field.required) continue;
    const inner = field.category === "table" ? field.children?.[field.mkey ?? ""] : field;
    assert.ok(inner, `${table.path} ${name} has a key`);
    const value = inner.datasource === undefined ? sampleOf(inner) : await nameFor(walk, table, name, inner.datasource);
    entry[name] = field.category === "table" ? [{ [field.mkey ?? ""]: value }] : value;
  }
  return { ...entry, ...ALSO[table.path] };
}

/** The same, under a number that the factory has not used. */
async function withFreeKey(walk: Walk, url: string, table: Table): Promise<Record<string, unknown>> {
  const entry = await makeUp(walk, table);
  const rows: readonly Record<string, unknown>[] = (await walk.device.get(url)).body.results;
  const taken = new Set(rows.map((row) => row[table.mkey]));
  let key = entry[table.mkey];
  while (typeof key === "number" && taken.has(key)) key += 1;
  return key === undefined ? entry : { ...entry, [table.mkey]: key };
}

/** Something that a field may refer to. */
async function nameFor(
  walk: Walk,
  { path }: Table,
  attribute: string,
  datasource: readonly string[],
): Promise<unknown> {
  const { body } = await walk.device.get(`cmdb/${path}?action=datasource&attr=${encodeURIComponent(attribute)}`);
  const [known] = body.results;
  if (known !== undefined) return known.name;
  const target = walk.byDots.get(datasource[0]?.replace(/\.[^.]*$/, "") ?? "");
  assert.ok(target, `${path} ${attribute} refers to a table: ${datasource}`);
  const created = await walk.device.post(`cmdb/${target}`, await makeUp(walk, await describe(walk, target)));
  assert.equal(created.status, 200, `${target} for ${path}: ${created.body.cli_error}`);
  walk.needsReset = true;
  return created.body.mkey;
}

/** A harmless change: some field that is no reference, to something else than its default. */
function changeFor(
  { children, mkey }: Table,
  entry: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const field = Object.values(children).find(
    ({ name, category, datasource, readonly, type, default: usual, options }) =>
      name !== mkey &&
      !(name in entry) &&
      category === "unitary" &&
      !readonly &&
      datasource === undefined &&
      type !== "uuid" &&
      (options === undefined || options.some((option) => option.name !== usual)),
  );
  return field && { [field.name]: sampleOf(field) };
}

interface Counts {
  objects: number;
  tables: number;
  /** Tables that cannot be written. */
  readonly: number;
  /** Entries can be made but not deleted. */
  permanent: number;
  /** An entry was created, read, refused twice, changed, deleted. */
  lives: number;
  updates: number;
}

/** What a device shows, it takes back without a change: tools that make sure of a state count on it. */
async function sendBack(device: TestDevice, url: string, shown: unknown): Promise<void> {
  const { status, body } = await device.put(url, shown);
  if (status !== 405) assert.deepEqual([status, body.revision_changed], [200, false], `${url} ${body.cli_error}`);
}

async function walkObject({ device }: Walk, url: string, children: Table["children"], counts: Counts): Promise<void> {
  counts.objects += 1;
  const shown: Readonly<Record<string, unknown>> = (await device.get(url)).body.results;
  await sendBack(device, url, shown);
  const fromFactory = Object.entries(shown).filter(
    ([name, value]) => String(value) !== String(children[name]?.default),
  );
  const change = changeFor({ path: url, mkey: "", children }, Object.fromEntries(fromFactory));
  const { status, body } = await device.put(url, change ?? {});
  if (status === 405 || change === undefined) return;
  const about = `${url} ${JSON.stringify(change)} ${body.cli_error}`;
  assert.deepEqual([status, body.revision_changed], [200, true], about);
  assert.equal((await device.put(url, change)).body.revision_changed, false, url);
  counts.updates += 1;
}

async function walkTable(
  walk: Walk,
  url: string,
  table: Table,
  fields: readonly string[],
  counts: Counts,
): Promise<void> {
  const { device } = walk;
  counts.tables += 1;
  const entry = await withFreeKey(walk, url, table);
  const created = await device.post(url, entry);
  if (created.status === 405) {
    counts.readonly += 1;
    return;
  }
  const about = `${url} ${JSON.stringify(entry)} ${created.body.cli_error}`;
  assert.deepEqual([created.status, created.body.revision_changed], [200, true], about);
  const key = created.body.mkey;
  const entryUrl = `${url}/${encodeURIComponent(key)}`;
  const [stored] = (await device.get(entryUrl)).body.results;
  assert.deepEqual([stored[table.mkey], stored.q_origin_key], [key, key], url);
  for (const field of fields) assert.ok(field in stored, `${url} shows ${field}`);
  assert.equal((await device.post(url, { ...entry, [table.mkey]: key })).body.error, -5, url);
  await sendBack(device, entryUrl, stored);
  const change = changeFor(table, entry);
  if (change !== undefined) {
    const { status, body } = await device.put(entryUrl, change);
    assert.deepEqual(
      [status, body.revision_changed],
      [200, true],
      `${url} ${JSON.stringify(change)} ${body.cli_error}`,
    );
    assert.equal((await device.put(entryUrl, change)).body.revision_changed, false, url);
    counts.updates += 1;
  }
  const deleted = await device.delete(entryUrl);
  if (deleted.status === 405) {
    counts.permanent += 1;
    return;
  }
  assert.equal(deleted.status, 200, url);
  assert.equal(deleted.body.revision, created.body.old_revision, `${url} is as it was`);
  assert.equal((await device.get(entryUrl)).status, 404, url);
  counts.lives += 1;
}

for (const [version, tables, objects] of [
  ["7.2.13", 370, 180],
  ["7.4.12", 390, 185],
  ["7.6.5", 415, 190],
] as const) {
  test(`every table and object of ${version}`, async (t) => {
    const device = await startDevice(t, { fortios: version });
    const all: { path: string; name: string; category: string }[] = (await device.get("cmdb/?action=schema")).body
      .results;
    const byDots = new Map(all.map(({ path, name }) => [`${path}.${name}`, `${path}/${name}`]));
    const walk: Walk = { device, byDots, needsReset: false };
    const counts: Counts = { objects: 0, tables: 0, readonly: 0, permanent: 0, lives: 0, updates: 0 };
    for (const { path: group, name, category } of all) {
      const path = `${group}/${name}`;
      const url = `cmdb/${path}`;
      const read = await device.get(url);
      const defaults = await device.get(`${url}?action=default`);
      for (const { status, body } of [read, defaults])
        assert.deepEqual([status, body.path, body.name], [200, group, name]);
      assert.equal(Array.isArray(read.body.results), category === "table", path);
      const table = await describe(walk, path);
      const fields = Object.keys(defaults.body.results);
      for (const field of fields) assert.ok(field in table.children, `${path} ${field}`);
      if (category === "table") await walkTable(walk, url, table, fields, counts);
      else await walkObject(walk, url, table.children, counts);
      if (walk.needsReset) await device.control("POST", "/reset");
      walk.needsReset = false;
    }
    t.diagnostic(JSON.stringify(counts));
    assert.ok(counts.tables > tables && counts.objects > objects, "the catalogue is all there");
    assert.equal(counts.lives + counts.readonly + counts.permanent, counts.tables, "every table was walked to its end");
  });
}
