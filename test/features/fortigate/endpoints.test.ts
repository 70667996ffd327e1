import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fortios, isInVersion } from "@fortiweave/catalog";
import { type FortiErrorCode, type FortiGate, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const VERSIONS = ["7.2.11", "7.4.8", "7.6.5"] as const;
const devices = new Map(
  await Promise.all(VERSIONS.map(async (version) => [version, await openDevice(version)] as const)),
);
const device = devices.get("7.6.5") ?? (await openDevice());
const web = { name: "web", subnet: "192.0.2.1 255.255.255.255" } as const;

beforeEach(() => device.reset());

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

async function addPolicies(fgt: FortiGate, count: number): Promise<void> {
  for (let policyid = 1; policyid <= count; policyid += 1) {
    await fgt.cmdb("firewall/policy").create({
      policyid,
      name: `p${policyid}`,
      srcintf: [{ name: "port1" }],
      dstintf: [{ name: "port2" }],
      srcaddr: [{ name: "all" }],
      dstaddr: [{ name: "all" }],
      service: [{ name: "ALL" }],
      schedule: "always",
    });
  }
}

test("feature endpoints: cmdb tables are listed, read, found, created, updated and deleted", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  assert.deepEqual(await addresses.create(web), { mkey: "web", changed: true });
  assert.equal((await addresses.get("web")).subnet, web.subnet);
  assert.equal((await addresses.find("web"))?.name, "web");
  assert.equal(await addresses.find("nope"), undefined);
  assert.ok((await addresses.list()).some(({ name }) => name === "web"));
  assert.deepEqual(await addresses.update("web", { comment: "x" }), { mkey: "web", changed: true });
  assert.equal((await addresses.get("web")).comment, "x");
  assert.deepEqual(await addresses.delete("web"), { mkey: "web", changed: true });
  await rejects(addresses.get("web"), "NOT_FOUND");
  await rejects(addresses.update("web", { comment: "y" }), "NOT_FOUND");
  await rejects(addresses.delete("web"), "NOT_FOUND");
});

test("feature endpoints: cmdb set creates and updates, ensure and absent change only what must change", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  await addresses.set(web);
  await addresses.set({ ...web, comment: "x" });
  assert.equal((await addresses.get("web")).comment, "x");
  assert.equal((await addresses.ensure({ ...web, comment: "x" })).changed, false);
  const { changed, diff } = await addresses.ensure({ ...web, comment: "y" });
  assert.deepEqual([changed, diff], [true, [{ field: "comment", before: "x", after: "y" }]]);
  assert.equal((await addresses.absent("web")).changed, true);
  assert.equal((await addresses.absent("web")).changed, false);
});

test("feature endpoints: cmdb exists tells absence from every other failure", async () => {
  await using fgt = device.connect({ retry: { maxRetries: 0 } });
  const addresses = fgt.cmdb("firewall/address");
  assert.equal(await addresses.exists("all"), true);
  assert.equal(await addresses.exists("web"), false);
  for (const [fault, code] of [
    [{ kind: "status", status: 500 }, "DEVICE_ERROR"],
    [{ kind: "drop" }, "NETWORK"],
    [{ kind: "not-json" }, "BAD_RESPONSE"],
    [{ kind: "html", status: 403 }, "FORBIDDEN"],
  ] as const) {
    await device.fault({ ...fault, times: 1 });
    await rejects(addresses.exists("all"), code);
  }
});

test("feature endpoints: cmdb entries are moved, and moving to where one stands changes nothing", async () => {
  await using fgt = device.connect();
  await addPolicies(fgt, 4);
  const policies = fgt.cmdb("firewall/policy");
  const order = async () => (await policies.list({ fields: ["policyid"] })).map(({ policyid }) => policyid);
  assert.deepEqual(await policies.move(4, { before: 1 }), { mkey: 4, changed: true });
  assert.deepEqual(await order(), [4, 1, 2, 3]);
  assert.deepEqual(await policies.move(4, { after: 2 }), { mkey: 4, changed: true });
  assert.deepEqual(await order(), [1, 2, 4, 3]);
  await device.forget();
  assert.deepEqual(await policies.move(4, { before: 3 }), { mkey: 4, changed: false });
  assert.ok((await device.requests()).every(({ method, url }) => method === "GET" && url.includes("format=policyid")));
});

test("feature endpoints: cmdb entries are cloned under a key of their own", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  await addresses.create({ ...web, comment: "original" });
  assert.deepEqual(await addresses.clone("web", "web/copy 2"), { mkey: "web/copy 2", changed: true });
  assert.equal((await addresses.get("web/copy 2")).comment, "original");
  await rejects(addresses.clone("web", "all"), "DUPLICATE");
  await rejects(addresses.clone("nope", "other"), "NOT_FOUND");
  await addPolicies(fgt, 1);
  assert.equal((await fgt.cmdb("firewall/policy").clone(1, 10)).mkey, 10);
});

