import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

test("an entry is created, read, changed and deleted, and every envelope is complete", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  const created = await device.post(ADDRESS, { name: "web", subnet: "10.0.0.5/32", comment: "first" });
  assert.equal(created.status, 200);
  const { revision, old_revision, ...rest } = created.body;
  assert.match(revision, /^[\da-f]{32}$/);
  assert.match(old_revision, /^[\da-f]{32}$/);
  assert.notEqual(revision, old_revision);
  assert.deepEqual(rest, {
    http_method: "POST",
    revision_changed: true,
    vdom: "root",
    path: "firewall",
    name: "address",
    mkey: "web",
    status: "success",
    http_status: 200,
    serial: device.handle.serial,
    version: "v7.4.8",
    build: 7408,
  });

  const { body: read } = await device.get(`${ADDRESS}/web`);
  assert.equal(read.http_method, "GET");
  assert.equal(read.revision, revision);
  assert.equal(read.results.length, 1);
  const [entry] = read.results;
  assert.equal(entry.q_origin_key, "web");
  assert.equal(entry.subnet, "10.0.0.5 255.255.255.255");
  assert.equal(entry.comment, "first");
  assert.equal(entry.type, "ipmask");
  assert.equal(entry.color, 0);
  assert.deepEqual(entry.tagging, []);
  assert.match(entry.uuid, /^[\da-f-]{36}$/);
  assert.notEqual(entry.uuid, "00000000-0000-0000-0000-000000000000");

  const { body: changed } = await device.put(`${ADDRESS}/web`, { comment: "second" });
  assert.equal(changed.old_revision, revision);
  assert.equal(changed.revision_changed, true);
  const { body: again } = await device.get(`${ADDRESS}/web`);
  assert.equal(again.results[0].comment, "second");
  assert.equal(again.results[0].subnet, "10.0.0.5 255.255.255.255", "other fields stay");
  assert.equal(again.results[0].uuid, entry.uuid);

  const { body: deleted } = await device.delete(`${ADDRESS}/web`);
  assert.equal(deleted.mkey, "web");
  assert.equal(deleted.revision, old_revision, "the same content has the same revision");
  assert.equal((await device.get(`${ADDRESS}/web`)).status, 404);
});

test("a PUT that changes nothing moves no revision", async (t) => {
  const device = await startDevice(t);
  const sent = { name: "web", subnet: "10.0.0.5 255.255.255.255", comment: "same" };
  const { body: created } = await device.post(ADDRESS, sent);
  const { body } = await device.put(`${ADDRESS}/web`, {
    comment: "same",
    subnet: "10.0.0.5/32",
    color: 0,
    "allow-routing": "disable",
  });
  assert.equal(body.status, "success");
  assert.equal(body.revision_changed, false);
  assert.equal(body.revision, created.revision);
  assert.equal("old_revision" in body, false);
});

test("a list says how long it is", async (t) => {
  const device = await startDevice(t);
  const { body } = await device.get(ADDRESS);
  assert.equal(body.size, body.results.length);
  assert.equal(body.matched_count, body.results.length);
  assert.equal(body.next_idx, body.results.length - 1);
  assert.equal(body.limit_reached, false);
});

test("tables with numbers for keys give the next one", async (t) => {
  const device = await startDevice(t);
  const all = [{ name: "all" }];
  const ends = { srcintf: [{ name: "port1" }], dstintf: [{ name: "port2" }], srcaddr: all, dstaddr: all };
  const policy = { ...ends, service: [{ name: "ALL" }], schedule: "always" };
  assert.equal((await device.post("cmdb/firewall/policy", policy)).body.mkey, 1);
  assert.equal((await device.post("cmdb/firewall/policy", { ...policy, policyid: 0 })).body.mkey, 2);
  assert.equal((await device.post("cmdb/firewall/policy", { ...policy, policyid: "7" })).body.mkey, 7);
  assert.equal((await device.post("cmdb/firewall/policy", policy)).body.mkey, 8);
  const { body } = await device.get("cmdb/firewall/policy/7");
  assert.equal(body.results[0].policyid, 7);
  assert.equal(body.results[0].q_origin_key, 7);
});

