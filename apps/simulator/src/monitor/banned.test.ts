import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

const BANNED = "monitor/user/banned";

async function addresses(device: TestDevice): Promise<string[]> {
  return (await device.get(BANNED)).body.results.map((row: { ip_address: string }) => row.ip_address);
}

test("addresses are banned for ever or for a time, checked and cleared", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const now = Math.floor(clock.now() / 1000);
  const added = await device.post(`${BANNED}/add_users`, {
    ip_addresses: ["203.0.113.9", "2001:DB8::9"],
    expiry: 3600,
  });
  const { status, body } = added;
  assert.deepEqual(
    [status, body.status, body.path, body.name, body.action, body.vdom],
    [200, "success", "user", "banned", "add_users", "root"],
  );
  await device.post(`${BANNED}/add_users`, { ip_addresses: ["203.0.113.10"], expiry: 0 });
  assert.deepEqual((await device.get(BANNED)).body.results, [
    { ip_address: "203.0.113.9", ipv6: 0, created: now, expires: now + 3600, source: "administrative" },
    { ip_address: "2001:db8::9", ipv6: 1, created: now, expires: now + 3600, source: "administrative" },
    { ip_address: "203.0.113.10", ipv6: 0, created: now, expires: 0, source: "administrative" },
  ]);
  assert.deepEqual((await device.get(`${BANNED}/check?ip_address=203.0.113.9`)).body.results, {
    ip_address: "203.0.113.9",
    is_banned: true,
  });
  clock.advance(3600);
  assert.deepEqual(await addresses(device), ["203.0.113.10"]);
  assert.equal((await device.get(`${BANNED}/check?ip_address=203.0.113.9`)).body.results.is_banned, false);
  await device.post(`${BANNED}/add_users`, { ip_addresses: ["203.0.113.11", "203.0.113.12"] });
  await device.post(`${BANNED}/clear_users`, { ip_addresses: ["203.0.113.11", "198.51.100.1"] });
  assert.deepEqual(await addresses(device), ["203.0.113.10", "203.0.113.12"]);
  await device.post(`${BANNED}/clear_all`);
  assert.deepEqual(await addresses(device), []);
});

test("banning again gives the ban a new end", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  for (const expiry of [60, 600]) await device.post(`${BANNED}/add_users`, { ip_addresses: ["203.0.113.9"], expiry });
  clock.advance(60);
  assert.deepEqual(await addresses(device), ["203.0.113.9"]);
});

test("a list with one wrong address bans none", async (t) => {
  const device = await startDevice(t);
  for (const [body, status] of [
    [{ ip_addresses: ["203.0.113.9", "203.0.113.999"] }, 500],
    [{ ip_addresses: ["203.0.113.0/24"] }, 500],
    [{ ip_addresses: [5] }, 500],
    [{ ip_addresses: "203.0.113.9" }, 424],
    [{ ip_addresses: [] }, 424],
    [{}, 424],
    [{ ip_addresses: ["203.0.113.9"], expiry: -1 }, 500],
    [{ ip_addresses: ["203.0.113.9"], expiry: "soon" }, 500],
  ] as const) {
    const answer = await device.post(`${BANNED}/add_users`, body);
    assert.deepEqual([answer.status, answer.body.status], [status, "error"], JSON.stringify(body));
  }
  assert.deepEqual(await addresses(device), []);
});

test("at most a thousand rows come at once; the rest come page by page", async (t) => {
  const device = await startDevice(t);
  const many = Array.from({ length: 1500 }, (_, index) => `10.0.${Math.floor(index / 250)}.${index % 250}`);
  await device.post(`${BANNED}/add_users`, { ip_addresses: many });
  assert.equal((await addresses(device)).length, 1000);
  const rest = (await device.get(`${BANNED}?start=1000&count=1000`)).body.results;
  assert.deepEqual([rest.length, rest[0].ip_address], [500, "10.0.4.0"]);
});

test("the wrong verb is 405, x and x/select are the same", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.post(BANNED, {})).status, 405);
  assert.equal((await device.get(`${BANNED}/add_users`)).status, 405);
  assert.equal((await device.get(`${BANNED}/nonsense`)).status, 404);
  assert.deepEqual((await device.get(`${BANNED}/select`)).body.results, []);
});
