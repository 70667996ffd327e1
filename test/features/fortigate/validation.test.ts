import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type DriftFinding, type FortiErrorCode, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();
const old = await openDevice("7.2.11");

beforeEach(async () => {
  await device.reset();
  await old.reset();
});

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("feature validation: what is wrong with an entry is listed in full, and nothing is sent", async () => {
  await using fgt = device.connect();
  const entry = { name: "x".repeat(80), type: "mask", color: 33, subnet: "192.0.2.300/24", "cache-ttl": "soon" };
  await assert.rejects(fgt.cmdb("firewall/address").create(entry as never), (error) => {
    assert.ok(isFortiError(error, "INVALID_INPUT") && error.reached === "no");
    for (const field of Object.keys(entry)) assert.ok(error.message.includes(`"${field}"`), field);
    return true;
  });
  assert.deepEqual(await device.calls(), []);
});

test("feature validation: every write is checked: create, update, set, ensure, in child tables and by monitor calls", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  const bad = { name: "web", color: 99 };
  for (const call of [
    () => addresses.create(bad),
    () => addresses.update("web", { color: 99 }),
    () => addresses.set(bad),
    () => addresses.ensure(bad),
    () => fgt.untyped().cmdb("firewall/address").create(bad),
    () => fgt.cmdb("system/global").update({ admintimeout: 9999 }),
    () => fgt.cmdb("system/global").ensure({ admintimeout: 9999 }),
    () => fgt.cmdb("router/bgp").child("neighbor").create({ ip: "192.0.2.1", weight: 99_999 }),
    () => fgt.cmdb("router/bgp").update({ neighbor: [{ ip: "192.0.2.1", weight: 99_999 }] }),
    () => fgt.monitor("user/banned/add_users").post({ ip_addresses: "192.0.2.1", expiry: "x" } as never),
    () => addresses.get("x".repeat(80)),
  ]) {
    await rejects(call(), "INVALID_INPUT");
  }
  assert.deepEqual(await device.calls(), []);
});

test("feature validation: only what the device's version has is taken", async () => {
  await using fgt = old.connect();
  await using other = device.connect();
  const [policies, newer] = [fgt.cmdb("firewall/policy"), other.cmdb("firewall/policy")];
  await policies.list();
  await newer.list();
  const { fields } = await policies.describe();
  const [added = ""] = Object.keys((await newer.describe()).fields).filter((name) => !(name in fields));
  await old.forget();
  await rejects(policies.update(1, { [added]: "x" }), "INVALID_INPUT", /FortiOS 7\.2\.11 has no field/);
  await rejects(policies.create({ name: "p", [added]: "x" }), "INVALID_INPUT", new RegExp(`"${added}"`));
  assert.deepEqual(await old.calls(), []);
});

test("feature validation: strict refuses what the catalogue does not know, known lets the device judge, off checks nothing", async () => {
  const unknown = { name: "web", "no-such-field": 1 } as never;
  await using known = device.connect();
  await known.cmdb("firewall/address").create(unknown);
  await device.reset();
  await using strict = device.connect({ validate: "strict" });
  await rejects(strict.cmdb("firewall/address").create(unknown), "INVALID_INPUT", /no-such-field/);
  assert.deepEqual(await device.calls(), []);
  await using off = device.connect({ validate: "off" });
  await rejects(off.cmdb("firewall/address").create({ name: "web", color: 99 }), "BAD_VALUE");
  assert.deepEqual(await device.calls(), ["POST /cmdb/firewall/address"]);
});

test("feature validation: one write, or one view, is checked in another way", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  const unknown = { name: "web", "no-such-field": 1 } as never;
  await rejects(addresses.create(unknown, { validate: "strict" }), "INVALID_INPUT");
  await rejects(addresses.create({ name: "web", color: 99 }, { validate: "off" }), "BAD_VALUE");
  await rejects(fgt.with({ validate: "strict" }).cmdb("firewall/address").create(unknown), "INVALID_INPUT");
  await rejects(addresses.with({ validate: "off" }).create({ name: "web", color: 99 }), "BAD_VALUE");
  await rejects(addresses.create({ name: "web", color: 99 }), "INVALID_INPUT");
});

test("feature validation: required fields", async () => {
  await using fgt = device.connect({ validate: "strict" });
  const policies = fgt.cmdb("firewall/ttl-policy");
  const { fields } = await policies.describe();
  const required = Object.keys(fields).filter((name) => fields[name]?.required && name !== "id");
  assert.ok(required.length > 2);
  await assert.rejects(policies.create({ id: 1 }), (error) => {
    assert.ok(isFortiError(error, "INVALID_INPUT"));
    for (const name of required) assert.match(error.message, new RegExp(`"${name}" is missing`));
    return true;
  });
  await rejects(
    device
      .connect()
      .cmdb("firewall/address")
      .create({ subnet: "192.0.2.1/32" } as never),
    "INVALID_INPUT",
    /"name" is missing/,
  );
  assert.deepEqual(await device.calls(), []);
});