test("a text key must be given", async (t) => {
  const device = await startDevice(t);
  for (const body of [{}, { name: "" }, { subnet: "10.0.0.0/8" }]) {
    const answer = await device.post(ADDRESS, body);
    assert.equal(answer.status, 424);
    assert.equal(answer.body.error, -56);
    assert.match(answer.body.cli_error, /'name' MUST be set/);
  }
});

test("what already exists is a duplicate, what does not is missing", async (t) => {
  const device = await startDevice(t);
  const twice = await device.post(ADDRESS, { name: "all" });
  assert.equal(twice.status, 500);
  assert.equal(twice.body.error, -5);
  assert.equal(twice.body.http_status, 500);
  assert.equal(twice.body.revision_changed, false);
  assert.match(twice.body.cli_error, /Return code -5/);
  for (const method of ["GET", "PUT", "DELETE"]) {
    const { status, body } = await device.call(
      method,
      `${ADDRESS}/ghost`,
      method === "PUT" ? { comment: "x" } : undefined,
    );
    assert.equal(status, 404, method);
    assert.equal(body.http_method, method);
    assert.equal(body.http_status, 404);
    assert.equal(body.error, -3);
    assert.equal(body.mkey, "ghost");
  }
});

test("values that a field cannot hold are refused, and nothing changes", async (t) => {
  const device = await startDevice(t);
  await device.post(ADDRESS, { name: "web" });
  const before = (await device.get(ADDRESS)).body.revision;
  const cases: readonly (readonly [object, number, number])[] = [
    [{ type: "nonsense" }, 500, -651],
    [{ color: 33 }, 500, -651],
    [{ color: "many" }, 500, -651],
    [{ color: 1.5 }, 500, -651],
    [{ subnet: "10.0.0.300/32" }, 500, -651],
    [{ subnet: "10.0.0.0/33" }, 500, -651],
    [{ comment: "x".repeat(256) }, 500, -1],
    [{ comment: ["list"] }, 424, -651],
    [{ tagging: "no list" }, 424, -651],
    [{ tagging: [5] }, 424, -651],
    [{ interface: "port99" }, 500, -3],
  ];
  for (const [body, status, error] of cases) {
    const answer = await device.put(`${ADDRESS}/web`, body);
    assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(body));
    assert.equal((await device.get(ADDRESS)).body.revision, before);
  }
});

test("fields that the table lacks, and those that only the device sets, are passed over", async (t) => {
  const device = await startDevice(t);
  const { status } = await device.post(ADDRESS, {
    name: "web",
    "no-such-field": 1,
    q_origin_key: "other",
    obsolete: 1,
  });
  assert.equal(status, 200);
  const [entry] = (await device.get(`${ADDRESS}/web`)).body.results;
  assert.equal("no-such-field" in entry, false);
  assert.equal(entry.q_origin_key, "web");
});

test("several options are one text, numbers may come as text", async (t) => {
  const device = await startDevice(t);
  const path = "cmdb/system/interface/port3";
  assert.equal((await device.put(path, { allowaccess: "ping https", mtu: "1400" })).status, 200);
  const [entry] = (await device.get(path)).body.results;
  assert.equal(entry.allowaccess, "ping https");
  assert.equal(entry.mtu, 1400);
  assert.equal((await device.put(path, { allowaccess: "ping nonsense" })).body.error, -651);
  assert.equal((await device.put(path, { allowaccess: "" })).status, 200);
  assert.equal((await device.get(path)).body.results[0].allowaccess, "");
});

test("addresses are kept in one form", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address6", { name: "v6", ip6: "2001:DB8:0:0::1/128" });
  assert.equal((await device.get("cmdb/firewall/address6/v6")).body.results[0].ip6, "2001:db8::1/128");
  assert.equal((await device.post("cmdb/firewall/address6", { name: "bad", ip6: "2001:db8::1/129" })).body.error, -651);
});

