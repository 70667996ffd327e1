import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type Condition, type Filter, type FortiGate, isFortiError } from "@fortiweave/fortios";
import { formatRows } from "@fortiweave/fortios/format";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

const HOSTS = [
  { name: "web-1", comment: "blue", color: 1 },
  { name: "WEB-2", comment: "Blue", color: 5 },
  { name: "db-1", comment: "red", color: 9 },
  { name: "db-2", comment: "", color: 32 },
] as const;

beforeEach(async () => {
  await device.reset();
  await using fgt = device.connect();
  for (const host of HOSTS) await fgt.cmdb("firewall/address").create(host);
  await device.forget();
});

type Address = Parameters<ReturnType<typeof addresses>["create"]>[0];

function addresses(fgt: FortiGate) {
  return fgt.cmdb("firewall/address");
}

const isHost = (name: string): boolean => HOSTS.some((host) => host.name === name);

async function names(filter: Filter<Address>): Promise<string[]> {
  await using fgt = device.connect();
  return (await addresses(fgt).list({ filter })).map(({ name }) => name).filter(isHost);
}

test("feature filters: all ten operators", async () => {
  const cases: readonly [Condition<Address>, readonly string[]][] = [
    [["name", "==", "web-1"], ["web-1"]],
    [
      ["comment", "!=", "blue"],
      ["WEB-2", "db-1", "db-2"],
    ],
    [["name", "=*", "web-2"], ["WEB-2"]],
    [
      ["comment", "!*", "blue"],
      ["db-1", "db-2"],
    ],
    [
      ["name", "=@", "eb-"],
      ["web-1", "WEB-2"],
    ],
    [
      ["comment", "!@", "BLU"],
      ["db-1", "db-2"],
    ],
    [
      ["color", "<=", 5],
      ["web-1", "WEB-2"],
    ],
    [["color", "<", 5], ["web-1"]],
    [
      ["color", ">=", 9],
      ["db-1", "db-2"],
    ],
    [["color", ">", 9], ["db-2"]],
  ];
  for (const [condition, found] of cases) {
    assert.deepEqual(await names([["type", "==", "ipmask"], ["color", ">=", 1], condition]), found, condition.join(""));
  }
});

test("feature filters: conditions that must all hold, alternatives, and both at once", async () => {
  const web = ["name", "=@", "web"] as const;
  const db = ["name", "=@", "db"] as const;
  assert.deepEqual(await names([web, ["comment", "==", "blue"]]), ["web-1"]);
  assert.deepEqual(await names([[web, db]]), ["web-1", "WEB-2", "db-1", "db-2"]);
  assert.deepEqual(
    await names([
      [web, db],
      [
        ["color", "==", 5],
        ["color", "==", "9"],
      ],
    ]),
    ["WEB-2", "db-1"],
  );
});

test("feature filters: the device's own text, with a comma for or and an ampersand for and", async () => {
  assert.deepEqual(await names("name==web-1,name==db-1"), ["web-1", "db-1"]);
  assert.deepEqual(await names("name=@b-&color>=9"), ["db-1", "db-2"]);
  assert.deepEqual(await names("name==web-1,name==db-1&comment==red"), ["db-1"]);
});

test("feature filters: by what a list holds", async () => {
  await using fgt = device.connect();
  const groups = fgt.cmdb("firewall/addrgrp");
  await groups.create({ name: "g1", member: [{ name: "web-1" }] });
  await groups.create({ name: "g2", member: [{ name: "db-1" }] });
  const found = async (filter: Parameters<typeof groups.list>[0]) =>
    (await groups.list(filter)).map(({ name }) => name);
  assert.deepEqual(await found({ filter: [["member", "==", "web-1"]] }), ["g1"]);
  assert.deepEqual(await found({ filter: [["member.name", "=@", "db"]] }), ["g2"]);
});

test("feature filters: values with blanks, ampersands, percent signs and letters of any script", async () => {
  await using fgt = device.connect();
  const comments = ["a b", "a&b", "50% off", "a=b", "größe", "日本", "q?x#y", "+1"];
  for (const [index, comment] of comments.entries()) await addresses(fgt).create({ name: `odd-${index}`, comment });
  for (const [index, comment] of comments.entries()) {
    const rows = await addresses(fgt).list({ filter: [["comment", "==", comment]] });
    assert.deepEqual(
      rows.map(({ name }) => name),
      [`odd-${index}`],
      comment,
    );
  }
});

