import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDefaultTransport } from "@fortiweave/core";
import { type FortiGate, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();
const old = await openDevice("7.2.11");

beforeEach(async () => {
  await device.reset();
  await old.reset();
});

type Entry = Record<string, unknown>;

/** Ensures an entry, and then each other way to say the same, which must write nothing. */
async function same(fgt: FortiGate, path: string, first: Entry, ...others: Entry[]): Promise<void> {
  const table = fgt.untyped().cmdb(path);
  await table.ensure(first);
  await device.forget();
  for (const entry of [first, ...others]) {
    const { action, changed, diff } = await table.ensure(entry);
    assert.deepEqual([action, changed, diff], ["unchanged", false, []], `${path} ${JSON.stringify(entry)}`);
  }
  assert.ok((await device.requests()).every(({ method }) => method === "GET"));
}

test("feature ensure: an entry is created, changed where it differs, and left alone when it does not", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  const created = await addresses.ensure({ name: "web", subnet: "10.0.0.5/32" });
  assert.deepEqual([created.action, created.changed, created.before], ["created", true, undefined]);
  await addresses.update("web", { comment: "by hand" });
  await device.forget();
  const updated = await addresses.ensure({ name: "web", subnet: "10.0.0.6/32", color: 0 });
  assert.deepEqual([updated.action, updated.changed], ["updated", true]);
  assert.deepEqual(updated.diff, [
    { field: "subnet", before: "10.0.0.5 255.255.255.255", after: "10.0.0.6 255.255.255.255" },
  ]);
  assert.equal(updated.after.comment, "by hand");
  const put = (await device.requests()).find(({ method }) => method === "PUT");
  assert.deepEqual(put?.body, { subnet: "10.0.0.6/32" });
  assert.equal((await addresses.ensure({ name: "web", subnet: "10.0.0.6/32" })).action, "unchanged");
});

test("feature ensure: absent removes once, and says what was there", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/address").create({ name: "web", comment: "x" });
  const { changed, before } = await fgt.cmdb("firewall/address").absent("web");
  assert.deepEqual([changed, before?.comment], [true, "x"]);
  assert.deepEqual(await fgt.cmdb("firewall/address").absent("web"), { changed: false, before: undefined });
});

test("feature ensure: the order of members, words and entries makes no difference, but where it has a meaning", async () => {
  await using fgt = device.connect();
  for (const name of ["a", "b"]) await fgt.cmdb("firewall/address").create({ name });
  const [a, b] = [{ name: "a" }, { name: "b" }];
  await same(
    fgt,
    "firewall/addrgrp",
    { name: "g", member: [a, b] },
    { name: "g", member: [b, a] },
    { name: "g", member: ["b", "a"] },
  );
  await same(
    fgt,
    "system/interface",
    { name: "port3", allowaccess: "ping https ssh" },
    { name: "port3", allowaccess: "ssh ping https" },
  );
  const sdwan = fgt.cmdb("system/sdwan");
  await sdwan.ensure({
    service: [
      { id: 1, name: "voice" },
      { id: 2, name: "rest" },
    ],
  });
  const { diff } = await sdwan.ensure({ service: [{ id: 2 }, { id: 1 }] });
  assert.deepEqual(
    diff.map(({ field }) => field),
    ["service"],
    "the first rule that matches counts",
  );
  assert.equal((await sdwan.ensure({ service: [{ id: 2 }, { id: 1 }] })).changed, false);
});

test("feature ensure: a secret that the device hides is no difference, unless it is to be written every time", async () => {
  await using fgt = device.connect();
  const users = fgt.cmdb("user/local");
  const wanted = { name: "u", type: "password", passwd: "geheim-123" } as const;
  assert.equal((await users.ensure(wanted)).action, "created");
  assert.equal((await users.ensure({ ...wanted, passwd: "geheim-456" })).action, "unchanged");
  const written = await users.ensure({ ...wanted, passwd: "geheim-456" }, { secrets: "write" });
  assert.deepEqual(
    written.diff.map(({ field }) => field),
    ["passwd"],
  );
  assert.doesNotMatch(JSON.stringify(written), /geheim/);
});

test("feature ensure: options in capitals, booleans, numbers and their digits mean the same", async () => {
  await using fgt = device.connect();
  await same(
    fgt,
    "firewall/address",
    { name: "web", type: "ipmask", "allow-routing": "enable", color: 4 },
    { name: "web", type: "IPMASK", "allow-routing": "Enable", color: "4" },
    { name: "web", "allow-routing": true, color: "04" },
    { name: "web", "allow-routing": 1 },
  );
  await same(fgt, "icap/server", { name: "i", "ip-version": "6" }, { name: "i", "ip-version": 6 });
});