test("an object is read as an object and cannot be created or deleted", async (t) => {
  const device = await startDevice(t);
  const { body } = await device.get("cmdb/system/global");
  assert.equal(body.results.hostname, "fortigate-1");
  assert.equal(body.results.admintimeout, 5);
  assert.equal("size" in body, false);
  assert.equal((await device.put("cmdb/router/bgp", {})).body.revision_changed, false);
  const written = await device.put("cmdb/system/global", { admintimeout: 30 });
  assert.equal(written.body.revision_changed, true);
  assert.equal("mkey" in written.body, false);
  assert.equal((await device.get("cmdb/system/global")).body.results.admintimeout, 30);
  for (const method of ["POST", "DELETE"]) {
    const answer = await device.call(method, "cmdb/system/global", {});
    assert.deepEqual([answer.status, answer.body.http_status, answer.body.status], [405, 405, "error"]);
  }
});

test("verbs that a place does not offer are refused with 405", async (t) => {
  const device = await startDevice(t);
  for (const [method, path] of [
    ["PUT", ADDRESS],
    ["DELETE", ADDRESS],
    ["PATCH", `${ADDRESS}/all`],
    ["POST", `${ADDRESS}/all`],
    ["POST", "cmdb/firewall/country"],
  ] as const) {
    assert.equal((await device.call(method, path, {})).status, 405, `${method} ${path}`);
  }
});

test("unknown tables are 404", async (t) => {
  const device = await startDevice(t);
  for (const path of [
    "cmdb/firewall/nonsense",
    "cmdb/firewall",
    "cmdb/firewall/address/all/nonsense",
    "cmdb",
    "nonsense",
  ]) {
    const { status, body } = await device.get(path);
    assert.deepEqual([status, body.status, body.http_status], [404, "error", 404], path);
  }
});

test("a PUT with another key renames the entry, in its place, and what refers to it follows", async (t) => {
  const device = await startDevice(t);
  for (const name of ["a", "b", "c"]) await device.post(ADDRESS, { name });
  await device.post("cmdb/firewall/addrgrp", { name: "group", member: [{ name: "a" }, { name: "b" }] });
  assert.equal((await device.put(`${ADDRESS}/b`, { name: "a" })).body.error, -5);
  const { body } = await device.put(`${ADDRESS}/b`, { name: "renamed" });
  assert.equal(body.mkey, "renamed");
  const { results } = (await device.get(`${ADDRESS}?format=name`)).body;
  assert.deepEqual(
    results.slice(-3).map((row: { name: string }) => row.name),
    ["a", "renamed", "c"],
  );
  const [group] = (await device.get("cmdb/firewall/addrgrp/group")).body.results;
  assert.deepEqual(group.member, [
    { name: "a", q_origin_key: "a" },
    { name: "renamed", q_origin_key: "renamed" },
  ]);
  assert.equal((await device.delete(`${ADDRESS}/renamed`)).body.error, -23);
});

test("a body counts where something is written from it, and may be nothing at all elsewhere", async (t) => {
  const device = await startDevice(t);
  const send = (method: string, path: string, rawBody: string) => device.call(method, path, undefined, { rawBody });
  for (const rawBody of ["", "null", '""', "{}", "{", "name=web"]) {
    for (const name of ["a", "b"]) await device.post(ADDRESS, { name });
    assert.equal((await send("GET", `${ADDRESS}/a`, rawBody)).status, 200, `GET ${rawBody}`);
    assert.equal((await send("PUT", `${ADDRESS}/a?action=move&after=b`, rawBody)).status, 200, `move ${rawBody}`);
    assert.equal((await send("DELETE", `${ADDRESS}/a`, rawBody)).status, 200, `DELETE ${rawBody}`);
  }
  for (const rawBody of ["", "null", '""', "{}"]) {
    const { status, body } = await send("PUT", `${ADDRESS}/b`, rawBody);
    assert.deepEqual([status, body.revision_changed], [200, false], `PUT ${rawBody}`);
  }
  for (const rawBody of ["{", "name=web", "[1]", "5"]) {
    const { status, body } = await send("POST", ADDRESS, rawBody);
    assert.deepEqual([status, body.http_status, body.error, body.name], [400, 400, -10002, "address"], rawBody);
  }
});
