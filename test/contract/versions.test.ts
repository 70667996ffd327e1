import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/fortios";
import { openDevice } from "./device.ts";

/** One of each branch, by what its configuration backup is asked with. */
const VERSIONS = [
  ["7.2.11", "GET"],
  ["7.4.8", "GET"],
  ["7.6.5", "POST"],
] as const;

for (const [version, method] of VERSIONS) {
  const device = await openDevice(version);

  test(`${version}: the job`, async () => {
    await device.reset();
    await using fgt = device.connect();
    for (const changed of [true, false]) {
      assert.equal(
        (await fgt.cmdb("firewall/address").ensure({ name: "web", subnet: "203.0.113.9/32" })).changed,
        changed,
      );
      assert.equal((await fgt.cmdb("firewall/addrgrp").ensure({ name: "blocked" })).changed, changed);
      assert.equal((await fgt.cmdb("firewall/addrgrp").members("blocked", "member").add("web")).changed, changed);
      assert.equal((await fgt.quarantine.ban("203.0.113.9")).changed, changed);
    }
    assert.equal(fgt.version, version);
  });

  test(`${version}: a backup comes with the method that the version wants`, async () => {
    await device.reset();
    await using fgt = device.connect({ readOnly: true });
    const file = await fgt.monitor("system/config/backup").download({ scope: "global" });
    assert.match(new TextDecoder().decode(file), /^#config-version=/);
    const answered = (await device.requests()).filter(({ status }) => status === 200).map((request) => request.method);
    assert.deepEqual(answered, [method]);
  });
}

test("a field that the version lacks is refused once the version is known", async () => {
  const device = await openDevice("7.2.11");
  await device.reset();
  await using fgt = device.connect();
  const entry = { name: "web", "hw-model": "x" };
  await fgt.cmdb("firewall/address").list();
  await device.forget();
  await assert.rejects(
    fgt.cmdb("firewall/address").create(entry),
    (error) => isFortiError(error, "INVALID_INPUT") && /7\.2\.11/.test(error.message),
  );
  assert.deepEqual(await device.requests(), []);
});

test("what a field refers to is read although the version lacks one of the tables", async () => {
  const device = await openDevice("7.2.11");
  await using fgt = device.connect();
  assert.ok((await fgt.options("firewall/addrgrp", "member")).includes("all"));
});
