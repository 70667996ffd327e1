import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../testing/manager-database.ts";

const OBJ = "pm/config/adom/root/obj";
const POLICY = "pm/config/adom/root/pkg/default/firewall/policy";

const DANGLING: readonly (readonly [url: string, data: Record<string, unknown>])[] = [
  [`${OBJ}/firewall/addrgrp`, { name: "g", member: ["nobody"] }],
  [POLICY, { srcaddr: ["all", "nobody"] }],
  [POLICY, { srcintf: "nowhere" }],
  [POLICY, { service: "NOTHING" }],
  [POLICY, { schedule: "never" }],
  [`${OBJ}/firewall/address`, { name: "a", "associated-interface": "nowhere" }],
  [`${OBJ}/firewall/addrgrp/G Suite/dynamic_mapping`, { _scope: [{ name: "F", vdom: "r" }], member: ["nobody"] }],
];

for (const [url, data] of DANGLING) {
  test(`a reference to nothing in ${JSON.stringify(data)} is refused and named`, async () => {
    const { add } = await openDatabase();
    const { code, message } = await add(url, data);
    assert.equal(code, -10131);
    assert.match(message, /^datasrc invalid\. object: firewall|^datasrc invalid\. object: pkg firewall/);
    assert.match(message, /solution: data not exist$/);
  });
}

test("what the factory has can be named, and so can variables and FortiGuard's own objects", async () => {
  const { add } = await openDatabase();
  const policy = {
    srcintf: "any",
    dstintf: "port1",
    srcaddr: ["all", "$(branch)"],
    dstaddr: "all",
    service: ["ALL", "Web Access"],
    schedule: "always",
    "av-profile": "default",
    "ssl-ssh-profile": "no-inspection",
    "internet-service-name": ["Google-Web"],
  };
  assert.equal((await add(POLICY, policy)).message, "OK");
});

test("objects of another ADOM, and of the global database, are out of reach", async () => {
  const { add } = await openDatabase();
  await add("dvmdb/adom", { name: "branch" });
  await add(`${OBJ}/firewall/address`, { name: "mine" });
  const elsewhere = "pm/config/adom/branch/obj/firewall/addrgrp";
  assert.equal((await add(elsewhere, { name: "g", member: "mine" })).code, -10131);
  assert.equal((await add(elsewhere, { name: "g", member: "all" })).code, 0);
  assert.equal((await add(`${OBJ}/firewall/addrgrp`, { name: "g", member: "gall" })).code, -10131);
});

test("zones of an SD-WAN template can be named in a policy", async () => {
  const { add } = await openDatabase();
  await add("pm/wanprof/adom/root", { name: "dual", type: "wanprof" });
  assert.equal((await add(POLICY, { srcintf: "overlay" })).code, -10131);
  await add("pm/config/adom/root/wanprof/dual/system/sdwan/zone", { name: "overlay" });
  assert.equal((await add(POLICY, { srcintf: "overlay" })).code, 0);
});

test("in a device, names are looked up where the device has sent its tables", async () => {
  const { database, add } = await openDatabase();
  await database.store({ table: "dvmdb/adom/root/device", key: "FGT1" }, { name: "FGT1" });
  const routes = "pm/config/device/FGT1/vdom/root/router/static";
  assert.equal((await add(routes, { "seq-num": 1, device: "port9" })).code, 0);
  const ports = "pm/config/device/FGT1/global/system/interface";
  await database.store({ table: ports, key: "port1" }, { name: "port1" });
  assert.equal((await add(routes, { "seq-num": 2, device: "port9" })).code, -10131);
  assert.equal((await add(routes, { "seq-num": 3, device: "port1" })).code, 0);
  assert.equal((await add("pm/config/device/FGT2/vdom/root/router/static", {})).code, -6);
});
