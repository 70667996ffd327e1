import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { optionValues } from "./fields.ts";
import { type FormField, formFields, fromForm, toForm } from "./form.ts";
import { fortimanager } from "./fortimanager/registry.ts";
import type { ObjectEntry } from "./json-rpc/types.ts";
import type { Field } from "./types.ts";

const address = (await fortimanager.load("object", "firewall/address")) as ObjectEntry;
const group = (await fortimanager.load("object", "firewall/addrgrp")) as ObjectEntry;
const policy = (await fortimanager.load("object", "pkg/firewall/policy")) as ObjectEntry;
const port = (await fortimanager.load("object", "cli/global/system/interface")) as ObjectEntry;
const radius = (await fortimanager.load("object", "user/radius")) as ObjectEntry;

function fieldOf(entry: ObjectEntry, id: string, version?: string): FormField | undefined {
  return formFields(entry, version).find((field) => field.id === id);
}

test("each kind of field has its kind of control", () => {
  const kind = (entry: ObjectEntry, id: string) => [fieldOf(entry, id)?.kind, fieldOf(entry, id)?.multiple];
  assert.deepEqual(kind(address, "name"), ["string", undefined]);
  assert.deepEqual(kind(address, "type"), ["enum", undefined]);
  assert.deepEqual(kind(address, "color"), ["number", undefined]);
  assert.deepEqual(kind(address, "dynamic_mapping"), ["json", undefined]);
  assert.deepEqual(kind(group, "member"), ["reference-list", true]);
  assert.deepEqual(kind(policy, "schedule"), ["reference", undefined]);
  assert.deepEqual(kind(port, "allowaccess"), ["multi-enum", true]);
  assert.deepEqual(kind(radius, "secret"), ["secret", undefined]);
  assert.deepEqual(fieldOf(group, "member")?.refs, ["firewall/address.name", "firewall/addrgrp.name"]);
  assert.equal(fieldOf(address, "route-tag", "7.2.4"), undefined);
  assert.equal(formFields(policy)[0]?.id, "policyid");
});

test("what people type becomes what FortiManager takes", () => {
  assert.deepEqual(fromForm(group, { name: "g", member: "web, db\nmail" }), {
    name: "g",
    member: ["web", "db", "mail"],
  });
  assert.deepEqual(fromForm(group, { member: ["a,b"] }), { member: ["a,b"] });
  assert.deepEqual(fromForm(group, { member: '["a,b"]' }), { member: ["a,b"] });
  assert.deepEqual(fromForm(policy, { schedule: "always", nat: true }), { schedule: ["always"], nat: "enable" });
  assert.deepEqual(fromForm(port, { allowaccess: "ping, https" }), { allowaccess: ["ping", "https"] });
  assert.deepEqual(fromForm(address, { color: "3", dynamic_mapping: '[{ "fqdn": "x" }]' }), {
    color: 3,
    dynamic_mapping: [{ fqdn: "x" }],
  });
});

test("a network is a list of address and mask, or a text with a length", () => {
  assert.deepEqual(fromForm(address, { subnet: "192.0.2.0 255.255.255.0" }), {
    subnet: ["192.0.2.0", "255.255.255.0"],
  });
  assert.deepEqual(fromForm(address, { subnet: "192.0.2.0/24" }), { subnet: "192.0.2.0/24" });
});

test("a password is one value, also with a comma in it, and is never shown", () => {
  assert.deepEqual(fromForm(radius, { secret: "one, two" }), { secret: ["one, two"] });
  assert.deepEqual(fromForm(radius, { secret: "" }), {});
  assert.deepEqual(toForm(radius, { name: "r", secret: ["ENC", "abc"] }), { name: "r" });
});

test("what was not filled in is left out, and an emptied list is emptied", () => {
  assert.deepEqual(fromForm(address, { name: "web", color: "", type: null, subnet: undefined }), { name: "web" });
  assert.deepEqual(fromForm(group, { member: "" }), { member: [] });
});

test("an object of FortiManager becomes a form without its internal keys", () => {
  const row = { name: "g", oid: 5, "obj seq": 1, member: ["web"], "_created-by": "admin" };
  assert.deepEqual(toForm(group, row), { name: "g", member: ["web"] });
  assert.deepEqual(toForm(policy, { schedule: ["always"] }), { schedule: "always" });
  const mapping = [{ _scope: [{ name: "fgt", vdom: "root", oid: 3 }], oid: 4 }];
  assert.deepEqual(JSON.parse(String(toForm(address, { dynamic_mapping: mapping }).dynamic_mapping)), [
    { _scope: [{ name: "fgt", vdom: "root" }] },
  ]);
});

test("to a form and back leaves an object as it was", () => {
  for (const entry of [address, group, policy, port]) {
    fc.assert(
      fc.property(rowOf(entry.fields), (row) => {
        assert.deepEqual(fromForm(entry, toForm(entry, row)), row);
      }),
      { numRuns: 30 },
    );
  }
});

/** Any row, in FortiManager's form. */
function rowOf(fields: Readonly<Record<string, Field>>, mkey?: string): fc.Arbitrary<Record<string, unknown>> {
  const open = Object.entries(fields).filter(([, { secret, type, altType }]) => !secret && type !== "raw" && !altType);
  const values = Object.fromEntries(open.map(([name, field]) => [name, anyValue(field)]));
  const requiredKeys = mkey !== undefined && mkey in values ? [mkey] : [];
  return fc.record(values, { requiredKeys }).map((row) => ({ ...row }));
}

function anyValue(field: Field): fc.Arbitrary<unknown> {
  const { type, list, one, options } = field;
  if (type === "table") return fc.array(rowOf(field.fields ?? {}, field.mkey));
  if (type === "object") return rowOf(field.fields ?? {});
  if (type.startsWith("ipv4-classnet")) return fc.constantFrom(["192.0.2.0", "255.255.255.0"], "192.0.2.0/24");
  const text = fc.string({ minLength: list ? 1 : 0 });
  const value: fc.Arbitrary<unknown> =
    type === "integer" ? fc.nat() : options ? fc.constantFrom(...optionValues(field, undefined)) : text;
  if (!list) return value;
  return fc.array(value, { minLength: one ? 1 : 0, maxLength: one ? 1 : 3 });
}