test("feature validation: a description shows what is required, defaults, limits, options, references and secrets", async () => {
  await using fgt = device.connect();
  const { fields } = await fgt.cmdb("firewall/address").describe();
  assert.deepEqual([fields.name?.required, fields.name?.maxLength], [true, 79]);
  assert.deepEqual([fields.type?.default, fields.color?.min, fields.color?.max], ["ipmask", 0, 32]);
  assert.ok(fields.type?.options?.includes("fqdn"));
  assert.equal((await fgt.cmdb("user/local").describe()).fields.passwd?.secret, true);
  const { fields: group } = await fgt.cmdb("firewall/addrgrp").describe();
  assert.ok(group.member?.fields?.name?.refs?.includes("firewall.address.name"));
  assert.deepEqual(await device.calls(), []);
});

test("feature validation: the device's defaults are what the catalogue says", async () => {
  await using fgt = device.connect();
  for (const path of ["firewall/address", "firewall/policy", "user/local", "router/static"] as const) {
    const table = fgt.untyped().cmdb(path);
    const [defaults, { fields }] = [await table.defaults(), await table.describe()];
    const told = Object.entries(fields).filter(([name, field]) => field.default !== undefined && name in defaults);
    assert.ok(told.length > 5, path);
    for (const [name, field] of told) assert.equal(defaults[name], field.default, `${path} ${name}`);
  }
});

test("feature validation: the live schema and the catalogue agree, and drift says where they do not", async () => {
  for (const one of [device, old]) {
    await using fgt = one.connect();
    let last = 0;
    const drift = await fgt.drift({ onProgress: ({ done }) => (last = done) });
    assert.deepEqual(drift, { version: fgt.version, compared: last, findings: [], unread: [] });
    assert.ok(drift.compared > 500);
  }
});

test("feature validation: drift finds tables, fields and options that only one side has", async () => {
  await device.changeSchema({
    add: {
      "firewall/gizmo": { mkey: "name", fields: { name: {}, size: { type: "integer" } } },
      "firewall/address": { fields: { colour: {}, type: { options: ["telepathy"] } } },
    },
    hide: ["firewall/address6", "firewall/address color", "firewall/address type geography"],
  });
  await using fgt = device.connect();
  const { findings, unread } = await fgt.drift();
  const expected: DriftFinding[] = [
    { only: "device", what: "field", path: "firewall/address", field: "colour" },
    { only: "catalogue", what: "field", path: "firewall/address", field: "color" },
    { only: "device", what: "option", path: "firewall/address", field: "type", option: "telepathy" },
    { only: "catalogue", what: "option", path: "firewall/address", field: "type", option: "geography" },
    { only: "catalogue", what: "table", path: "firewall/address6" },
    { only: "device", what: "table", path: "firewall/gizmo" },
  ];
  assert.deepEqual([findings, unread], [expected, []]);
  const few = await fgt.drift({ paths: ["firewall/gizmo", "firewall/addrgrp"] });
  assert.deepEqual([few.compared, few.findings], [1, [{ only: "device", what: "table", path: "firewall/gizmo" }]]);
  await rejects(fgt.drift({ paths: ["firewall/gadget"] }), "INVALID_INPUT", /"firewall\/gadget"/);
});

test("feature validation: what only the device has is used all the same", async () => {
  await device.changeSchema({
    add: {
      "firewall/gizmo": { mkey: "code", fields: { code: {}, size: { type: "integer" } } },
      "firewall/address": { fields: { colour: {} } },
    },
  });
  await using fgt = device.connect();
  const gizmos = fgt.untyped().cmdb("firewall/gizmo", { mkey: "code" });
  assert.equal((await gizmos.ensure({ code: "g", size: 3 })).action, "created");
  assert.equal((await gizmos.ensure({ code: "g", size: 3 })).action, "unchanged");
  assert.equal((await gizmos.schema()).mkey, "code");
  await fgt.cmdb("firewall/address").create({ name: "web", colour: "red" } as never);
  assert.equal((await fgt.untyped().cmdb("firewall/address").get("web")).colour, "red");
});

test("feature validation: drift ends with its signal, and asks for no more schemas at a time than it may", async () => {
  await using fgt = device.connect();
  const cancel = new AbortController();
  let seen = 0;
  const running = fgt.drift({
    signal: cancel.signal,
    concurrency: 3,
    onProgress: () => {
      seen += 1;
      if (seen === 10) cancel.abort();
    },
  });
  await rejects(running, "ABORTED");
  assert.ok((await device.requests()).length <= 1 + 10 + 3);
});
