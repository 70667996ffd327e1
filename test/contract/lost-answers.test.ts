import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortios";
import { openDevice } from "./device.ts";

const device = await openDevice();
const entry = { name: "web", subnet: "192.0.2.1 255.255.255.255" } as const;

beforeEach(() => device.reset());

test("a create whose answer is lost is not sent twice", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "drop", when: "after", match: { method: "POST" } });
  await assert.rejects(
    fgt.cmdb("firewall/address").create(entry),
    (error) => isFortiError(error, "NETWORK") && error.reached === "maybe",
  );
  assert.deepEqual(await device.calls(), ["POST /cmdb/firewall/address"]);
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), true, "the device had done it");
});

test("a ban whose answer is lost is not sent twice", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "drop", when: "after", match: { method: "POST" } });
  const lost = fgt.monitor("user/banned/add_users").post({ ip_addresses: ["203.0.113.9"], expiry: 60 });
  await assert.rejects(lost, (error) => isFortiError(error, "NETWORK"));
  assert.deepEqual(await device.calls(), ["POST /monitor/user/banned/add_users"]);
});

test("a read is sent again until it is answered", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "drop", match: { method: "GET" }, times: 2 });
  assert.equal(await fgt.cmdb("firewall/address").exists("all"), true);
  assert.deepEqual(
    (await device.requests()).map(({ status }) => status),
    [0, 0, 200],
  );
  assert.equal(fgt.stats().retry.retries, 2);
});

test("a read that is never answered fails in the end", async () => {
  await using fgt = device.connect({ retry: { baseMs: 1, maxRetries: 2 } });
  await device.fault({ kind: "drop" });
  await assert.rejects(fgt.cmdb("firewall/address").exists("all"), (error) => isFortiError(error, "NETWORK"));
  assert.equal((await device.requests()).length, 3);
});

test("an update and a delete may be sent again", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  await addresses.create(entry);
  await device.fault({ kind: "drop", when: "after", match: { method: "PUT" }, times: 1 });
  await addresses.update("web", { comment: "x" });
  assert.equal((await addresses.get("web")).comment, "x");
  await device.fault({ kind: "drop", when: "before", match: { method: "DELETE" }, times: 1 });
  await addresses.delete("web");
  assert.equal(await addresses.exists("web"), false);
});

test("absent is not confused by its own delete, whose answer was lost", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/address").create(entry);
  await device.fault({ kind: "drop", when: "after", match: { method: "DELETE" }, times: 1 });
  await fgt.cmdb("firewall/address").absent("web");
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
});

test("after a create whose answer was lost, a second ensure has nothing to do", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "drop", when: "after", match: { method: "POST" }, times: 1 });
  await assert.rejects(fgt.cmdb("firewall/address").ensure(entry), (error) => isFortiError(error, "NETWORK"));
  const again = await fgt.cmdb("firewall/address").ensure(entry);
  assert.equal(again.action, "unchanged");
  assert.equal((await device.calls()).filter((call) => call.startsWith("POST")).length, 1);
});
