import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import {
  and,
  type Filter,
  type FortiErrorCode,
  isFortiError,
  not,
  or,
  type Sorting,
  url,
} from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

before(async () => {
  await manager.reset();
  await using fmg = manager.connect();
  const address = (name: string, color: number, comment = "") => ({
    url: ADDRESSES,
    data: { name, color, comment, subnet: ["192.0.2.0", "255.255.255.0"] },
  });
  await fmg.batch("add", [
    address("web1", 1, "front"),
    address("web2", 2, "front"),
    address("db1", 3, "back"),
    address("db2", 2, "back"),
  ]);
});

beforeEach(() => manager.forget());

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

/** Ours, among what an ADOM has from the start. */
const OURS = ["name", "in", "web1", "web2", "db1", "db2"] as const;

/** The item of the last request, without its url. */
async function sent(): Promise<Record<string, unknown>> {
  const body = (await manager.requests()).at(-1)?.body as { params: [Record<string, unknown>] };
  const { url: _, ...rest } = body.params[0];
  return rest;
}

test("feature queries: only the fields that are asked for, and the key", async () => {
  await using fmg = manager.connect();
  const rows = await fmg.get("pm/config/adom/root/obj/firewall/address", {
    fields: ["name", "color"],
    filter: OURS,
    loadsub: false,
  });
  assert.deepEqual(Object.keys(rows[0] ?? {}).sort(), ["color", "name", "oid"]);
  // @ts-expect-error: there is no such field.
  await fmg.get("pm/config/adom/root/obj/firewall/address", { fields: ["colour"] }).catch(() => undefined);
});

test("feature queries: conditions, all of them, any of them, and their opposite", async () => {
  await using fmg = manager.connect();
  const names = async (filter: Filter): Promise<string[]> => {
    const rows = await fmg.get<{ name: string }[]>(ADDRESSES, { fields: ["name"], filter: and(OURS, filter) });
    return rows.map(({ name }) => name).sort();
  };
  assert.deepEqual(await names(["name", "==", "web1"]), ["web1"]);
  assert.deepEqual(await names(["name", "like", "web%"]), ["web1", "web2"]);
  assert.deepEqual(await names(["name", "!like", "web%"]), ["db1", "db2"]);
  assert.deepEqual(await names(["color", ">=", 2]), ["db1", "db2", "web2"]);
  assert.deepEqual(await names(["name", "in", "db1", "web2"]), ["db1", "web2"]);
  assert.deepEqual(await names(["name", "!in", ["db1", "web2"]]), ["db2", "web1"]);
  assert.deepEqual(await names(or(["name", "==", "db1"], and(["color", "==", 2], ["comment", "==", "front"]))), [
    "db1",
    "web2",
  ]);
  assert.deepEqual(await names(not(["name", "like", "%1"])), ["db2", "web2"]);
});

test("feature queries: raw filters as lists of conditions that must all hold", async () => {
  await using fmg = manager.connect();
  const rows = await fmg.get<{ name: string }[]>(ADDRESSES, {
    filter: [
      ["name", "like", "%2"],
      ["comment", "==", "back"],
    ],
  });
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["db2"],
  );
});

test("feature queries: a filter that could not be read as it is meant is refused before it is sent", async () => {
  await using fmg = manager.connect();
  await rejects(fmg.get(ADDRESSES, { filter: ["name", "~" as "==", "x"] }), "INVALID_INPUT", /Not a filter operator/);
  await rejects(fmg.get(ADDRESSES, { filter: [] }), "INVALID_INPUT");
  await rejects(fmg.get(ADDRESSES, { filter: ["name", "==", "a", "b"] }), "INVALID_INPUT", /takes one value/);
  assert.deepEqual(await manager.calls(), []);
});

test("feature queries: sortings by name, downwards with a dash, several, and as FortiManager writes them", async () => {
  await using fmg = manager.connect();
  const names = async (sortings: Sorting | readonly Sorting[]): Promise<string[]> => {
    const rows = await fmg.get<{ name: string }[]>(ADDRESSES, { filter: OURS, sortings });
    return rows.map(({ name }) => name);
  };
  assert.deepEqual(await names("name"), ["db1", "db2", "web1", "web2"]);
  assert.deepEqual(await names("-name"), ["web2", "web1", "db2", "db1"]);
  assert.deepEqual(await names(["-color", "name"]), ["db1", "db2", "web2", "web1"]);
  assert.deepEqual(await names([{ color: 1 }, { name: -1 }]), ["web1", "web2", "db2", "db1"]);
  assert.deepEqual((await sent()).sortings, [{ color: 1 }, { name: -1 }]);
});

