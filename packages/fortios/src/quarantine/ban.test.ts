import assert from "node:assert/strict";
import { test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { createFortiGate } from "../client.ts";

/** A device that keeps its bans, or one that only says so. */
function createDevice(initial: readonly string[] = [], isLying = false) {
  const bans = new Map(initial.map((address) => [address, 0]));
  const transport = createScriptedTransport(({ path, body }) => {
    const endpoint = path.replace("/api/v2/monitor/user/banned", "");
    const { ip_addresses = [], expiry = 0 } = (body ?? {}) as { ip_addresses?: string[]; expiry?: number };
    if (!isLying)
      for (const address of ip_addresses) endpoint === "/add_users" ? bans.set(address, expiry) : bans.delete(address);
    const results = [...bans].map(([ip_address, expires]) => ({
      ip_address,
      created: 100,
      expires,
      source: "Administrative",
    }));
    return { body: { status: "success", ...(endpoint === "" && { results }) } };
  });
  const fgt = createFortiGate({ transport, runtime: createManualClock() });
  return { quarantine: fgt.quarantine, transport, bans };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("addresses are banned together, and the device is asked whether it holds them", async () => {
  const { quarantine, transport } = createDevice();
  assert.deepEqual(
    await quarantine.ban(["203.0.113.9", "2001:DB8::9", " 203.0.113.9"], { expirySeconds: 3600, vdom: "root" }),
    {
      changed: true,
      banned: ["203.0.113.9", "2001:db8::9"],
      already: [],
    },
  );
  assert.deepEqual(
    transport.requests.map(({ operation }) => operation),
    ["monitor user/banned get", "monitor user/banned/add_users post", "monitor user/banned get"],
  );
  assert.deepEqual(transport.requests[1]?.body, { ip_addresses: ["203.0.113.9", "2001:db8::9"], expiry: 3600 });
  assert.deepEqual(transport.requests[1]?.query, [["vdom", "root"]]);
});

test("a ban that runs is left as it is", async () => {
  const { quarantine, transport } = createDevice(["203.0.113.9", "2001:db8:0:0::9"]);
  const result = await quarantine.ban(["203.0.113.9", "2001:db8::9"], { expirySeconds: 60 });
  assert.deepEqual(result, { changed: false, banned: [], already: ["203.0.113.9", "2001:db8::9"] });
  assert.equal(transport.requests.length, 1);
  assert.deepEqual(await quarantine.ban(["203.0.113.9", "203.0.113.10"]), {
    changed: true,
    banned: ["203.0.113.10"],
    already: ["203.0.113.9"],
  });
});

test("every unsafe or bad address is named, and nothing is sent", async () => {
  const { quarantine, transport } = createDevice();
  const addresses = ["203.0.113.9", "10.1.2.3", "::1", "198.51.100.7", "nope", "203.0.113.0/24"];
  await assert.rejects(quarantine.ban(addresses, { safeRanges: ["198.51.100.0/24"] }), (error) => {
    assert.ok(isFortiError(error, "INVALID_INPUT"));
    for (const words of [
      "10.1.2.3 is private (RFC 1918)",
      "::1 is loopback (RFC 4291)",
      "198.51.100.7 is in 198.51.100.0/24, a listed safe range",
      '"nope" is not an IP address',
      '"203.0.113.0/24" is not an IP address',
    ]) {
      assert.ok(error.message.includes(words), `${words} in ${error.message}`);
    }
    assert.doesNotMatch(error.message, /203\.0\.113\.9/);
    return true;
  });
  await rejects(quarantine.ban("203.0.113.9", { expirySeconds: -1 }), "INVALID_INPUT", /expirySeconds/);
  await rejects(quarantine.ban("203.0.113.9", { expirySeconds: 1.5 }), "INVALID_INPUT", /expirySeconds/);
  await rejects(quarantine.ban("203.0.113.9", { safeRanges: ["x"] }), "INVALID_INPUT", /Not a safe range/);
  await rejects(quarantine.ban(5 as unknown as string), "INVALID_INPUT");
  assert.equal(transport.requests.length, 0);
});

test("allowUnsafe bans what is an address, and only that", async () => {
  const { quarantine } = createDevice();
  assert.deepEqual((await quarantine.ban("10.1.2.3", { allowUnsafe: true })).banned, ["10.1.2.3"]);
  await rejects(quarantine.ban("nope", { allowUnsafe: true }), "INVALID_INPUT");
});

test("a ban ends, and only where there is one", async () => {
  const { quarantine, transport } = createDevice(["203.0.113.9", "10.0.0.1"]);
  assert.deepEqual(await quarantine.unban(["203.0.113.9", "203.0.113.10", "10.0.0.1"]), {
    changed: true,
    unbanned: ["203.0.113.9", "10.0.0.1"],
    absent: ["203.0.113.10"],
  });
  assert.deepEqual(transport.requests[1]?.body, { ip_addresses: ["203.0.113.9", "10.0.0.1"] });
  assert.deepEqual(await quarantine.unban("203.0.113.9"), { changed: false, unbanned: [], absent: ["203.0.113.9"] });
  await rejects(quarantine.unban("nope"), "INVALID_INPUT", /^Cannot unban: /);
});

test("what the device says is checked", async () => {
  await rejects(
    createDevice([], true).quarantine.ban("203.0.113.9"),
    "VERIFY_FAILED",
    /does not hold it: 203\.0\.113\.9$/,
  );
  await rejects(
    createDevice(["203.0.113.9"], true).quarantine.unban("203.0.113.9"),
    "VERIFY_FAILED",
    /still holds it: 203\.0\.113\.9$/,
  );
});

test("the list says when a ban ends, and nothing for one without an end", async () => {
  const { quarantine, bans } = createDevice(["203.0.113.9"]);
  bans.set("2001:DB8:0::9", 500);
  assert.deepEqual(await quarantine.list(), [
    { ipAddress: "203.0.113.9", created: 100, source: "Administrative" },
    { ipAddress: "2001:db8::9", created: 100, expires: 500, source: "Administrative" },
  ]);
});
