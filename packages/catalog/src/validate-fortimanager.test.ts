import assert from "node:assert/strict";
import { test } from "node:test";
import { fortianalyzer } from "./fortianalyzer.ts";
import { fortimanager } from "./fortimanager/registry.ts";
import type { ObjectEntry, RpcEntry } from "./json-rpc/types.ts";
import type { Field } from "./types.ts";
import { type Issue, validateEntry, validateParams } from "./validate.ts";
import { mayExist } from "./versions.ts";

const address = (await fortimanager.load("object", "firewall/address")) as ObjectEntry;
const group = (await fortimanager.load("object", "firewall/addrgrp")) as ObjectEntry;
const policy = (await fortimanager.load("object", "pkg/firewall/policy")) as ObjectEntry;
const global = (await fortimanager.load("object", "cli/global/system/global")) as ObjectEntry;
const install = (await fortimanager.load("call", "securityconsole/install/package")) as RpcEntry;

function create(entry: ObjectEntry, value: unknown, strict = false, version = "7.4.1"): Issue[] {
  return validateEntry(entry, value, { mode: "create", version, strict });
}

function update(entry: ObjectEntry, value: unknown, strict = false, version = "7.4.1"): Issue[] {
  return validateEntry(entry, value, { mode: "update", version, strict });
}

function only(issues: readonly Issue[]): Issue {
  assert.equal(issues.length, 1, JSON.stringify(issues));
  return issues[0] as Issue;
}

test("a good object has no issues, in whatever form FortiManager takes it", () => {
  for (const subnet of [["192.0.2.5", "255.255.255.255"], "192.0.2.5/32", ["192.0.2.5/32"]]) {
    const value = { name: "web", type: "ipmask", subnet, "associated-interface": "any", comment: "", color: 3 };
    assert.deepEqual(create(address, value, true), []);
  }
  assert.deepEqual(create(group, { name: "g", member: ["web", "db"] }, true), []);
  assert.deepEqual(create(group, { name: "g", member: "web" }, true), []);
});

test("options are named or numbered", () => {
  assert.deepEqual(create(address, { name: "web", type: 0, "allow-routing": 1 }, true), []);
  assert.deepEqual(create(address, { name: "web", type: "2" }, true), []);
  const issue = only(create(address, { name: "web", type: "ipmsk" }));
  assert.equal(issue.code, "not-an-option");
  assert.match(issue.message, /^Field "type" can be "ipmask", .*, not "ipmsk"; did you mean "ipmask"\?$/);
  assert.deepEqual(update(global, { "workspace-mode": "workflow" }), []);
  assert.deepEqual(update(global, { "workspace-mode": 2 }), []);
});

test("each value of a list is checked", async () => {
  const port = (await fortimanager.load("object", "cli/global/system/interface")) as ObjectEntry;
  assert.deepEqual(update(port, { allowaccess: ["ping", "https"] }), []);
  assert.deepEqual(update(port, { allowaccess: "ping" }), []);
  assert.deepEqual(update(port, { allowaccess: 3 }), []);
  const issue = only(update(port, { allowaccess: ["ping", "htps"] }));
  assert.deepEqual([issue.code, issue.path], ["not-an-option", ["allowaccess", 1]]);
  const members = only(update(group, { member: [{ name: "web" }] }));
  assert.deepEqual([members.code, members.path], ["wrong-type", ["member", 0]]);
  assert.equal(members.message, 'Field "member" must be a list of texts');
});

test("a table's key is needed to create, unless the device counts", () => {
  const issue = only(create(address, { subnet: "192.0.2.0/24" }));
  assert.deepEqual([issue.code, issue.path], ["required", ["name"]]);
  assert.equal(only(create(address, { name: "" })).code, "required");
  assert.equal(only(create(address, { name: null })).code, "required");
  assert.deepEqual(update(address, { subnet: "192.0.2.0/24" }), []);
  assert.deepEqual(create(policy, { action: "accept" }), []);
});

test("what FortiManager answers can be written back", () => {
  const answer = {
    name: "web",
    subnet: ["192.0.2.5", "255.255.255.255"],
    "associated-interface": ["any"],
    comment: null,
    dynamic_mapping: null,
    list: [],
    tagging: null,
    oid: 5210,
    uuid: "00000000-0000-0000-0000-000000000000",
    "_created timestamp": 1700000000,
  };
  assert.deepEqual(update(address, answer, true), []);
});

test("mappings are checked inside, and one may stand without a list", () => {
  const mapping = { _scope: [{ name: "fgt", vdom: "root" }], subnet: "192.0.2.0/24" };
  assert.deepEqual(update(address, { dynamic_mapping: [mapping] }, true), []);
  assert.deepEqual(update(address, { dynamic_mapping: mapping }, true), []);
  const wrong = only(update(address, { dynamic_mapping: [{ ...mapping, type: "x" }] }));
  assert.deepEqual([wrong.code, wrong.path], ["not-an-option", ["dynamic_mapping", 0, "type"]]);
  const unknown = only(update(address, { dynamic_mapping: [{ ...mapping, subnett: 1 }] }, true));
  assert.equal(unknown.message, 'There is no field "subnett": did you mean "subnet"?');
  assert.equal(only(update(address, { dynamic_mapping: ["fgt"] })).code, "wrong-type");
  assert.equal(
    only(update(address, { dynamic_mapping: "fgt" })).message,
    'Field "dynamic_mapping" must be a list of objects',
  );
});

