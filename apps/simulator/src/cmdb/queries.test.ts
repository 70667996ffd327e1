import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

/** Six addresses of which every test here looks at some. */
async function startFilled(t: TestContext): Promise<TestDevice> {
  const device = await startDevice(t);
  const rows = [
    { name: "web-1", color: 1, comment: "Berlin, DE" },
    { name: "web-2", color: 2, comment: "R&D" },
    { name: "WEB-3", color: 10, comment: "a=b" },
    { name: "db-1", color: 4, type: "fqdn", fqdn: "db.example.com" },
    { name: "db 2", color: 5, type: "fqdn", fqdn: "db2.example.com" },
  ];
  for (const row of rows) await device.post(ADDRESS, row);
  await device.post("cmdb/firewall/addrgrp", { name: "g1", member: [{ name: "web-1" }, { name: "db-1" }] });
  await device.post("cmdb/firewall/addrgrp", { name: "g2", member: [{ name: "web-2" }] });
  return device;
}

async function names(device: TestDevice, query: string, path = ADDRESS): Promise<string[]> {
  const { status, body } = await device.get(`${path}?${query}`);
  assert.equal(status, 200, query);
  return body.results.map((row: { name: string }) => row.name);
}

test("every operator compares as it should", async (t) => {
  const device = await startFilled(t);
  const only = "filter=color>=1";
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["filter=name==web-1", ["web-1"]],
    ["filter=name==web-3", []],
    ["filter=name=*web-3", ["WEB-3"]],
    ["filter=name=@WEB-", ["web-1", "web-2", "WEB-3"]],
    [`${only}&filter=name!@web`, ["db-1", "db 2"]],
    [`${only}&filter=name!=web-1`, ["web-2", "WEB-3", "db-1", "db 2"]],
    [`${only}&filter=name!*web-3`, ["web-1", "web-2", "db-1", "db 2"]],
    ["filter=color>5", ["WEB-3"]],
    ["filter=color>=5", ["WEB-3", "db 2"]],
    [`${only}&filter=color<2`, ["web-1"]],
    [`${only}&filter=color<=2`, ["web-1", "web-2"]],
    ["filter=no-such-field==x", []],
  ];
  for (const [query, expected] of cases) assert.deepEqual(await names(device, query), expected, query);
});

test("commas are alternatives, ampersands and repeated filters all must hold", async (t) => {
  const device = await startFilled(t);
  assert.deepEqual(await names(device, "filter=name==web-1,name==db-1"), ["web-1", "db-1"]);
  assert.deepEqual(await names(device, "filter=name=@web,name=@db&filter=color<5&filter=color>1"), ["web-2", "db-1"]);
  assert.deepEqual(await names(device, "filter=name%3D%40web%26color%3E1"), ["web-2", "WEB-3"]);
});

test("commas, ampersands and operators inside a value belong to it", async (t) => {
  const device = await startFilled(t);
  assert.deepEqual(await names(device, "filter=comment==Berlin,+DE"), ["web-1"]);
  assert.deepEqual(await names(device, "filter=comment==R%26D"), ["web-2"]);
  assert.deepEqual(await names(device, "filter=comment==a=b"), ["WEB-3"]);
});

test("spaces come as plus or percent", async (t) => {
  const device = await startFilled(t);
  assert.deepEqual(await names(device, "filter=name==db+2"), ["db 2"]);
  assert.deepEqual(await names(device, "filter=name==db%202"), ["db 2"]);
});

test("defaults can be filtered, and fields inside child tables", async (t) => {
  const device = await startFilled(t);
  assert.ok((await names(device, "filter=type==ipmask")).includes("web-1"));
  const groups = "cmdb/firewall/addrgrp";
  assert.deepEqual(await names(device, "filter=member.name==db-1", groups), ["g1"]);
  assert.deepEqual(await names(device, "filter=member=@web", groups), ["g1", "g2"]);
});

test("a filter that is none is a bad request", async (t) => {
  const device = await startFilled(t);
  for (const filter of ["name", "name=web", "==x"]) {
    const { status, body } = await device.get(`${ADDRESS}?filter=${encodeURIComponent(filter)}`);
    assert.deepEqual([status, body.http_status], [400, 400], filter);
  }
});

test("start and count page through the matches", async (t) => {
  const device = await startFilled(t);
  const all = (await device.get(ADDRESS)).body.size;
  const { body } = await device.get(`${ADDRESS}?filter=color>=1&start=1&count=2&format=name`);
  assert.deepEqual(
    body.results.map((row: { name: string }) => row.name),
    ["web-2", "WEB-3"],
  );
  assert.deepEqual([body.size, body.matched_count, body.next_idx, body.limit_reached], [all, 5, 2, true]);
  const last = (await device.get(`${ADDRESS}?filter=color>=1&start=${body.next_idx + 1}&count=2`)).body;
  assert.deepEqual([last.results.length, last.next_idx, last.limit_reached], [2, 4, false]);
  const beyond = (await device.get(`${ADDRESS}?start=1000`)).body;
  assert.deepEqual([beyond.results.length, beyond.limit_reached], [0, false]);
});