test("feature ensure: addresses and masks in every spelling", async () => {
  await using fgt = device.connect();
  await same(
    fgt,
    "firewall/address",
    { name: "net", subnet: "10.1.2.0/24" },
    { name: "net", subnet: "10.1.2.0 255.255.255.0" },
    { name: "net", subnet: "10.1.2.3/24" },
  );
  await same(
    fgt,
    "firewall/address6",
    { name: "six", ip6: "2001:DB8:0:0::/64" },
    { name: "six", ip6: "2001:db8::/64" },
  );
  await same(
    fgt,
    "system/interface",
    { name: "port3", "dhcp-relay-ip": '"10.0.0.1" "10.0.0.2"' },
    { name: "port3", "dhcp-relay-ip": "10.0.0.2 10.0.0.1" },
  );
  await same(
    fgt,
    "system/interface",
    { name: "port4", secondaryip: [{ id: 1, ip: "10.5.0.1/24" }] },
    { name: "port4", secondaryip: [{ id: 1, ip: "10.5.0.1 255.255.255.0" }] },
  );
});

test("feature ensure: defaults that the device leaves out are no difference", async () => {
  const inner = createDefaultTransport({ url: device.handle.url, tls: { fingerprint: device.handle.fingerprint } });
  await using fgt = device.connect({
    transport: {
      // As a device that leaves out what nobody has set, in child tables too.
      send: ({ query = [], ...request }) =>
        inner.send({ ...request, query: [...query, ["exclude-default-values", "true"]] }),
      close: () => inner.close(),
    },
  });
  assert.equal("color" in (await fgt.cmdb("firewall/address").get("all")), false);
  await same(fgt, "firewall/address", {
    name: "web",
    color: 0,
    type: "ipmask",
    comment: "",
    "fabric-object": "disable",
  });
  const bgp = fgt.cmdb("router/bgp");
  const wanted = { as: "65000", neighbor: [{ ip: "192.0.2.1", "remote-as": "65001", weight: 4294967295 }] };
  assert.equal((await bgp.ensure(wanted)).changed, true);
  assert.equal((await bgp.ensure(wanted)).changed, false);
});

test("feature ensure: nothing, null and what is not mentioned", async () => {
  await using fgt = device.connect();
  await same(
    fgt,
    "firewall/address",
    { name: "web", comment: "", tagging: [] },
    { name: "web", comment: null, tagging: null, color: null, type: null },
  );
  await fgt.cmdb("firewall/address").update("web", { color: 5, comment: "x" });
  const { diff } = await fgt.untyped().cmdb("firewall/address").ensure({ name: "web", color: null });
  assert.deepEqual(diff, [{ field: "color", before: 5, after: 0 }]);
  assert.equal((await fgt.cmdb("firewall/address").get("web")).comment, "x");
});

test("feature ensure: fields that the device's version lacks are left out and named, from the first call on", async () => {
  for (const first of [true, false]) {
    await using fgt = old.connect();
    if (!first) await fgt.cmdb("firewall/address").list();
    const wanted = { name: `web-${first}`, "hw-model": "x", color: 3 };
    const { action, skipped } = await fgt.cmdb("firewall/address").ensure(wanted);
    assert.deepEqual([action, skipped], ["created", ["hw-model"]]);
    const again = await fgt.cmdb("firewall/address").ensure(wanted);
    assert.deepEqual([again.action, again.skipped], ["unchanged", ["hw-model"]]);
    await assert.rejects(
      fgt.cmdb("firewall/address").ensure(wanted, { unsupported: "refuse" }),
      (error) => isFortiError(error, "INVALID_INPUT") && /7\.2\.11 has no field "hw-model"/.test(error.message),
    );
  }
});

test("feature ensure: an entry of a child table keeps what nobody mentions, and never loses a secret unheard", async () => {
  await using fgt = device.connect();
  const bgp = fgt.cmdb("router/bgp");
  await bgp.update({ as: "65000", neighbor: [{ ip: "192.0.2.1", "remote-as": "65001", weight: 5 }] });
  await bgp.ensure({ neighbor: [{ ip: "192.0.2.1", "remote-as": "65002" }] });
  assert.equal((await bgp.get()).neighbor?.[0]?.weight, 5);
  await bgp.update({ neighbor: [{ ip: "192.0.2.1", "remote-as": "65002", password: "geheim-123" }] });
  await assert.rejects(
    bgp.ensure({ neighbor: [{ ip: "192.0.2.1", "remote-as": "65003" }] }),
    (error) => isFortiError(error, "INVALID_INPUT") && /would lose its password/.test(error.message),
  );
});

test("feature ensure: what the device accepts and does not take is named", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/address").create({ name: "web" });
  await device.fault({ kind: "empty", status: 200, times: 1, match: { method: "PUT" } });
  await assert.rejects(
    fgt.cmdb("firewall/address").ensure({ name: "web", comment: "x", color: 3 }),
    (error) => isFortiError(error, "VERIFY_FAILED") && /did not take: comment, color/.test(error.message),
  );
});