test("limits and formats are FortiOS's: only strict holds an object to them", () => {
  const value = { name: "x".repeat(80), color: 99, "start-ip": "nowhere" };
  assert.deepEqual(create(address, value), []);
  assert.deepEqual(
    new Set(create(address, value, true).map(({ code }) => code)),
    new Set(["too-long", "out-of-range", "wrong-format"]),
  );
});

test("that a list holds numbers is FortiOS's as well", async () => {
  const options = (await fortimanager.load("object", "firewall/profile-protocol-options/http")) as ObjectEntry;
  assert.deepEqual(update(options, { ports: [80, "8080"] }, true), []);
  assert.deepEqual(update(options, { ports: ["80-90"] }), []);
  assert.equal(only(update(options, { ports: ["80-90"] }, true)).code, "wrong-type");
  assert.equal(only(update(address, { color: "red" })).code, "wrong-type");
});

test("a variable may stand for any value", () => {
  assert.deepEqual(create(address, { name: "web", subnet: "$(branch)/24", color: "$(color)" }, true), []);
});

test("a field of another version is refused with its versions", () => {
  const issue = only(create(address, { name: "web", "route-tag": 1 }, false, "7.2.4"));
  assert.equal(issue.message, 'FortiManager 7.2.4 has no field "route-tag" (it is there since 7.4.0): leave it out');
});

test("unknown fields pass, unless strict; where not all fields are known, they always do", async () => {
  assert.deepEqual(create(address, { name: "web", "new-in-8": 1 }), []);
  assert.equal(only(create(address, { name: "web", "new-in-8": 1 }, true)).code, "unknown-field");
  const script = (await fortimanager.load("object", "fmg/script")) as ObjectEntry;
  assert.equal(script.partial, true);
  assert.deepEqual(create(script, { name: "s", desc: "x", target: 1 }, true), []);
});

test("true and objects are no values", () => {
  assert.equal(only(update(policy, { nat: true })).message, 'Field "nat" must be "enable" or "disable"');
  assert.equal(only(update(address, { fqdn: {} })).message, 'Field "fqdn" must be a text');
});

test("an object that cannot be written says so", () => {
  const plain = { path: "x", kind: "table", mkey: "id", methods: ["get"], urls: ["x"], fields: {} } as const;
  assert.equal(only(create(plain, {})).message, "Nothing in x can be created through the API");
});

test("parameters of a call are checked in their data", () => {
  const data = { adom: "root", pkg: "default", scope: [{ name: "fgt", vdom: "root" }], flags: ["preview"] };
  assert.deepEqual(
    validateParams(install, "exec", { url: "securityconsole/install/package", data }, { strict: true }),
    [],
  );
  assert.deepEqual(validateParams(install, "exec", { data: { ...data, flags: "preview" } }), []);
  const issue = only(validateParams(install, "exec", { data: { ...data, flags: ["preveiw"] } }));
  assert.deepEqual([issue.code, issue.path], ["not-an-option", ["data", "flags", 0]]);
  assert.match(issue.message, /did you mean "preview"\?$/);
  const unknown = only(validateParams(install, "exec", { data: { ...data, package: "x" } }, { strict: true }));
  assert.deepEqual(unknown.path, ["data", "package"]);
  assert.equal(
    only(validateParams(install, "get", {})).message,
    "There is no get of securityconsole/install/package: it takes exec",
  );
});

test("what a call has by version is checked, and what it requires by strict", async () => {
  const preview = (await fortimanager.load("call", "securityconsole/install/preview")) as RpcEntry;
  const data = { scope: [{ name: "fgt", vdom: "root" }] };
  assert.match(
    only(validateParams(preview, "exec", { data }, { version: "7.2.5" })).message,
    /^Version 7\.2\.5 has no field "scope" \(it is there since 7\.4\.4\)/,
  );
  const upgrade = (await fortimanager.load("call", "dvmdb/_upgrade")) as RpcEntry;
  assert.equal(only(validateParams(upgrade, "exec", {}, { version: "7.2.5" })).code, "not-in-version");
  const search = (await fortianalyzer.load("logview/adom/{adom}/logsearch")) as RpcEntry;
  assert.deepEqual(validateParams(search, "add", { apiver: 3 }), []);
  const missing = validateParams(search, "add", { apiver: 3 }, { strict: true });
  assert.deepEqual(
    missing.flatMap(({ path }) => path),
    ["device", "logtype", "time-range"],
  );
});

test("each of the 1,281 objects takes its own defaults, in every version", async () => {
  let checked = 0;
  for (const { path } of fortimanager.rows("object")) {
    const entry = (await fortimanager.load("object", path)) as ObjectEntry;
    if (!entry.methods.includes("update")) continue;
    for (const version of ["7.2", "7.4", "7.6", undefined].filter((one) => mayExist(entry.versions, one))) {
      const value = defaultsOf(entry.fields, version);
      assert.deepEqual(validateEntry(entry, value, { mode: "update", version, strict: true }), [], path);
      checked += 1;
    }
  }
  assert.ok(checked > 4_000, String(checked));
});

function defaultsOf(fields: Readonly<Record<string, Field>>, version: string | undefined): Record<string, unknown> {
  const there = Object.entries(fields).filter(([, field]) => mayExist(field.versions, version));
  const values = there.map(([name, field]) => [name, defaultOf(field, version)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function defaultOf(field: Field, version: string | undefined): unknown {
  if (field.type === "table") return [defaultsOf(field.fields ?? {}, version)];
  if (field.type === "object") return defaultsOf(field.fields ?? {}, version);
  return field.list && field.default !== undefined ? String(field.default).split(" ") : field.default;
}
