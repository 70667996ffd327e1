import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { apiKey, type FortiManager } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const versions = [
  { works: false, other: await openManager("7.2.1") },
  { works: true, other: await openManager("7.2.2") },
  { works: true, other: await openManager("7.4.7") },
  { works: true, other: await openManager("7.6.2") },
];
const key = manager.handle.apiKey;
const READ = "get dvmdb/adom";
const read = (fmg: FortiManager): Promise<unknown> => fmg.get("dvmdb/adom", { fields: ["name"] });

beforeEach(() => manager.reset());

test("feature api-key: the key goes in a header, no session is made up, and nobody signs out", async () => {
  {
    await using fmg = manager.connect({ apiKey: key });
    await read(fmg);
    await fmg.add("pm/config/adom/root/obj/firewall/address", { name: "web", subnet: ["10.0.0.5", "255.255.255.255"] });
  }
  assert.deepEqual(await manager.calls(), [READ, "add pm/config/adom/root/obj/firewall/address"]);
  assert.deepEqual(await manager.sessions(), []);
  for (const { url, body } of await manager.requests()) {
    assert.equal(url, "/jsonrpc");
    assert.ok(!("session" in Object(body)));
    assert.ok(!JSON.stringify([url, body]).includes(key));
  }
});

for (const { works, other } of versions) {
  const { version } = other.handle;
  test(`feature api-key: a key ${works ? "works" : "is refused with what it needs"} on ${version}`, async () => {
    await other.reset();
    await using fmg = other.connect();
    if (works) return void (await read(fmg));
    await assert.rejects(read(fmg), (error) => {
      return isFortiError(error, "AUTH_FAILED") && /7\.2\.2/.test(error.hint ?? "") && !error.format().includes(key);
    });
  });
}

test("feature api-key: a wrong key is told from a right that is missing", async () => {
  await using stranger = manager.connect({ apiKey: "00000000000000000000000000000000" });
  await assert.rejects(read(stranger), (error) => isFortiError(error, "AUTH_FAILED") && error.deviceCode === -11);
  await using fmg = manager.connect();
  await manager.fault({ kind: "soft-error", code: -11, match: { item: "dvmdb/adom" } });
  await assert.rejects(read(fmg), (error) => isFortiError(error, "FORBIDDEN") && error.deviceCode === -11);
});

test("feature api-key: the name of its administrator goes in a header beside it", async () => {
  await using fmg = manager.connect({ auth: apiKey(key, { user: "api" }) });
  await read(fmg);
  assert.equal((await manager.requests())[0]?.headers.access_user, "api");
});

test("feature api-key: what no header can carry is refused before anything is sent, and not quoted", async () => {
  for (const bad of ["", "two words", "line\nbreak"]) {
    assert.throws(
      () => manager.connect({ apiKey: bad }),
      (error) => isFortiError(error, "INVALID_INPUT") && (bad === "" || !error.format().includes(bad)),
    );
  }
  assert.deepEqual(await manager.requests(), []);
});
