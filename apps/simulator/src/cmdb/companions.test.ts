import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../testing/client.ts";

const PHASE1 = "cmdb/vpn.ipsec/phase1-interface";
const INTERFACES = "cmdb/system/interface";
const TUNNEL = {
  name: "hq",
  interface: "port1",
  "remote-gw": "203.0.113.1",
  psksecret: "secret-1",
  proposal: "aes256-sha256",
};

async function typeOf(device: TestDevice, name: string): Promise<unknown> {
  const { status, body } = await device.get(`${INTERFACES}/${name}`);
  return status === 200 ? body.results[0].type : undefined;
}

test("a tunnel has an interface as soon as it is configured, which routes and addresses can use", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.post("cmdb/router/static", { dst: "10.50.0.0/16", device: "hq" })).body.error, -3);
  assert.equal((await device.post(PHASE1, TUNNEL)).status, 200);
  const [shown] = (await device.get(`${INTERFACES}/hq`)).body.results;
  assert.deepEqual([shown.type, shown.interface, shown.vdom], ["tunnel", "port1", "root"]);
  assert.equal((await device.put(`${INTERFACES}/hq`, { ip: "10.255.1.1/32" })).status, 200);
  assert.equal((await device.post("cmdb/router/static", { dst: "10.50.0.0/16", device: "hq" })).status, 200);
  const routes = (await device.get("monitor/router/ipv4")).body.results as { interface: string; ip_mask: string }[];
  assert.ok(routes.some((route) => route.interface === "hq" && route.ip_mask === "10.50.0.0/16"));
});

test("the interface goes with its tunnel: not before, and not while something refers to it", async (t) => {
  const device = await startDevice(t);
  await device.post(PHASE1, TUNNEL);
  await device.post("cmdb/router/static", { "seq-num": 7, dst: "10.50.0.0/16", device: "hq" });
  assert.equal((await device.delete(`${INTERFACES}/hq`)).body.error, -23);
  assert.equal((await device.delete(`${PHASE1}/hq`)).body.error, -23);
  assert.equal(await typeOf(device, "hq"), "tunnel");
  await device.delete("cmdb/router/static/7");
  assert.equal((await device.delete(`${PHASE1}/hq`)).status, 200);
  assert.equal(await typeOf(device, "hq"), undefined);
});

test("a VDOM has its tunnels, a link between VDOMs its two ends, and both can be deleted", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.post("cmdb/system/vdom-link", { name: "link" });
  assert.equal(await typeOf(device, "ssl.branch"), "tunnel");
  assert.deepEqual([await typeOf(device, "link0"), await typeOf(device, "link1")], ["vdom-link", "vdom-link"]);
  assert.equal((await device.put(`${INTERFACES}/link1`, { vdom: "branch", ip: "10.0.0.1/30" })).status, 200);
  assert.equal((await device.delete("cmdb/system/vdom/branch")).body.error, -23, "one end is in it");
  assert.equal((await device.delete("cmdb/system/vdom-link/link")).status, 200);
  assert.equal((await device.delete("cmdb/system/vdom/branch")).status, 200);
  assert.equal(await typeOf(device, "ssl.branch"), undefined);
});

test("the interface comes with the commit of a transaction, and a restored backup has it once", async (t) => {
  const device = await startDevice(t);
  const start = await device.post("cmdb?action=transaction-start", { timeout: 60 });
  const headers = { "X-TRANSACTION-ID": String(start.body.results["transaction-id"]) };
  await device.call("POST", PHASE1, TUNNEL, { headers });
  assert.equal(await typeOf(device, "hq"), undefined);
  await device.post("cmdb?action=transaction-commit", start.body.results);
  assert.equal(await typeOf(device, "hq"), "tunnel");
  const { text } = await device.post("monitor/system/config/backup?scope=global", { scope: "global" });
  const before = (await device.get(`${INTERFACES}?format=name`)).body.results;
  await device.delete(`${PHASE1}/hq`);
  const file_content = Buffer.from(text).toString("base64");
  await device.post("monitor/system/config/restore", { source: "upload", scope: "global", file_content });
  assert.deepEqual((await device.get(`${INTERFACES}?format=name`)).body.results, before);
});