test("feature endpoints: cmdb defaults and schema are the device's, the description is the catalogue's", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  const [defaults, schema] = [await addresses.defaults(), await addresses.schema()];
  assert.deepEqual([defaults.type, defaults.color], ["ipmask", 0]);
  assert.deepEqual([schema.mkey, schema.children?.name?.size], ["name", 79]);
  assert.ok(schema.children?.type?.options?.some(({ name }) => name === "fqdn"));
  await device.forget();
  const { fields, mkey } = await addresses.describe();
  assert.deepEqual([mkey, fields.type?.default, fields.color?.max], ["name", "ipmask", 32]);
  assert.deepEqual(await device.calls(), []);
  const global = fgt.cmdb("system/global");
  assert.equal((await global.defaults()).admintimeout, (await global.describe()).fields.admintimeout?.default);
});

test("feature endpoints: cmdb child tables have handles of their own, at any depth", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/addrgrp").create({ name: "a/b", member: [{ name: "all" }, { name: "none" }] });
  const members = fgt.cmdb("firewall/addrgrp").child("a/b", "member");
  assert.deepEqual(
    (await members.list()).map(({ name }) => name),
    ["all", "none"],
  );
  await members.delete("none");
  assert.equal(await members.exists("none"), false);
  const neighbors = fgt.cmdb("router/bgp").child("neighbor");
  await fgt.cmdb("router/route-map").create({ name: "m" });
  await fgt.cmdb("router/bgp").set({ as: "65000" });
  await neighbors.create({ ip: "192.0.2.1", "remote-as": "65001", weight: 5 });
  await neighbors.update("192.0.2.1", { weight: 7 });
  assert.equal((await neighbors.ensure({ ip: "192.0.2.1", weight: 7 })).changed, false);
  const advertised = neighbors.child("192.0.2.1", "conditional-advertise");
  await advertised.create({ "advertise-routemap": "m", "condition-type": "non-exist" });
  assert.equal((await advertised.get("m"))["condition-type"], "non-exist");
  assert.equal((await neighbors.get("192.0.2.1")).weight, 7);
});

test("feature endpoints: cmdb nested objects have handles of their own", async () => {
  await using fgt = device.connect();
  const guard = fgt.cmdb("webfilter/profile").nested("default", "ftgd-wf");
  await guard.update({ "exempt-quota": "17" });
  assert.equal((await guard.get())["exempt-quota"], "17");
  await guard.child("filters").create({ id: 201, category: 26, action: "block" });
  assert.equal((await guard.child("filters").get(201)).action, "block");
});

test("feature endpoints: cmdb queries of the device's own: with_meta and datasource, for lists and entries", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/address").create(web);
  await fgt.cmdb("firewall/addrgrp").create({ name: "g", member: [{ name: "web" }] });
  const withMeta = await fgt
    .untyped()
    .cmdb("firewall/address")
    .get("web", { query: { with_meta: true } });
  assert.equal(withMeta.q_ref, 1);
  const [row] = await fgt
    .untyped()
    .cmdb("firewall/addrgrp")
    .list({ query: { datasource: true } });
  assert.match(JSON.stringify(row), /"datasource":"firewall.address.name"/);
});

test("feature endpoints: cmdb names are the device's own, with dashes and underscores as they are", async () => {
  await using fgt = device.connect();
  const odd = { name: "odd", "start-ip": "192.0.2.1", start_ip: "x", "end-ip": "192.0.2.9", type: "iprange" };
  await fgt.untyped().cmdb("firewall/address").create(odd);
  const [sent] = (await device.requests()).map(({ body }) => body);
  assert.deepEqual(sent, odd);
});

for (const [version, of] of devices) {
  test(`feature endpoints: cmdb ${version} has every table and object that the catalogue gives it, and answers for each`, async () => {
    await using fgt = of.connect({ vdom: "root" });
    const untyped = fgt.untyped();
    const rows = fortios.rows("cmdb");
    const [has, lacks] = [true, false].map((is) =>
      rows.filter(({ versions }) => isInVersion(versions, version) === is),
    );
    assert.ok(has !== undefined && has.length > 500 && lacks !== undefined);
    for (const { path, kind } of has) {
      const handle = kind === "object" ? untyped.cmdb(path, { kind }) : untyped.cmdb(path);
      const [defaults, schema, { fields }] = [await handle.defaults(), await handle.schema(), await handle.describe()];
      if ("list" in handle) assert.ok(Array.isArray(await handle.list({ count: 3 })), path);
      else assert.equal(typeof (await handle.get()), "object", path);
      const known = Object.keys(fields);
      assert.deepEqual(
        Object.keys(defaults).filter((name) => !known.includes(name)),
        [],
        path,
      );
      assert.deepEqual(
        Object.keys(schema.children ?? {}).filter((name) => !known.includes(name)),
        [],
        path,
      );
    }
    for (const { path, kind } of lacks) {
      const handle = kind === "object" ? untyped.cmdb(path, { kind }) : untyped.cmdb(path);
      await rejects(handle.schema(), "NOT_FOUND");
    }
  });
}
