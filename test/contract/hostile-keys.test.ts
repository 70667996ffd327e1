import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortios";
import fc from "fast-check";
import { openDevice } from "./device.ts";

const device = await openDevice();
const table = "/cmdb/firewall/address";

beforeEach(() => device.reset());

const LONGEST_NAME = 79;

/** Names that break naive clients. All of them can be stored. */
const HOSTILE = [
  "../x",
  "..%2fx",
  "a/b c%d",
  "é",
  "日本語 🔥",
  "a?b=c&vdom=x",
  "a#b",
  "%2e%2e",
  "%00",
  "a+b",
  "a\\b",
  "a;b",
  ".hidden",
  "...",
  "-1",
  "0",
  " a",
  "a ",
  "x".repeat(LONGEST_NAME),
];

for (const name of HOSTILE) {
  test(`${JSON.stringify(name.slice(0, 20))} is addressed exactly`, async () => {
    await using fgt = device.connect();
    const addresses = fgt.cmdb("firewall/address");
    const path = `${table}/${encodeURIComponent(name)}`;
    await addresses.create({ name, subnet: "192.0.2.1/32" });
    assert.equal((await addresses.get(name)).name, name);
    await addresses.update(name, { comment: "x" });
    assert.equal((await addresses.ensure({ name, comment: "x" })).changed, false);
    await addresses.delete(name);
    assert.equal(await addresses.exists(name), false);
    assert.deepEqual(await device.calls(), [
      `POST ${table}`,
      ...["GET", "PUT", "GET", "DELETE", "GET"].map((method) => `${method} ${path}`),
    ]);
    assert.deepEqual(await device.snapshot().then(({ configuration }) => configuration), {});
  });

  test(`${JSON.stringify(name.slice(0, 20))} is a member exactly`, async () => {
    await using fgt = device.connect();
    // A device gives an address and a group no name in common.
    const member = name.length < LONGEST_NAME ? `${name}~` : `${name.slice(1)}~`;
    await fgt.cmdb("firewall/address").create({ name: member, subnet: "192.0.2.1/32" });
    await fgt.cmdb("firewall/addrgrp").create({ name, member: [{ name: "all" }] });
    const members = fgt.cmdb("firewall/addrgrp").members(name, "member");
    await device.forget();
    assert.deepEqual((await members.add(member)).members, ["all", member]);
    assert.deepEqual((await members.remove(member)).members, ["all"]);
    const list = `/cmdb/firewall/addrgrp/${encodeURIComponent(name)}/member`;
    assert.deepEqual(await device.calls(), [
      ...["GET", "POST", "GET", "GET"].map((method) => `${method} ${list}`),
      `DELETE ${list}/${encodeURIComponent(member)}`,
      `GET ${list}`,
    ]);
  });
}

test("what cannot be addressed is refused, and nothing at all is called", async () => {
  for (const validate of ["known", "off"] as const) {
    await using fgt = device.connect({ validate });
    const addresses = fgt.cmdb("firewall/address");
    for (const name of ["", ".", "..", "\ud800x"]) {
      for (const call of [
        () => addresses.get(name),
        () => addresses.exists(name),
        () => addresses.update(name, { comment: "x" }),
        () => addresses.delete(name),
        () => addresses.absent(name),
        () => addresses.set({ name }),
        () => addresses.ensure({ name }),
        () => fgt.cmdb("firewall/addrgrp").members("blocked", "member").add(name),
        () => fgt.cmdb("firewall/addrgrp").members(name, "member").list(),
      ]) {
        await assert.rejects(call(), (error) => isFortiError(error, "INVALID_INPUT"));
      }
    }
  }
  assert.deepEqual(await device.requests(), []);
});

test("a name of 1,000 characters is refused, or addressed exactly when nothing is checked", async () => {
  const name = "x".repeat(1000);
  await using checking = device.connect();
  await assert.rejects(checking.cmdb("firewall/address").get(name), (error) => isFortiError(error, "INVALID_INPUT"));
  await assert.rejects(checking.cmdb("firewall/address").create({ name }), (error) =>
    isFortiError(error, "INVALID_INPUT"),
  );
  assert.deepEqual(await device.requests(), []);

  await using trusting = device.connect({ validate: "off" });
  assert.equal(await trusting.cmdb("firewall/address").exists(name), false);
  await assert.rejects(trusting.cmdb("firewall/address").create({ name }), (error) => isFortiError(error, "BAD_VALUE"));
  assert.deepEqual(await device.calls(), [`GET ${table}/${name}`, `POST ${table}`]);
});

test("any name at all addresses its entry and nothing else", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  const name = fc
    .oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(..."/\\.%?#&= é\u0000"), minLength: 1, maxLength: 12 }),
    )
    .filter((text) => text.isWellFormed() && text !== "." && text !== "..");
  await fc.assert(
    fc.asyncProperty(name, async (text) => {
      await device.forget();
      await addresses.find(text);
      const [request, ...others] = await device.requests();
      assert.equal(others.length, 0);
      const { pathname, search } = new URL(request?.url ?? "", "https://device");
      assert.equal(search, "");
      assert.ok(pathname.startsWith(`/api/v2${table}/`));
      assert.equal(decodeURIComponent(pathname.slice(`/api/v2${table}/`.length)), text);
    }),
    { numRuns: 60 },
  );
});