test("feature queries: a range of rows", async () => {
  await using fmg = manager.connect();
  const rows = await fmg.get<{ name: string }[]>(ADDRESSES, { filter: OURS, sortings: "name", range: [1, 2] });
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["db2", "web1"],
  );
  await rejects(fmg.get(ADDRESSES, { range: [-1, 5] }), "INVALID_INPUT", /The range is \[-1,5\]/);
});

test("feature queries: child tables stay away when asked to", async () => {
  await using fmg = manager.connect();
  const full = await fmg.get<Record<string, unknown>>(`${ADDRESSES}/web1`);
  const flat = await fmg.get<Record<string, unknown>>(`${ADDRESSES}/web1`, { loadsub: false });
  assert.ok("dynamic_mapping" in full);
  assert.ok(!("dynamic_mapping" in flat));
});

test("feature queries: count, syntax and other options in place of rows", async () => {
  await using fmg = manager.connect();
  assert.equal(await fmg.get<number>(ADDRESSES, { option: "count", filter: OURS }), 4);
  const syntax = await fmg.get<Record<string, unknown>>(ADDRESSES, { option: "syntax" });
  assert.match(JSON.stringify(syntax), /"subnet"/);
  await fmg.get(ADDRESSES, { option: ["get used", "obj flags"] }).catch(() => undefined);
  assert.deepEqual((await sent()).option, ["get used", "obj flags"]);
});

test("feature queries: every parameter goes by its wire name", async () => {
  await using fmg = manager.connect();
  await fmg
    .get("dvmdb/adom/root/group", {
      attr: "member",
      expandMember: "device",
      expandDatasrc: [{ name: "srcaddr", datasrc: [{ "obj type": "firewall address" }] }],
      subFetch: { vdom: { fields: ["name"] } },
      subFetchFilter: true,
      metaFields: ["Company"],
      scopeMember: { name: "fortigate-1", vdom: "root" },
      objectTemplate: true,
      loadAssigned: true,
      keepSessionIdle: true,
      more: { current_adom: "root" },
    })
    .catch(() => undefined);
  assert.deepEqual(await sent(), {
    attr: "member",
    "expand member": "device",
    "expand datasrc": [{ name: "srcaddr", datasrc: [{ "obj type": "firewall address" }] }],
    "sub fetch": { vdom: { fields: ["name"] } },
    "subfetch filter": 1,
    "meta fields": ["Company"],
    "scope member": { name: "fortigate-1", vdom: "root" },
    "object template": 1,
    "load assigned": 1,
    keep_session_idle: 1,
    current_adom: "root",
  });
});

test("feature queries: an iterator follows the pages, in a stable order, and asks for no more than is wanted", async () => {
  await using fmg = manager.connect();
  const names: string[] = [];
  for await (const { name } of fmg.iterate("pm/config/adom/root/obj/firewall/address", {
    filter: OURS,
    fields: ["name"],
    pageSize: 2,
  })) {
    names.push(name);
  }
  assert.deepEqual(names, ["db1", "db2", "web1", "web2"]);
  assert.equal((await manager.calls()).length, 3);
  await manager.forget();
  for await (const row of fmg.iterate(ADDRESSES, { filter: OURS, pageSize: 2 })) {
    assert.ok(row);
    break;
  }
  assert.equal((await manager.calls()).length, 1);
});

test("feature queries: start and count choose, and no row comes twice though rows are added meanwhile", async () => {
  await using fmg = manager.connect();
  const names: string[] = [];
  let isFirst = true;
  for await (const { name } of fmg.iterate<{ name: string }>(ADDRESSES, {
    filter: ["name", "like", "%b%"],
    pageSize: 2,
  })) {
    names.push(name);
    if (isFirst) await fmg.add(ADDRESSES, { name: "a-b", subnet: ["192.0.2.0", "255.255.255.0"] });
    isFirst = false;
  }
  assert.equal(new Set(names).size, names.length);
  assert.ok(["db1", "db2", "web1", "web2"].every((name) => names.includes(name)));
  const some: string[] = [];
  for await (const { name } of fmg.iterate<{ name: string }>(ADDRESSES, { filter: OURS, start: 1, count: 2 }))
    some.push(name);
  assert.deepEqual(some, ["db2", "web1"]);
  await fmg.delete(url`pm/config/adom/root/obj/firewall/address/${"a-b"}`);
});
