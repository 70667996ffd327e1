import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "./registry.ts";
import type { CallEntry, CmdbEntry } from "./types.ts";
import { type Issue, validateCall, validateEntry } from "./validate.ts";

const address = (await fortios.load("cmdb", "firewall/address")) as CmdbEntry;
const group = (await fortios.load("cmdb", "firewall/addrgrp")) as CmdbEntry;
const policy = (await fortios.load("cmdb", "firewall/policy")) as CmdbEntry;
const port = (await fortios.load("cmdb", "system/interface")) as CmdbEntry;
const user = (await fortios.load("cmdb", "user/local")) as CmdbEntry;

function create(entry: CmdbEntry, value: unknown, version = "7.6.5", strict = false): Issue[] {
  return validateEntry(entry, value, { mode: "create", version, strict });
}

function update(entry: CmdbEntry, value: unknown, version = "7.6.5", strict = false): Issue[] {
  return validateEntry(entry, value, { mode: "update", version, strict });
}

function only(issues: readonly Issue[]): Issue {
  assert.equal(issues.length, 1, JSON.stringify(issues));
  return issues[0] as Issue;
}

test("a good entry has no issues", () => {
  const value = { name: "web", type: "ipmask", subnet: "192.0.2.5 255.255.255.255", color: 3, comment: "" };
  assert.deepEqual(create(address, value), []);
  assert.deepEqual(create(address, value, "7.2.4", true), []);
  assert.deepEqual(create(group, { name: "g", member: [{ name: "web", q_origin_key: "web" }] }, "7.6.5", true), []);
});

test("a table's key is needed to create, not to update", () => {
  const issue = only(create(address, { subnet: "192.0.2.0/24" }));
  assert.deepEqual(issue.path, ["name"]);
  assert.equal(issue.code, "required");
  assert.equal(issue.message, 'Field "name" is missing: give it a value');
  assert.deepEqual(update(address, { subnet: "192.0.2.0/24" }), []);
  assert.equal(only(create(address, { name: "" })).message, 'Field "name" is empty: give it a value');
  assert.deepEqual(create(policy, { action: "accept" }), [], "the device numbers policies itself");
});

test("only strict insists on what the sources merely call required", () => {
  const codes = create(policy, { name: "p" }, "7.6.5", true).map(({ code, path }) => `${code} ${path}`);
  assert.deepEqual(codes, ["required dstintf", "required srcintf"]);
});

test("unknown fields pass, unless strict; then the nearest name is offered", () => {
  assert.deepEqual(create(address, { name: "web", "new-in-8-2": 1 }), []);
  const issue = only(create(address, { name: "web", assoicated_interface: "port1" }, "7.6.5", true));
  assert.equal(issue.code, "unknown-field");
  assert.deepEqual(issue.path, ["assoicated_interface"]);
  assert.equal(issue.message, 'There is no field "assoicated_interface": did you mean "associated-interface"?');
  assert.match(only(create(address, { name: "web", zzz: 1 }, "7.6.5", true)).message, /"zzz": leave it out$/);
});

test("a field of another version is refused with its versions", () => {
  const issue = only(create(address, { name: "web", "hw-model": "x" }, "7.2.4"));
  assert.equal(issue.code, "not-in-version");
  assert.equal(issue.message, 'FortiOS 7.2.4 has no field "hw-model" (it is there since 7.4.0): leave it out');
  assert.deepEqual(create(address, { name: "web", "hw-model": "x" }, "7.4.0"), []);
  assert.deepEqual(validateEntry(address, { name: "web", "hw-model": "x" }, { mode: "create" }), []);
});

test("a read-only field passes, so that what was read can be written back; strict refuses it", () => {
  assert.deepEqual(update(address, { name: "web", obsolete: 0 }), []);
  assert.deepEqual(update(port, { "swc-vlan": 0, ipv6: { "cli-conn6-status": 0 } }), []);
  const issue = only(update(address, { obsolete: 0 }, "7.6.5", true));
  assert.equal(issue.code, "read-only");
  assert.match(issue.message, /"obsolete" is read-only: leave it out/);
});

test("options are listed by version, and the nearest is offered", () => {
  const unknown = only(create(address, { name: "web", type: "ipmsk" }, "7.2.4"));
  assert.equal(unknown.code, "not-an-option");
  assert.match(unknown.message, /^Field "type" can be "ipmask", .*, not "ipmsk"; did you mean "ipmask"\?$/);
  assert.doesNotMatch(unknown.message, /route-tag/);
  const later = only(create(address, { name: "web", type: "route-tag" }, "7.2.4"));
  assert.match(
    later.message,
    /cannot be "route-tag": FortiOS 7.2.4 does not have it \(since 7.4.0\); it can be "ipmask"/,
  );
});