test("rows are sorted by number or text, in either direction", async (t) => {
  const device = await startFilled(t);
  assert.deepEqual(await names(device, "filter=color>=1&sort=color,dsc"), ["WEB-3", "db 2", "db-1", "web-2", "web-1"]);
  assert.deepEqual(await names(device, "filter=color>=1&sort=name"), ["WEB-3", "db 2", "db-1", "web-1", "web-2"]);
  assert.deepEqual(await names(device, "filter=color>=1&sort=type&sort=color,dsc"), [
    "db 2",
    "db-1",
    "WEB-3",
    "web-2",
    "web-1",
  ]);
});

test("format picks fields, with either bar, and the original key stays", async (t) => {
  const device = await startFilled(t);
  for (const bar of ["|", "%7C"]) {
    const { body } = await device.get(`${ADDRESS}/web-1?format=name${bar}color`);
    assert.deepEqual(body.results, [{ name: "web-1", q_origin_key: "web-1", color: 1 }]);
  }
  assert.deepEqual((await device.get("cmdb/system/global?format=hostname")).body.results, { hostname: "fortigate-1" });
});

test("key and pattern search in one field", async (t) => {
  const device = await startFilled(t);
  assert.deepEqual(await names(device, "key=name&pattern=WEB"), ["web-1", "web-2", "WEB-3"]);
});

test("exclude-default-values leaves only what was set", async (t) => {
  const device = await startFilled(t);
  const [entry] = (await device.get(`${ADDRESS}/web-1?exclude-default-values=1`)).body.results;
  assert.deepEqual(Object.keys(entry).sort(), ["color", "comment", "name", "q_origin_key", "uuid"]);
});

test("with_meta counts references, datasource says where members come from", async (t) => {
  const device = await startFilled(t);
  const [entry] = (await device.get(`${ADDRESS}/web-1?with_meta=1`)).body.results;
  assert.deepEqual([entry.q_ref, entry.q_path, entry.q_name, entry.q_mkey_type], [1, "firewall", "address", "string"]);
  const [group] = (await device.get("cmdb/firewall/addrgrp/g1?datasource=1")).body.results;
  assert.equal(group.member[0].datasource, "firewall.address.name");
});

test("action=datasource lists what a field may refer to", async (t) => {
  const device = await startFilled(t);
  const { body } = await device.get("cmdb/firewall/addrgrp/g1?action=datasource&attr=member");
  const choice = body.results.find((row: { name: string }) => row.name === "web-1");
  assert.deepEqual(choice, { q_origin_key: "web-1", name: "web-1", datasource: "firewall.address.name" });
  assert.ok(body.results.some((row: { datasource: string }) => row.datasource === "firewall.addrgrp.name"));
  assert.equal((await device.get("cmdb/firewall/addrgrp?action=datasource")).status, 424);
});

test("action=schema and action=default describe a table", async (t) => {
  const device = await startFilled(t);
  const schema = (await device.get("cmdb/firewall/addrgrp?action=schema")).body.results;
  assert.deepEqual([schema.path, schema.name, schema.category, schema.mkey], ["firewall", "addrgrp", "table", "name"]);
  assert.equal(schema.children.member.mkey, "name");
  assert.deepEqual(schema.children.member.children.name.datasource, ["firewall.address.name", "firewall.addrgrp.name"]);
  assert.equal(schema.children.comment.size, 255);
  const defaults = (await device.get("cmdb/firewall/addrgrp?action=default")).body.results;
  assert.deepEqual([defaults.name, defaults.member, defaults.exclude, defaults.color], ["", [], "disable", 0]);
  const policy = (await device.get("cmdb/firewall/policy?action=schema")).body.results;
  assert.equal(policy.mkey, "policyid");
});

test("the schema of everything names every table", async (t) => {
  const device = await startFilled(t);
  for (const path of ["cmdb/?action=schema", "cmdb?action=schema"]) {
    const { body } = await device.get(path);
    const address = body.results.find(
      (row: { path: string; name: string }) => row.path === "firewall" && row.name === "address",
    );
    assert.equal(address.mkey, "name");
    assert.ok(body.results.length > 500);
  }
});

test("action=revision answers the revision alone", async (t) => {
  const device = await startFilled(t);
  const { revision } = (await device.get(ADDRESS)).body;
  const { body } = await device.get(`${ADDRESS}?action=revision`);
  assert.equal(body.revision, revision);
  assert.equal("results" in body, false);
});
