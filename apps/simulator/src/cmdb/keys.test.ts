import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";
const HOSTILE = ["../x", "..", "a/b c%d", "a b+c", "é", "日本", "x?y#z", "100%", "%2F", "a&b=c", "q'\"<>"];

test("a hostile key addresses exactly its entry", async (t) => {
  const device = await startDevice(t);
  await device.post(ADDRESS, { name: "x", comment: "innocent" });
  for (const name of HOSTILE.filter((key) => key !== "..")) {
    assert.equal((await device.post(ADDRESS, { name })).body.mkey, name);
    const path = `${ADDRESS}/${encodeURIComponent(name)}`;
    assert.equal((await device.put(path, { comment: `of ${name}` })).body.mkey, name);
    const { body } = await device.get(path);
    assert.deepEqual([body.results[0].name, body.results[0].comment], [name, `of ${name}`]);
    assert.equal((await device.delete(path)).status, 200, name);
  }
  assert.equal((await device.get(`${ADDRESS}/x`)).body.results[0].comment, "innocent");
});

test("a key of two dots cannot be addressed: the path is resolved first", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.get(`${ADDRESS}/..`)).body.path, "firewall");
  assert.equal((await device.get(`${ADDRESS}/%2e%2e`)).status, 404);
});

test("a key that is too long is refused on create and finds nothing on read", async (t) => {
  const device = await startDevice(t);
  const name = "x".repeat(1000);
  assert.equal((await device.post(ADDRESS, { name })).body.error, -1);
  assert.equal((await device.get(`${ADDRESS}/${name}`)).status, 404);
});

test("a numeric key may be written with zeros, but only digits find anything", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/policy", {
    policyid: 5,
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: [{ name: "all" }],
    dstaddr: [{ name: "all" }],
    service: [{ name: "ALL" }],
    schedule: "always",
  });
  assert.equal((await device.get("cmdb/firewall/policy/005")).body.results[0].policyid, 5);
  for (const key of ["5x", "-5", "5.0", " 5", "0x5"]) {
    assert.equal((await device.get(`cmdb/firewall/policy/${encodeURIComponent(key)}`)).status, 404, key);
  }
});

test("slashes at the end, bare question marks and empty parameters change nothing", async (t) => {
  const device = await startDevice(t);
  for (const path of [
    `${ADDRESS}/all`,
    `${ADDRESS}/all/`,
    `${ADDRESS}/all?`,
    `${ADDRESS}/all?vdom=`,
    `${ADDRESS}/all?unknown=1&`,
  ]) {
    const { status, body } = await device.get(path);
    assert.deepEqual([status, body.vdom, body.results[0].name], [200, "root", "all"], path);
  }
  assert.equal((await device.get(`${ADDRESS}//all`)).status, 404);
});
