import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type AuditEvent, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "./device.ts";

const device = await openDevice();
const ADDRESSES = "/api/v2/cmdb/firewall/address";

beforeEach(() => device.reset());

test("an entry is made, read, changed and removed with the preview's JSON", async () => {
  await using fgt = device.connect();
  const data = { name: "test999999", subnet: "192.168.1.0/24", color: "0" };
  const made = await fgt.request({ method: "POST", url: ADDRESSES, params: { datasource: 1, vdom: "root" }, data });
  assert.deepEqual(
    [made.http_status, made.status, made.vdom, made.mkey, made.revision_changed],
    [200, "success", "root", "test999999", true],
  );
  const read = await fgt.request({ method: "GET", url: `${ADDRESSES}/test999999`, params: { vdom: "root" } });
  assert.equal((read.results as { subnet: string }[])[0]?.subnet, "192.168.1.0 255.255.255.0");
  await fgt.request({ method: "PUT", url: `${ADDRESSES}/test999999`, data: { comment: "Updated via API" } });
  assert.equal((await fgt.cmdb("firewall/address").get("test999999")).comment, "Updated via API");
  await fgt.request({ method: "DELETE", url: `${ADDRESSES}/test999999` });
  assert.equal(await fgt.cmdb("firewall/address").exists("test999999"), false);
});

test("what the device refuses is the same error as anywhere", async () => {
  await using fgt = device.connect();
  await assert.rejects(
    fgt.request({ method: "GET", url: `${ADDRESSES}/nothing` }),
    (error) =>
      isFortiError(error, "NOT_FOUND") && error.message === 'Cannot get firewall/address "nothing": there is none',
  );
  await assert.rejects(
    fgt.request({ method: "POST", url: ADDRESSES, data: { name: "all" } }),
    (error) => isFortiError(error, "DUPLICATE") && error.deviceCode === -5,
  );
  await assert.rejects(
    fgt.request({ method: "POST", url: "/api/v2/cmdb/firewall/addrgrp", data: { name: "g", member: [{ name: "x" }] } }),
    (error) => isFortiError(error, "BAD_REFERENCE"),
  );
});

test("a key of any characters, encoded as the preview encodes it, addresses that entry", async () => {
  await using fgt = device.connect();
  for (const name of ["a/b", "50%", "ü & co", "a+b", "x?y#z", "%2F"]) {
    await fgt.cmdb("firewall/address").create({ name });
    const { mkey } = await fgt.request({ method: "DELETE", url: `${ADDRESSES}/${encodeURIComponent(name)}` });
    assert.equal(mkey, name);
  }
});

test("a query in the url reaches the device as a query", async () => {
  await using fgt = device.connect();
  for (const name of ["web 1", "web 2", "db"]) await fgt.cmdb("firewall/address").create({ name });
  const { results } = await fgt.request({
    method: "GET",
    url: `${device.handle.url}${ADDRESSES}?filter=name%3D%40web+&format=name`,
    params: { count: 1 },
  });
  assert.deepEqual(
    (results as { name: string }[]).map(({ name }) => name),
    ["web 1"],
  );
});

test("all VDOMs answer in one list", async () => {
  await using fgt = device.connect({ vdom: "root" });
  await fgt.cmdb("system/vdom").create({ name: "guest" });
  const { results, http_status } = await fgt.request({ method: "GET", url: ADDRESSES, params: { vdom: "*" } });
  assert.equal(http_status, 200);
  assert.deepEqual((results as { vdom: string }[]).map(({ vdom }) => vdom).sort(), ["guest", "root"]);
});

test("child tables, monitor endpoints and schemas are reached as well", async () => {
  await using fgt = device.connect();
  await fgt.request({
    method: "POST",
    url: "/api/v2/cmdb/firewall/addrgrp",
    data: { name: "g", member: [{ name: "all" }] },
  });
  const members = await fgt.request({ method: "GET", url: "cmdb/firewall/addrgrp/g/member" });
  assert.deepEqual(
    (members.results as { name: string }[]).map(({ name }) => name),
    ["all"],
  );
  const status = await fgt.request({ method: "GET", url: "/api/v2/monitor/system/status" });
  assert.equal(status.version, device.handle.version);
  const ban = { ip_addresses: ["203.0.113.9"], expiry: 60 };
  await fgt.request({ method: "POST", url: "/api/v2/monitor/user/banned/add_users", data: ban });
  assert.equal((await fgt.quarantine.list())[0]?.ipAddress, "203.0.113.9");
  const schema = await fgt.request({ method: "GET", url: `${ADDRESSES}?action=schema` });
  assert.equal((schema.results as { mkey: string }).mkey, "name");
});

test("a create whose answer is lost is not sent twice, an update is", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "drop", when: "after", match: { method: "POST" }, times: 1 });
  await assert.rejects(fgt.request({ method: "POST", url: ADDRESSES, data: { name: "web" } }), (error) =>
    isFortiError(error, "NETWORK"),
  );
  await device.fault({ kind: "drop", when: "after", match: { method: "PUT" }, times: 1 });
  await fgt.request({ method: "PUT", url: `${ADDRESSES}/web`, data: { comment: "x" } });
  assert.deepEqual(
    (await device.requests()).map(({ method }) => method),
    ["POST", "PUT", "PUT"],
  );
});

test("secrets in the data stand in no audit line", async () => {
  const events: AuditEvent[] = [];
  await using fgt = device.connect({ audit: [(event) => void events.push(event)] });
  await fgt.request({
    method: "POST",
    url: "/api/v2/cmdb/user/local",
    data: { name: "eve", type: "password", passwd: "geheim123" },
  });
  await fgt.close();
  assert.deepEqual(events[0]?.body, { name: "eve", type: "password", passwd: "[redacted]" });
});