test("feature filters: what the device could not read as it is meant is refused, and nothing is sent", async () => {
  await using fgt = device.connect();
  const untyped = fgt.untyped().cmdb("firewall/address");
  const bad: readonly Filter[] = [
    [["name", "~" as "==", "x"]],
    [["na me", "==", "x"]],
    [["name", "==", "a,b"]],
    [["name", "==", "a\\b"]],
    [["color", "<", "=5"]],
    [["color", "==", Number.NaN]],
    [[]],
  ];
  for (const filter of bad) {
    await assert.rejects(untyped.list({ filter }), (error) => isFortiError(error, "INVALID_INPUT"));
  }
  assert.deepEqual(await device.calls(), []);
});

test("feature filters: fields, sorting, start and count", async () => {
  await using fgt = device.connect();
  const all = await addresses(fgt).list({
    filter: [
      ["color", ">=", 1],
      ["type", "==", "ipmask"],
    ],
    fields: ["color"],
  });
  const hosts = all.filter(({ name }) => isHost(name));
  assert.deepEqual(
    hosts.map(({ color, comment }) => [color, comment]),
    HOSTS.map(({ color }) => [color, undefined]),
  );
  const sorted = await addresses(fgt).list({ filter: "name=@db", sort: "name,dsc" });
  assert.deepEqual(
    sorted.map(({ name }) => name),
    ["db-2", "db-1"],
  );
  const [second] = await addresses(fgt).list({ filter: "name=@db", start: 1, count: 1 });
  assert.equal(second?.name, "db-2");
});

test("feature filters: a long table is iterated page by page, each asked for when it is needed", async () => {
  await using fgt = device.connect();
  const hosts = Array.from({ length: 1100 }, (_, index) => `host-${index}`);
  for (let from = 0; from < hosts.length; from += 50) {
    await Promise.all(hosts.slice(from, from + 50).map((name) => addresses(fgt).create({ name })));
  }
  await device.forget();
  const seen: string[] = [];
  for await (const { name } of addresses(fgt).iterate()) {
    seen.push(name);
    if (seen.length === 1) assert.equal((await device.requests()).length, 1);
  }
  assert.deepEqual(seen.filter((name) => name.startsWith("host-")).toSorted(), hosts.toSorted());
  const pages = (await device.requests()).map(({ url }) => new URL(url, "https://x").searchParams.get("start"));
  assert.deepEqual(pages, ["0", "500", "1000"]);
  await device.forget();
  for await (const _ of addresses(fgt).iterate()) break;
  assert.equal((await device.requests()).length, 1);
  assert.equal((await addresses(fgt).list({ filter: [["name", "=@", "host-"]] })).length, hosts.length);
});

test("feature filters: log sessions are iterated to their end, filtered by the device", async () => {
  await device.logs({ path: "disk/traffic/forward", count: 1200, completeAfter: 2 });
  await using fgt = device.connect();
  const log = fgt.log("disk", "traffic/forward");
  let count = 0;
  for await (const _ of log.search({ rows: 500 })) count += 1;
  assert.equal(count, 1200);
  const actions = new Set<unknown>();
  for await (const { action } of log.search({ filter: [["action", "==", "accept"]] })) actions.add(action);
  assert.deepEqual([...actions], ["accept"]);
});

test("feature filters: rows as a table, as CSV, as JSON and as YAML", async () => {
  await using fgt = device.connect();
  const rows = await addresses(fgt).list({ filter: [["name", "=@", "db-"]], fields: ["name", "comment", "color"] });
  const columns = ["name", "comment", "color"] as const;
  assert.equal(
    formatRows(rows, "table", { columns }),
    "name  comment  color\n----  -------  -----\ndb-1  red      9\ndb-2           32\n",
  );
  assert.equal(formatRows(rows, "csv", { columns }), "name,comment,color\r\ndb-1,red,9\r\ndb-2,,32\r\n");
  assert.deepEqual(JSON.parse(formatRows(rows, "json")), rows);
  assert.equal(
    formatRows(rows, "yaml", { columns }),
    '- name: db-1\n  comment: red\n  color: 9\n- name: db-2\n  comment: ""\n  color: 32\n',
  );
});
