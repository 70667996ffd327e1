import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortios";
import { screenAlert } from "@fortiweave/fortios/quarantine";
import { openDevice } from "./device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

test("addresses of both kinds are banned, listed and set free", async () => {
  await using fgt = device.connect();
  const addresses = ["203.0.113.9", "2001:db8::9"];
  assert.deepEqual(await fgt.quarantine.ban(addresses, { expirySeconds: 3600 }), {
    changed: true,
    banned: addresses,
    already: [],
  });
  const [first] = await fgt.quarantine.list();
  assert.equal((first?.expires ?? 0) - (first?.created ?? 0), 3600);
  assert.deepEqual(await fgt.quarantine.ban(["2001:DB8:0::9", "203.0.113.10"]), {
    changed: true,
    banned: ["203.0.113.10"],
    already: ["2001:db8::9"],
  });
  assert.deepEqual(
    (await device.snapshot()).banned.map(({ ip_address, seconds }) => [ip_address, seconds]),
    [
      ["2001:db8::9", 3600],
      ["203.0.113.10", 0],
      ["203.0.113.9", 3600],
    ],
  );
  assert.deepEqual(await fgt.quarantine.unban([...addresses, "203.0.113.11"]), {
    changed: true,
    unbanned: addresses,
    absent: ["203.0.113.11"],
  });
  assert.deepEqual(
    (await fgt.quarantine.list()).map(({ ipAddress }) => ipAddress),
    ["203.0.113.10"],
  );
});

test("an unsafe address stops the whole ban before anything is sent", async () => {
  await using fgt = device.connect();
  const unsafe = fgt.quarantine.ban(["203.0.113.9", "192.168.1.1", "198.51.100.1"], {
    safeRanges: ["198.51.100.0/24"],
  });
  await assert.rejects(
    unsafe,
    (error) => isFortiError(error, "INVALID_INPUT") && /192\.168\.1\.1.*198\.51\.100\.1/.test(error.message),
  );
  assert.deepEqual(await device.requests(), []);
});

test("2,500 bans are seen, although the device shows 1,000 at a time", async () => {
  await using fgt = device.connect();
  const addresses = Array.from({ length: 2500 }, (_, index) => `2001:db8::${(index + 1).toString(16)}`);
  assert.equal((await fgt.quarantine.ban(addresses)).banned.length, 2500);
  assert.equal((await fgt.quarantine.list()).length, 2500);
  assert.equal((await fgt.quarantine.ban(addresses)).changed, false);
});

test("the whole job: screen, address, group, ban; the second run changes nothing", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/address").create({ name: "other" });
  await fgt.cmdb("firewall/addrgrp").create({ name: "blocked", member: [{ name: "other" }] });
  const job = async (alert: unknown): Promise<string[]> => {
    const verdict = screenAlert(alert);
    assert.ok(verdict.verdict === "block" && verdict.family === "ipv4");
    const address = await fgt.cmdb(verdict.addressTable).ensure(verdict.address);
    const group = await fgt.cmdb(verdict.groupTable).members("blocked", "member").add(verdict.address.name);
    const ban = await fgt.quarantine.ban(verdict.sourceIp, { expirySeconds: verdict.expirySeconds });
    return Object.entries({ address, group, ban }).flatMap(([step, { changed }]) => (changed ? [step] : []));
  };
  assert.deepEqual(await job({ source_ip: "203.0.113.9", reason: "scan", ttl_minutes: 5 }), [
    "address",
    "group",
    "ban",
  ]);
  assert.deepEqual(await job({ source_ip: "203.0.113.9", reason: "another", ttl_minutes: 60 }), []);
  assert.deepEqual(await fgt.cmdb("firewall/addrgrp").members("blocked", "member").list(), [
    "other",
    "blocked-203.0.113.9",
  ]);
  assert.deepEqual(await job({ src_ip: "203.0.113.10", event_type: "alert" }), ["address", "group", "ban"]);
});
