import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, type FortiGate, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

/** A group with one member, and hosts to add. */
async function addGroup(fgt: FortiGate, hosts: number): Promise<string[]> {
  const names = Array.from({ length: hosts }, (_, index) => `host-${index}`);
  for (const name of names) await fgt.cmdb("firewall/address").create({ name });
  await fgt.cmdb("firewall/addrgrp").create({ name: "blocked", member: [{ name: "all" }] });
  return names;
}

async function addPolicies(fgt: FortiGate, count: number): Promise<void> {
  const any = [{ name: "all" }];
  for (let policyid = 1; policyid <= count; policyid += 1) {
    await fgt.cmdb("firewall/policy").create({
      policyid,
      name: `p${policyid}`,
      srcintf: [{ name: "port1" }],
      dstintf: [{ name: "port2" }],
      srcaddr: any,
      dstaddr: any,
      service: [{ name: "ALL" }],
      schedule: "always",
    });
  }
}

const order = async (fgt: FortiGate): Promise<number[]> =>
  (await fgt.cmdb("firewall/policy").list({ fields: ["policyid"] })).map(({ policyid }) => policyid ?? 0);

test("feature members: names are added to a list, and the others stay", async () => {
  await using fgt = device.connect();
  await addGroup(fgt, 2);
  const blocked = fgt.cmdb("firewall/addrgrp").members("blocked", "member");
  const { changed, added, members } = await blocked.add(["host-0", "host-1", "host-0"]);
  assert.deepEqual([changed, added, members], [true, ["host-0", "host-1"], ["all", "host-0", "host-1"]]);
  assert.deepEqual((await blocked.add("host-0")).changed, false);
  assert.deepEqual(await blocked.list(), ["all", "host-0", "host-1"]);
});

test("feature members: names are removed from a list, and the others stay", async () => {
  await using fgt = device.connect();
  await addGroup(fgt, 3);
  const blocked = fgt.cmdb("firewall/addrgrp").members("blocked", "member");
  await blocked.add(["host-0", "host-1", "host-2"]);
  const { changed, removed, members } = await blocked.remove(["host-1", "nobody"]);
  assert.deepEqual([changed, removed, members], [true, ["host-1"], ["all", "host-0", "host-2"]]);
  assert.equal((await blocked.remove("host-1")).changed, false);
});

test("feature members: many add and remove at once, and nobody replaces anybody's", async () => {
  await using fgt = device.connect();
  await using other = device.connect();
  const names = await addGroup(fgt, 12);
  const list = (client: FortiGate) => client.cmdb("firewall/addrgrp").members("blocked", "member");
  await Promise.all(names.map((name, index) => list(index % 2 === 0 ? fgt : other).add(name)));
  assert.deepEqual((await list(fgt).list()).toSorted(), ["all", ...names].toSorted());
  await Promise.all([list(fgt).remove(names.slice(0, 6)), list(other).remove(names.slice(3, 9))]);
  assert.deepEqual((await list(fgt).list()).toSorted(), ["all", ...names.slice(9)].toSorted());
  assert.equal(
    (await device.requests()).some(({ method }) => method === "PUT"),
    false,
  );
});

test("feature members: a name that does not exist, and a field that is no list, are told", async () => {
  await using fgt = device.connect();
  await addGroup(fgt, 1);
  const groups = fgt.cmdb("firewall/addrgrp");
  await rejects(groups.members("blocked", "member").add("nobody"), "BAD_REFERENCE");
  await rejects(groups.members("nope", "member").add("all"), "NOT_FOUND");
  await rejects(groups.members("blocked", "comment" as "member").add("all"), "INVALID_INPUT", /not a list of names/);
});

test("feature members: a device that says yes and adds nothing is found out", async () => {
  await using fgt = device.connect();
  await addGroup(fgt, 1);
  await device.fault({ kind: "empty", match: { method: "POST", path: "blocked/member" }, times: 1 });
  await rejects(fgt.cmdb("firewall/addrgrp").members("blocked", "member").add("host-0"), "VERIFY_FAILED", /host-0/);
});

test("feature members: lists of numbers, and lists in entries of a child table", async () => {
  await using fgt = device.connect();
  await fgt.untyped().cmdb("system/sdwan", { kind: "object" }).update({ status: "enable" });
  const services = fgt.cmdb("system/sdwan").child("service");
  await services.create({ id: 1, name: "s", dst: [{ name: "all" }] });
  await addGroup(fgt, 1);
  const destinations = services.members(1, "dst");
  assert.deepEqual((await destinations.add("host-0")).members, ["all", "host-0"]);
  assert.deepEqual((await destinations.remove("all")).members, ["host-0"]);
});

test("feature members: policies are moved, and stand where they were to go", async () => {
  await using fgt = device.connect();
  await addPolicies(fgt, 5);
  const policies = fgt.cmdb("firewall/policy");
  assert.equal((await policies.move(5, { before: 2 })).changed, true);
  assert.deepEqual(await order(fgt), [1, 5, 2, 3, 4]);
  assert.equal((await policies.move(1, { after: 4 })).changed, true);
  assert.deepEqual(await order(fgt), [5, 2, 3, 4, 1]);
  assert.equal((await policies.move(1, { after: 4 })).changed, false);
});

test("feature members: a wrong neighbour is named, where the device would say yes and move nothing", async () => {
  await using fgt = device.connect();
  await addPolicies(fgt, 2);
  const policies = fgt.cmdb("firewall/policy");
  await rejects(policies.move(2, { before: 99 }), "BAD_REFERENCE", /there is no 99/);
  await rejects(policies.move(99, { before: 1 }), "NOT_FOUND", /firewall\/policy 99/);
  await rejects(policies.move(1, { after: 1 }), "INVALID_INPUT", /its own neighbour/);
  assert.equal(
    (await device.requests()).some(({ method }) => method === "PUT"),
    false,
  );
  assert.deepEqual(await order(fgt), [1, 2]);
});

test("feature members: a move that the device accepts and does not carry out is found out", async () => {
  await using fgt = device.connect();
  await addPolicies(fgt, 3);
  await device.fault({ kind: "empty", match: { method: "PUT" }, times: 1 });
  await rejects(
    fgt.cmdb("firewall/policy").move(3, { before: 1 }),
    "VERIFY_FAILED",
    /policy 3 was to be moved before 1/,
  );
  assert.deepEqual(await order(fgt), [1, 2, 3]);
});

test("feature members: a table of thousands is moved in, by its keys alone", async () => {
  await using fgt = device.connect();
  const names = Array.from({ length: 1100 }, (_, index) => `n${index}`);
  const addresses = fgt.cmdb("firewall/address");
  for (let from = 0; from < names.length; from += 50) {
    await Promise.all(names.slice(from, from + 50).map((name) => addresses.create({ name })));
  }
  const ordered = (await addresses.list({ fields: ["name"] })).map(({ name }) => name);
  const [first = "", last = ""] = [ordered[0], ordered.at(-1)];
  await device.forget();
  assert.equal((await addresses.move(last, { before: first })).changed, true);
  const reads = (await device.requests()).filter(({ method }) => method === "GET");
  assert.ok(reads.every(({ url }) => url.includes("format=name")));
});
