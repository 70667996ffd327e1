import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";
import { addPolicy } from "../testing/policy.ts";
import { callWith, jarOf, signInByApi } from "../testing/session.ts";

type Line = Readonly<Record<string, string>>;

/** The oldest first. */
async function events(device: TestDevice, query = ""): Promise<Line[]> {
  return (await device.get(`log/memory/event/system?rows=1000${query}`)).body.results.toReversed();
}

async function edits(device: TestDevice, query = ""): Promise<unknown[]> {
  return (await events(device, query)).map(({ logid, action, cfgpath, cfgobj, cfgattr }) => [
    logid,
    action,
    cfgpath,
    cfgobj,
    cfgattr?.replace(/uuid\[[^\]]*\]/, ""),
  ]);
}

test("every edit of the configuration is in the log, with what changed", async (t) => {
  const device = await startDevice(t);
  const address = "cmdb/firewall/address";
  await device.put("cmdb/system/global", { admintimeout: 30 });
  await device.put("cmdb/system/global", { admintimeout: 30 });
  await device.post(address, { name: "web", subnet: "10.0.0.1/32", comment: "x" });
  await device.put(`${address}/web`, { comment: "y" });
  await device.put(`${address}/web`, { name: "web2" });
  await device.post(`${address}/web2?action=clone&nkey=web3`);
  await device.post("cmdb/firewall/addrgrp", { name: "g", member: [{ name: "web2" }] });
  await device.post("cmdb/firewall/addrgrp/g/member", { name: "web3" });
  await device.delete(`${address}/web2`);
  await device.delete("cmdb/firewall/addrgrp/g");
  assert.deepEqual(await edits(device), [
    ["0100044546", "Edit", "system.global", undefined, "admintimeout[5->30]"],
    ["0100044547", "Add", "firewall.address", "web", "comment[x]subnet[10.0.0.1 255.255.255.255]"],
    ["0100044547", "Edit", "firewall.address", "web", "comment[x->y]"],
    ["0100044547", "Edit", "firewall.address", "web2", "name[web->web2]"],
    ["0100044547", "Add", "firewall.address", "web3", "comment[y]subnet[10.0.0.1 255.255.255.255]"],
    ["0100044547", "Add", "firewall.addrgrp", "g", "member[web2]"],
    ["0100044547", "Edit", "firewall.addrgrp", "g", "member[web2->web2 web3]"],
    ["0100044547", "Delete", "firewall.addrgrp", "g", undefined],
  ]);
});

test("secrets are not in the log", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/user/local", { name: "anna", type: "password", passwd: "s3cret-value" });
  const [line] = await events(device);
  assert.match(line?.cfgattr ?? "", /passwd\[\*\]/);
  assert.doesNotMatch(JSON.stringify(line), /s3cret/);
});

test("moves are in the log, and edits of a VDOM in its own", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.post("cmdb/firewall/address?vdom=branch", { name: "far" });
  for (const name of ["a", "b"]) {
    await addPolicy(device, { name });
  }
  await device.put("cmdb/firewall/policy/2?action=move&before=1");
  await device.put("cmdb/firewall/policy/2?action=move&before=99");
  const moved = (await events(device)).at(-1);
  assert.deepEqual([moved?.action, moved?.cfgobj, moved?.msg], ["Move", "2", "Move firewall.policy 2"]);
  assert.deepEqual(
    (await events(device, "&vdom=branch")).map(({ vd, cfgobj }) => [vd, cfgobj]),
    [["branch", "far"]],
  );
});

test("what is written in a transaction is in the log from its commit on, or never", async (t) => {
  const device = await startDevice(t);
  for (const action of ["abort", "commit"]) {
    const started = await device.post("cmdb?action=transaction-start", {});
    const id = started.body.results["transaction-id"];
    const headers = { "x-transaction-id": String(id) };
    await device.call("POST", "cmdb/firewall/address", { name: action }, { headers });
    assert.deepEqual(await events(device), []);
    await device.post(`cmdb?action=transaction-${action}`, { "transaction-id": id });
  }
  assert.deepEqual(
    (await events(device)).map(({ cfgobj, user, ui }) => [cfgobj, user, ui]),
    [["commit", "fortiweave", "https(127.0.0.1)"]],
  );
});

test("sign-ins are in the log, and why they failed", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await device.post("cmdb/system/api-user", { name: "soc", accprofile: "super_admin" });
  const generated = await device.post("monitor/system/api-user/generate-key", { "api-user": "soc", expiry: 1 });
  const old = generated.body.results.access_token;
  clock.advance(60);
  await device.call("GET", "cmdb", undefined, { token: null });
  await device.call("GET", "cmdb", undefined, { token: "x".repeat(30) });
  await device.call("GET", "cmdb", undefined, { token: old });
  await callWith(device, jarOf(await signInByApi(device)), "GET", "/logout");
  await signInByApi(device, { secretkey: "wrong" });
  await signInByApi(device, { username: "nobody" });
  await device.put("cmdb/system/admin/admin", { trusthost1: "10.0.0.0 255.0.0.0" });
  await signInByApi(device);
  const lines = (await events(device)).filter(({ cfgpath }) => cfgpath === undefined);
  assert.deepEqual(
    lines.map(({ logid, user, status, reason }) => [logid, user, status, reason]),
    [
      ["0100032002", "", "failed", "api_key_invalid"],
      ["0100032002", "", "failed", "api_key_expired"],
      ["0100032001", "admin", "success", "none"],
      ["0100032003", "admin", "success", "exit"],
      ["0100032002", "admin", "failed", "passwd_invalid"],
      ["0100032002", "nobody", "failed", "name_invalid"],
      ["0100032002", "admin", "failed", "ip_untrusted"],
      ["0100032021", undefined, "failed", "exceed_limit"],
    ],
  );
  assert.equal(lines.at(-1)?.msg, "Login disabled from IP 127.0.0.1 for 60 seconds because of 3 bad attempts");
});

test("made-up lines are older than what happened", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await device.put("cmdb/system/global", { admintimeout: 30 });
  clock.advance(3600);
  await device.control("POST", "/logs", { count: 100 });
  await device.put("cmdb/system/global", { admintimeout: 31 });
  const lines = await events(device);
  const times = lines.map(({ eventtime }) => eventtime ?? "");
  // Beside them the device writes of its load every five minutes.
  assert.deepEqual([lines.length, times], [102 + 12, times.toSorted()]);
  await device.control("POST", "/reset");
  assert.deepEqual(await events(device), []);
});