test("each word of several options is checked", () => {
  assert.deepEqual(update(port, { allowaccess: "ping https ssh" }), []);
  assert.deepEqual(update(port, { allowaccess: "" }), []);
  assert.match(only(update(port, { allowaccess: "ping htps" })).message, /not "htps"; did you mean "https"\?$/);
  assert.match(only(update(port, { allowaccess: ["ping"] })).message, /one text with spaces between the values$/);
});

test("lengths and ranges are checked, numbers may come as text", () => {
  assert.equal(only(create(address, { name: "x".repeat(80) })).code, "too-long");
  assert.deepEqual(create(address, { name: "é".repeat(79) }), []);
  assert.equal(
    only(create(address, { name: "web", color: 33 })).message,
    'Field "color" must be from 0 to 32, not "33"',
  );
  assert.deepEqual(create(address, { name: "web", color: "32" }), []);
  assert.equal(only(create(address, { name: "web", color: "red" })).code, "wrong-type");
  assert.equal(only(create(address, { name: "web", color: 1.5 })).code, "wrong-type");
});

test("a default is right even outside its own limits", () => {
  const relay = port.fields["dhcp-relay-vrf-select"];
  assert.deepEqual([relay?.default, relay?.min], [-1, 0]);
  assert.deepEqual(update(port, { "dhcp-relay-vrf-select": -1 }), []);
  assert.equal(only(update(port, { "dhcp-relay-vrf-select": -2 })).code, "out-of-range");
});

test("true and false are never right: the message says what is", () => {
  assert.equal(only(update(policy, { nat: true })).message, 'Field "nat" must be "enable" or "disable"');
  assert.equal(only(update(address, { comment: false })).message, 'Field "comment" must be a text');
  assert.equal(only(update(address, { color: null })).message, 'Field "color" must be a number');
});

test("child tables are lists of objects with their key", () => {
  assert.equal(
    only(update(group, { member: "web" })).message,
    'Field "member" must be a list of objects: [{ "name": ... }]',
  );
  assert.equal(only(update(group, { member: ["web"] })).message, 'Entry 1 of "member" must be an object');
  const missing = only(update(group, { member: [{ name: "web" }, {}] }));
  assert.deepEqual([missing.code, missing.path], ["required", ["member", 1, "name"]]);
  const long = only(update(group, { member: [{ name: "x".repeat(80) }] }));
  assert.deepEqual([long.code, long.path], ["too-long", ["member", 0, "name"]]);
  const unknown = only(update(group, { member: [{ name: "web", nmae: 1 }] }, "7.6.5", true));
  assert.deepEqual([unknown.code, unknown.path], ["unknown-field", ["member", 0, "nmae"]]);
});

test("nested objects are checked, and need not be complete", () => {
  assert.deepEqual(update(port, { ipv6: { "ip6-address": "2001:db8::1/64" } }), []);
  const issue = only(update(port, { ipv6: { "ip6-mode": "nonsense" } }));
  assert.deepEqual(issue.path, ["ipv6", "ip6-mode"]);
  assert.equal(only(update(port, { ipv6: "::1" })).message, 'Field "ipv6" must be an object');
});

test("a field that changed its type is checked by version", async () => {
  const local = (await fortios.load("cmdb", "firewall/local-in-policy")) as CmdbEntry;
  assert.deepEqual(update(local, { intf: "any" }, "7.2.4"), []);
  assert.deepEqual(update(local, { intf: [{ name: "any" }] }, "7.4.3"), []);
  assert.equal(only(update(local, { intf: [{ name: "any" }] }, "7.2.4")).code, "wrong-type");
  assert.equal(only(update(local, { intf: "any" }, "7.4.3")).code, "wrong-type");
  assert.deepEqual(validateEntry(local, { intf: "any" }, { mode: "update" }), [], "without a version both are right");
});

test("addresses are checked lightly", () => {
  for (const subnet of ["192.0.2.5 255.255.255.255", "192.0.2.0/24", "192.0.2.5", ""]) {
    assert.deepEqual(update(address, { subnet }), [], subnet);
  }
  for (const subnet of ["192.0.2.300", "192.0.2.0/33", "web", "2001:db8::1", "1.2.3.4 255.0.0.0 x"]) {
    assert.equal(only(update(address, { subnet })).code, "wrong-format", subnet);
  }
  assert.match(only(update(address, { "start-ip": "192.0.2" })).message, /must be an IPv4 address such as 192.0.2.1/);
  assert.equal(only(update(address, { uuid: "1234" })).code, "wrong-format");
  assert.equal(only(update(port, { macaddr: "00:11:22" })).code, "wrong-format");
});

