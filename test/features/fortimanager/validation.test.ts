import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const old = await openManager("7.2.11");

beforeEach(async () => {
  await manager.reset();
  await old.reset();
});

const refused = (words: RegExp) => (error: unknown) =>
  isFortiError(error, "INVALID_INPUT") && error.reached === "no" && words.test(error.message);

/** Refuses what the compiler would refuse as well. */
const wrong = (value: object): never => value as never;

test("feature validation: a wrong option, type or key is refused before anything is sent, with the way out", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  const cases: [() => Promise<unknown>, RegExp][] = [
    [
      () => addresses.create(wrong({ name: "a", type: "ipmsk" })),
      /Cannot create firewall\/address "a": Field "type" can be .*did you mean "ipmask"\?/,
    ],
    [() => addresses.create(wrong({ name: "a", color: "blue" })), /Field "color" must be a whole number/],
    [() => addresses.create(wrong({ type: "ipmask" })), /Field "name" is missing/],
    [() => addresses.create(wrong({ name: "" })), /Field "name" is empty/],
    [() => addresses.update("a", wrong({ type: "ipmsk" })), /Cannot update firewall\/address "a"/],
    [() => addresses.set(wrong({ color: 1 })), /without its key "name"/],
    [
      () => addresses.create(wrong({ name: "a", list: [{ ip: "192.0.2.1" }], dynamic_mapping: [{ type: "x" }] })),
      /dynamic_mapping/,
    ],
    [() => addresses.create(wrong([1])), /an object with the names of fields is needed/],
    [() => addresses.create(wrong({ name: "a", comment: new Date(0) })), /"comment" cannot be sent \(Date\)/],
  ];
  for (const [work, words] of cases) await assert.rejects(work(), refused(words));
  assert.deepEqual(await manager.calls(), []);
});

test("feature validation: what FortiManager takes passes: numbers of options, single names, lists, variables", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom
    .table("firewall/address")
    .create({ name: "a", type: 0, subnet: "10.0.0.0/24", "associated-interface": "any" });
  await adom.table("firewall/address").create({ name: "b", subnet: ["10.0.1.0", "255.255.255.0"], "allow-routing": 0 });
  await adom.table("firewall/addrgrp").create({ name: "g", member: "a" });
  await adom.table("firewall/address").create({ name: "v", type: "fqdn", fqdn: "$(host)" });
  assert.equal(await adom.table("firewall/address").count({ filter: ["name", "in", "a", "b", "v"] }), 3);
});

test("feature validation: what the version lacks is refused, and names when it is there", async () => {
  await using fmg = old.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await assert.rejects(
    addresses.create({ name: "a", "hw-model": "x" }),
    refused(/FortiManager 7\.2\.11 has no field "hw-model" \(it is there since 7\.4\.0\)/),
  );
  assert.deepEqual(
    (await old.calls()).filter((call) => !call.startsWith("get ")),
    [],
  );
  await using current = manager.connect();
  await current.adom("root").table("firewall/address").create({ name: "a", "hw-model": "x" });
});

test("feature validation: the version is asked for once, and only where it makes a difference", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.create({ name: "a" });
  assert.deepEqual(await manager.calls(), ["add pm/config/adom/root/obj/firewall/address"]);
  for (const name of ["b", "c"]) await addresses.create({ name, "hw-model": "x" });
  assert.equal((await manager.calls()).filter((call) => /sys\/status/.test(call)).length, 1);
});

test("feature validation: strict refuses what the catalogue does not know, off checks nothing", async () => {
  await using strict = manager.connect({ validate: "strict" });
  const addresses = strict.adom("root").untyped.table("firewall/address");
  await assert.rejects(
    addresses.create({ name: "a", commnt: "x" }),
    refused(/There is no field "commnt": did you mean "comment"\?/),
  );
  await assert.rejects(addresses.create({ name: "a", color: 99 }), refused(/Field "color" must be from 0 to 32/));
  await assert.rejects(addresses.ensure({ name: "a", commnt: "x" }), refused(/"commnt"/));
  assert.deepEqual(
    (await manager.calls()).filter((call) => !call.startsWith("get ")),
    [],
  );
  await using known = manager.connect();
  await known.adom("root").untyped.table("firewall/address").create({ name: "a", commnt: "x" });
  await using off = manager.connect({ validate: "off" });
  const unchecked = off.adom("root").untyped.table("firewall/address");
  await assert.rejects(unchecked.create({ name: "b", type: "ipmsk" }), (error) => isFortiError(error, "BAD_VALUE"));
  await assert.rejects(
    known.adom("root").untyped.table("firewall/address").create({ name: "b", commnt: "x" }, { validate: "strict" }),
    refused(/"commnt"/),
  );
  assert.throws(() => manager.connect({ validate: "maybe" as never }), refused(/validate is "maybe"/));
});

test("feature validation: a secret is in no message, also where its field is wrong", async () => {
  await using fmg = manager.connect();
  const users = fmg.adom("root").untyped.table("user/local");
  const error = await users
    .create({ name: "eve", type: "pasword", passwd: "top-secret-3" })
    .catch((thrown: unknown) => thrown);
  assert.ok(isFortiError(error, "INVALID_INPUT"));
  assert.doesNotMatch(JSON.stringify(error) + String(error), /top-secret-3/);
});

test("feature validation: what is refused is on record, and counted", async () => {
  await using fmg = manager.connect({ trackOperations: true });
  await assert.rejects(fmg.adom("root").untyped.table("firewall/address").create({ name: "a", type: "x" }));
  const [record] = fmg.operations();
  assert.match(record?.operation ?? "", /firewall\/address create/);
});

test("feature validation: urls are put together from their parts, so that no name can lead elsewhere", async () => {
  await using fmg = manager.connect();
  for (const name of ["", ".", "..", "a\nb"]) {
    assert.throws(() => fmg.adom(name).table("firewall/address"), refused(/name/));
    await assert.rejects(fmg.adom("root").table("firewall/address").get(name), refused(/key|name/));
  }
  for (const name of ["", "a//b", "../x"]) assert.throws(() => fmg.adom("root").package(name), refused(/name/));
  assert.throws(() => fmg.deviceDatabase("a/../b", ""), refused(/name/));
  await assert.rejects(fmg.adom("a/b").table("firewall/address").list(), (error) =>
    isFortiError(error, "BAD_REFERENCE"),
  );
  assert.deepEqual(await manager.calls(), ["get pm/config/adom/a\\/b/obj/firewall/address"]);
});
