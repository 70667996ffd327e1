import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

async function begin(device: TestDevice, timeout = 60): Promise<number> {
  const { body } = await device.post("cmdb?action=transaction-start", { timeout });
  assert.equal(body.action, "transaction-start");
  return body.results["transaction-id"];
}

function within(device: TestDevice, id: number) {
  const headers = { "x-transaction-id": String(id) };
  return (method: string, path: string, body?: unknown): Promise<Answer> =>
    device.call(method, path, body, { headers });
}

test("changes are seen inside at once and outside from the commit on", async (t) => {
  const device = await startDevice(t);
  const id = await begin(device);
  const inside = within(device, id);
  const created = await inside("POST", ADDRESS, { name: "web" });
  assert.deepEqual([created.status, created.body.revision_changed], [200, false]);
  assert.equal((await inside("POST", "cmdb/firewall/addrgrp", { name: "g", member: [{ name: "web" }] })).status, 200);
  assert.equal((await inside("GET", `${ADDRESS}/web`)).status, 200);
  assert.equal((await device.get(`${ADDRESS}/web`)).status, 404);
  const { revision } = (await device.get(ADDRESS)).body;
  assert.equal((await device.post("cmdb/?action=transaction-commit", { "transaction-id": id })).status, 200);
  assert.equal((await device.get(`${ADDRESS}/web`)).status, 200);
  assert.notEqual((await device.get(ADDRESS)).body.revision, revision);
  assert.equal((await device.delete(`${ADDRESS}/web`)).body.error, -23, "references are known after the commit");
});

test("an aborted transaction leaves nothing, with either spelling of the id", async (t) => {
  const device = await startDevice(t);
  for (const name of ["transaction-id", "transaction_id"]) {
    const id = await begin(device);
    await within(device, id)("POST", ADDRESS, { name: "web" });
    assert.equal((await device.post("cmdb?action=transaction-abort", { [name]: id })).status, 200);
    assert.equal((await device.get(`${ADDRESS}/web`)).status, 404);
    assert.equal((await within(device, id)("GET", ADDRESS)).status, 424, "it is gone");
  }
});

test("a table that a transaction changed is locked for all others", async (t) => {
  const device = await startDevice(t);
  const id = await begin(device);
  await within(device, id)("POST", ADDRESS, { name: "web" });
  assert.equal((await device.post(ADDRESS, { name: "other" })).status, 409);
  const second = await begin(device);
  assert.equal((await within(device, second)("DELETE", `${ADDRESS}/none`)).status, 409);
  assert.equal((await device.post("cmdb/firewall/address6", { name: "other" })).status, 200);
  await device.post("cmdb?action=transaction-abort", { "transaction-id": id });
  assert.equal((await device.post(ADDRESS, { name: "other" })).status, 200);
});

test("a transaction ends at its timeout, or after five idle minutes", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const short = within(device, await begin(device, 30));
  const long = within(device, await begin(device, 3600));
  clock.advance(29);
  assert.equal((await short("GET", ADDRESS)).status, 200);
  assert.equal((await long("GET", ADDRESS)).status, 200);
  clock.advance(1);
  assert.equal((await short("GET", ADDRESS)).status, 424);
  clock.advance(298);
  assert.equal((await long("GET", ADDRESS)).status, 200);
  clock.advance(300);
  assert.equal((await long("GET", ADDRESS)).status, 424);
});

test("a commit fails when what it refers to has gone meanwhile, and can be aborted then", async (t) => {
  const device = await startDevice(t);
  await device.post(ADDRESS, { name: "web" });
  const id = await begin(device);
  await within(device, id)("POST", "cmdb/firewall/addrgrp", { name: "g", member: [{ name: "web" }] });
  assert.equal((await device.delete(`${ADDRESS}/web`)).status, 200);
  assert.equal((await device.post("cmdb?action=transaction-commit", { "transaction-id": id })).body.error, -651);
  assert.equal((await device.get("cmdb/firewall/addrgrp/g")).status, 404);
  assert.equal((await device.post("cmdb?action=transaction-abort", { "transaction-id": id })).status, 200);
});

test("open transactions are listed and shown from 7.4.1 on", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.1" });
  const id = await begin(device, 90);
  await within(device, id)("POST", ADDRESS, { name: "web" });
  const { results } = (await device.get("cmdb?action=transaction-list")).body;
  assert.deepEqual(results, [{ "transaction-id": id, timeout: 90, vdom: "root" }]);
  const shown = (await device.get(`cmdb?action=transaction-show&transaction-id=${id}`)).body.results;
  const [uuid] = shown.splice(2, 1);
  assert.match(uuid, /^ {8}set uuid [\da-f-]{36}$/);
  assert.deepEqual(shown, ["config firewall address", '    edit "web"', "    next", "end"], "and nothing else");
  const old = await startDevice(t, { fortios: "7.4.0" });
  assert.equal((await old.get("cmdb?action=transaction-list")).status, 404);
});

test("a transaction shows what it changed, took back and deleted", async (t) => {
  const device = await startDevice(t);
  await device.post(ADDRESS, { name: "web", subnet: "10.0.0.1/32", comment: "old" });
  await device.post(ADDRESS, { name: "gone" });
  const id = await begin(device, 90);
  const call = within(device, id);
  await call("PUT", `${ADDRESS}/web`, { subnet: "10.0.0.2/32", comment: "" });
  await call("DELETE", `${ADDRESS}/gone`);
  await call("PUT", "cmdb/system/global", { hostname: "hq" });
  const { results } = (await device.get(`cmdb?action=transaction-show&transaction-id=${id}`)).body;
  assert.deepEqual(results, [
    "config firewall address",
    '    edit "web"',
    "        set subnet 10.0.0.2 255.255.255.255",
    "        unset comment",
    "    next",
    '    delete "gone"',
    "end",
    "config system global",
    '    set hostname "hq"',
    "end",
  ]);
});

test("wrong transaction calls are refused", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.post("cmdb?action=transaction-commit", {})).status, 424);
  assert.equal((await device.post("cmdb?action=transaction-commit", { "transaction-id": 99 })).status, 424);
  assert.equal((await device.post("cmdb?action=transaction-start", { timeout: "soon" })).status, 400);
  for (const action of ["nonsense", "constructor", ""]) {
    assert.equal((await device.post(`cmdb?action=${action}`, { "transaction-id": 1 })).status, 405);
  }
});