test("all issues are found at once", () => {
  const issues = create(address, { color: 99, type: "x", zzz: 1, subnet: 5.5 }, "7.6.5", true);
  assert.deepEqual(
    new Set(issues.map(({ code }) => code)),
    new Set(["required", "out-of-range", "not-an-option", "unknown-field", "wrong-format"]),
  );
});

test("the value of a secret never gets into a message", () => {
  const secret = "correct horse battery staple".repeat(10);
  const [issue] = create(user, { name: "u", passwd: secret });
  assert.equal(issue?.code, "too-long");
  assert.doesNotMatch(JSON.stringify(create(user, { name: "u", passwd: [secret], "ppk-secret": { secret } })), /horse/);
  assert.deepEqual(create(user, { name: "u", passwd: `ENC ${"x".repeat(500)}` }), [], "what the device shows");
});

test("a table or object that cannot be written says so", async () => {
  const countries = (await fortios.load("cmdb", "firewall/country")) as CmdbEntry;
  assert.equal(
    only(create(countries, { id: 1 })).message,
    "Nothing in firewall/country can be created through the API",
  );
  const summary = (await fortios.load("cmdb", "firewall/vendor-mac-summary")) as CmdbEntry;
  assert.equal(only(create(summary, {})).code, "read-only");
});

test("a table of another version says so", async () => {
  const old = (await fortios.load("cmdb", "firewall/policy46")) as CmdbEntry;
  const issue = only(create(old, { policyid: 1 }));
  assert.equal(issue.code, "not-in-version");
  assert.match(issue.message, /^FortiOS 7.6.5 has no firewall\/policy46 \(it is there until 7.0.0\)$/);
});

test("what is no object is one issue", () => {
  for (const value of [undefined, null, "web", 5, []]) {
    const issue = only(create(address, value));
    assert.deepEqual(issue.path, []);
    assert.match(issue.message, /must be an object/);
  }
});

test("names of the language's own objects are only names", () => {
  const value = JSON.parse('{ "name": "web", "constructor": "x", "__proto__": { "color": 99 } }');
  assert.deepEqual(create(address, value), []);
  assert.deepEqual(new Set(create(address, value, "7.6.5", true).map(({ code }) => code)), new Set(["unknown-field"]));
});

test("parameters of calls: required, types, options, unknown", async () => {
  const ban = (await fortios.load("monitor", "user/banned/add_users")) as CallEntry;
  assert.deepEqual(validateCall(ban, { body: { ip_addresses: ["203.0.113.9"], expiry: 0 } }), []);
  assert.deepEqual(only(validateCall(ban, {})).path, ["body", "ip_addresses"]);
  assert.equal(
    only(validateCall(ban, { body: { ip_addresses: "203.0.113.9" } })).message,
    'Parameter "ip_addresses" must be a list',
  );
  assert.equal(only(validateCall(ban, { body: { ip_addresses: [], expiry: "soon" } })).code, "wrong-type");
  assert.deepEqual(validateCall(ban, { body: { ip_addresses: [], expire: 5 } }), []);
  const unknown = only(validateCall(ban, { body: { ip_addresses: [], expirry: 5 } }, { strict: true }));
  assert.equal(unknown.message, 'There is no parameter "expirry": did you mean "expiry"?');

  const counters = (await fortios.load("monitor", "firewall/policy")) as CallEntry;
  assert.deepEqual(validateCall(counters, { query: { ip_version: "ipv4", policyid: "1" } }), []);
  assert.match(only(validateCall(counters, { query: { ip_version: "ipv5" } })).message, /one of "ipv4", "ipv6"/);

  const log = (await fortios.load("log", "disk/virus")) as CallEntry;
  assert.deepEqual(validateCall(log, { query: { filter: ["srcip==192.0.2.1", "action==blocked"], rows: 10 } }), []);
  assert.equal(only(validateCall(log, { query: { is_ha_member: "perhaps" } })).code, "wrong-type");

  const backup = (await fortios.load("monitor", "system/config/backup")) as CallEntry;
  assert.deepEqual(validateCall(backup, { query: { scope: "global" } }), [], "older versions take it in the query");
});
