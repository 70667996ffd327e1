import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { optionValues } from "./fields.ts";
import { type FormField, formFields, fromForm, toForm } from "./form.ts";
import { fortios } from "./registry.ts";
import type { CmdbEntry, Field } from "./types.ts";

const address = (await fortios.load("cmdb", "firewall/address")) as CmdbEntry;
const group = (await fortios.load("cmdb", "firewall/addrgrp")) as CmdbEntry;
const policy = (await fortios.load("cmdb", "firewall/policy")) as CmdbEntry;
const port = (await fortios.load("cmdb", "system/interface")) as CmdbEntry;
const user = (await fortios.load("cmdb", "user/local")) as CmdbEntry;

function fieldOf(entry: CmdbEntry, id: string, version?: string): FormField | undefined {
  return formFields(entry, version).find((field) => field.id === id);
}

test("each kind of field has its kind of control", () => {
  assert.deepEqual(fieldOf(address, "name", "7.6.5"), {
    id: "name",
    label: "Name",
    kind: "string",
    required: true,
    readonly: false,
    maxLength: 79,
  });
  assert.deepEqual(fieldOf(address, "color"), {
    id: "color",
    label: "Color",
    kind: "number",
    required: false,
    readonly: false,
    default: 0,
    min: 0,
    max: 32,
  });
  assert.deepEqual(fieldOf(address, "associated-interface")?.refs, ["system.interface.name", "system.zone.name"]);
  assert.equal(fieldOf(address, "associated-interface")?.kind, "reference");
  assert.equal(fieldOf(address, "tagging")?.kind, "json");
  assert.equal(fieldOf(port, "ipv6")?.kind, "json");
  assert.equal(fieldOf(port, "allowaccess")?.kind, "multi-enum");
  assert.equal(fieldOf(user, "passwd")?.kind, "secret");
  const member = fieldOf(group, "member");
  assert.deepEqual(
    [member?.kind, member?.multiple, member?.refs, member?.hint],
    ["reference-list", true, ["firewall.address.name", "firewall.addrgrp.name"], "Needed under some conditions"],
  );
  const macs = fieldOf(address, "macaddr");
  assert.deepEqual([macs?.kind, macs?.multiple], ["string", true], "a list of names that refer to nothing");
});

test("a version decides which fields and options there are", () => {
  assert.equal(fieldOf(address, "hw-model", "7.2.4"), undefined);
  assert.ok(fieldOf(address, "hw-model", "7.4.0"));
  assert.ok(!fieldOf(address, "type", "7.2.4")?.options?.includes("route-tag"));
  assert.ok(fieldOf(address, "type", "7.4.0")?.options?.includes("route-tag"));
});

test("a default that a version does not have as an option is none", async () => {
  const service = (await fortios.load("cmdb", "firewall.service/custom")) as CmdbEntry;
  assert.equal(fieldOf(service, "protocol", "7.6.5")?.default, "TCP/UDP/UDP-Lite/SCTP");
  assert.equal(fieldOf(service, "protocol", "7.2.4")?.default, undefined);
  assert.equal(fieldOf(port, "mode", "7.2.4")?.default, "static");
});

test("a field that changed its type changes its control", async () => {
  const local = (await fortios.load("cmdb", "firewall/local-in-policy")) as CmdbEntry;
  assert.equal(fieldOf(local, "intf", "7.2.4")?.kind, "reference");
  assert.equal(fieldOf(local, "intf", "7.6.5")?.kind, "reference-list");
  assert.deepEqual(fromForm(local, { intf: "any" }, "7.2.4"), { intf: "any" });
  assert.deepEqual(fromForm(local, { intf: "any" }, "7.6.5"), { intf: [{ name: "any" }] });
});

test("the key comes first, then what is needed, and last what cannot be written", () => {
  const ids = formFields(policy, "7.6.5").map(({ id }) => id);
  assert.equal(ids[0], "policyid");
  assert.deepEqual(ids.slice(1, 3).sort(), ["dstintf", "srcintf"]);
  const states = formFields(address, "8.0.0").map((field) => field.readonly);
  assert.deepEqual(
    states,
    states.toSorted((a, b) => Number(a) - Number(b)),
  );
});

