import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "@fortiweave/catalog/compare";
import { fortimanager } from "@fortiweave/catalog/fortimanager";
import fc from "fast-check";
import { hasUnnamedOption, inManagerSpelling } from "./spelling.ts";

const fieldsOf = async (path: string) => (await fortimanager.load("object", path))?.fields ?? assert.fail(path);
const address = await fieldsOf("firewall/address");
const group = await fieldsOf("firewall/addrgrp");

test("networks are sent as an address and its mask, variables and nonsense as they are", () => {
  const spelled = (subnet: string | string[]) => inManagerSpelling({ subnet }, address).subnet;
  for (const one of [
    "10.0.0.5/24",
    "10.0.0.5 255.255.255.0",
    " 10.0.0.5 / 24 ",
    ["10.0.0.5", "255.255.255.0"],
    ["10.0.0.5/24"],
  ])
    assert.deepEqual(spelled(one), ["10.0.0.5", "255.255.255.0"], JSON.stringify(one));
  assert.deepEqual(spelled("10.0.0.5"), ["10.0.0.5", "255.255.255.255"]);
  for (const one of ["$(net)/24", "web", "10.0.0.5/33", "10.0.0.5/24/1"]) assert.deepEqual(spelled(one), one);
  const [row] = inManagerSpelling({ dynamic_mapping: [{ subnet: "10.0.0.0/8" }] }, address).dynamic_mapping as {
    subnet: unknown;
  }[];
  assert.deepEqual(row?.subnet, ["10.0.0.0", "255.0.0.0"]);
});

test("options get their own capitals, switches their words, lists their brackets, null the default", () => {
  assert.deepEqual(
    inManagerSpelling(
      { type: "IPMask", "allow-routing": true, "fabric-object": 0, color: null, comment: null },
      address,
    ),
    { type: "ipmask", "allow-routing": "enable", "fabric-object": "disable", color: 0, comment: "" },
  );
  assert.deepEqual(inManagerSpelling({ member: "a", tagging: { name: "x" }, "exclude-member": "b" }, group), {
    member: ["a"],
    tagging: [{ name: "x" }],
    "exclude-member": "b",
  });
  assert.deepEqual(inManagerSpelling({ member: null, unknown: "x" }, group), { member: [], unknown: "x" });
  assert.deepEqual(inManagerSpelling({ a: 1 }, undefined), { a: 1 });
});

test("the number of an option becomes a name where somebody knows it", () => {
  assert.equal(hasUnnamedOption({ type: 2 }, address), true);
  assert.equal(hasUnnamedOption({ dynamic_mapping: [{ type: 2 }] }, address), true);
  assert.equal(hasUnnamedOption({ type: "fqdn", "allow-routing": 1, color: 2, name: "7" }, address), false);
  const names = (field: string, number: number) => (field === "type" && number === 2 ? "fqdn" : "nonsense");
  assert.deepEqual(inManagerSpelling({ type: 2 }, address, names), { type: "fqdn" });
  assert.deepEqual(inManagerSpelling({ type: 3 }, address, names), { type: 3 }, "a name that the field does not have");
});

test("what is spelled is no other value, and spelling it again changes nothing", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const entry = fc.record({
    name: fc.string({ minLength: 1 }),
    subnet: fc
      .tuple(byte, byte, byte, byte, fc.integer({ min: 0, max: 32 }))
      .map(([a, b, c, d, e]) => `${a}.${b}.${c}.${d}/${e}`),
    type: fc.constantFrom("ipmask", "IPMASK", "fqdn"),
    "allow-routing": fc.constantFrom(true, false, 0, 1, "enable", "Disable"),
    color: fc.integer({ min: 0, max: 32 }),
    "associated-interface": fc.oneof(
      fc.string({ minLength: 1 }),
      fc.array(fc.string({ minLength: 1 }), { maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(entry, (given) => {
      const once = inManagerSpelling(given, address);
      assert.deepEqual(inManagerSpelling(once, address), once);
      assert.deepEqual(differences(given, once, address), []);
      assert.deepEqual(differences(once, given, address), []);
    }),
  );
});