test("what people type becomes what the device takes", () => {
  assert.deepEqual(fromForm(group, { name: "g", member: "web, db\nmail" }), {
    name: "g",
    member: [{ name: "web" }, { name: "db" }, { name: "mail" }],
  });
  assert.deepEqual(fromForm(group, { member: ["a,b"] }), { member: [{ name: "a,b" }] });
  assert.deepEqual(fromForm(group, { member: '["a,b"]' }), { member: [{ name: "a,b" }] });
  assert.deepEqual(fromForm(group, { member: '[{ "name": "web" }]' }), { member: [{ name: "web" }] });
  assert.deepEqual(fromForm(group, { member: [] }), { member: [] });
  assert.deepEqual(fromForm(port, { allowaccess: ["ping", "https"] }), { allowaccess: "ping https" });
  assert.deepEqual(fromForm(port, { allowaccess: "ping, https" }), { allowaccess: "ping https" });
  assert.deepEqual(fromForm(port, { mtu: "1500", ipv6: '{ "ip6-mode": "dhcp" }' }), {
    mtu: 1500,
    ipv6: { "ip6-mode": "dhcp" },
  });
  assert.deepEqual(fromForm(policy, { nat: true, logtraffic: "all" }), { nat: "enable", logtraffic: "all" });
});

test("what was not filled in is left out", () => {
  assert.deepEqual(fromForm(address, { name: "web", color: "", type: null, subnet: undefined, tagging: " " }), {
    name: "web",
  });
  assert.deepEqual(fromForm(user, { passwd: "" }), {}, "an empty secret changes nothing");
  assert.deepEqual(fromForm(address, { comment: "" }), { comment: "" }, "an empty text clears a text");
  assert.deepEqual(fromForm(address, { "not-in-the-catalogue": 5 }), { "not-in-the-catalogue": 5 });
});

test("a number that can be a word stays one", async () => {
  const route = (await fortios.load("cmdb", "router/static")) as CmdbEntry;
  assert.equal(fieldOf(route, "vrf")?.kind, "string");
  assert.deepEqual(fromForm(route, { vrf: "unspecified" }), { vrf: "unspecified" });
  assert.deepEqual(fromForm(route, { vrf: "3" }), { vrf: 3 });
});

test("what cannot be converted is an error that names the field", () => {
  assert.throws(() => fromForm(port, { mtu: "big" }), /^Error: Field "mtu" must be a number, not "big"$/);
  assert.throws(() => fromForm(address, { tagging: "[{" }), /^Error: Field "tagging" must hold JSON/);
});

test("the text of broken JSON, which may hold a password, is not quoted", async () => {
  const portal = (await fortios.load("cmdb", "vpn.ssl.web/portal")) as CmdbEntry;
  assert.throws(
    () => fromForm(portal, { "bookmark-group": '[{ "sso-password": hunter2 }]' }),
    (error: Error) => !error.message.includes("hunter2"),
  );
});

test("an entry of the device becomes a form without secrets and internal keys", () => {
  const row = { name: "u", passwd: "ENC XXXX", q_origin_key: "u", status: "enable" };
  assert.deepEqual(toForm(user, row), { name: "u", status: "enable" });
  assert.deepEqual(toForm(group, { member: [{ name: "web", q_origin_key: "web" }] }), { member: ["web"] });
  assert.deepEqual(toForm(port, { allowaccess: "ping https" }), { allowaccess: ["ping", "https"] });
});

test("to a form and back leaves an entry as it was", () => {
  for (const entry of [address, group, policy, port, user]) {
    fc.assert(
      fc.property(rowOf(entry), (row) => {
        assert.deepEqual(fromForm(entry, toForm(entry, row)), row);
      }),
      { numRuns: 50 },
    );
  }
});

/** Any row of an entry, in the device's form. */
function rowOf(entry: CmdbEntry): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(valuesOf(entry.fields), { requiredKeys: [] }).map((row) => ({ ...row }));
}

function valuesOf(fields: Readonly<Record<string, Field>>): Record<string, fc.Arbitrary<unknown>> {
  const open = Object.entries(fields).filter(([, { secret }]) => !secret);
  return Object.fromEntries(open.map(([name, field]) => [name, anyValue(field)]));
}

function anyValue(field: Field): fc.Arbitrary<unknown> {
  const options = optionValues(field, undefined);
  if (field.type === "table") return fc.array(rowOf({ fields: field.fields ?? {} } as CmdbEntry).chain(withKey(field)));
  if (field.type === "object") return rowOf({ fields: field.fields ?? {} } as CmdbEntry);
  if (field.type === "integer" && !field.multiple) return fc.integer({ min: 0, max: 4_294_967_295 });
  if (options.length === 0) return field.multiple ? fc.constantFrom("one", "one two") : fc.string();
  return field.multiple ? fc.subarray(options).map((words) => words.join(" ")) : fc.constantFrom(...options);
}

function withKey({ mkey, fields }: Field): (row: Record<string, unknown>) => fc.Arbitrary<Record<string, unknown>> {
  return (row) => {
    if (mkey === undefined) return fc.constant(row);
    const key = fields?.[mkey]?.type === "integer" ? fc.nat() : fc.string({ minLength: 1 });
    return key.map((value) => ({ ...row, [mkey]: value }));
  };
}
