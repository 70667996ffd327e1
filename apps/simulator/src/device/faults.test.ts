import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

async function fault(device: TestDevice, spec: object): Promise<void> {
  assert.equal((await device.control("POST", "/faults", spec)).status, 204);
}

test("faults hit what they match, as often as they say", async (t) => {
  const device = await startDevice(t);
  await fault(device, {
    kind: "status",
    status: 503,
    times: 2,
    match: { method: "post", path: "/api/v2/cmdb/firewall/address" },
  });
  assert.equal((await device.get(ADDRESS)).status, 200);
  assert.equal((await device.post("cmdb/firewall/addrgrp", { name: "g" })).status, 200);
  for (const expected of [503, 503, 200]) assert.equal((await device.post(ADDRESS, { name: "web" })).status, expected);
  await fault(device, { kind: "status", match: { path: "banned/add_users$" } });
  for (let round = 0; round < 3; round += 1)
    assert.equal((await device.post("monitor/user/banned/add_users", {})).status, 500);
  assert.equal((await device.control("DELETE", "/faults")).status, 204);
  assert.equal((await device.post("monitor/user/banned/add_users", {})).status, 424);
});

test("each kind of fault looks as it does on a device", async (t) => {
  const device = await startDevice(t);
  const cases: readonly (readonly [object, number, RegExp, RegExp])[] = [
    [{ kind: "html", status: 403 }, 403, /^text\/html/, /<title>403 Forbidden/],
    [{ kind: "html" }, 503, /^text\/html/, /<title>503/],
    [{ kind: "rate-limit", retryAfter: 7 }, 429, /^text\/html/, /<title>429/],
    [{ kind: "status", status: 502 }, 502, /^application\/json/, /"http_status":502/],
    [{ kind: "soft-error" }, 200, /^application\/json/, /"status":"error"/],
    [{ kind: "empty" }, 200, /^application\/json/, /^$/],
    [{ kind: "not-json" }, 200, /^application\/json/, /\[$/],
  ];
  for (const [spec, status, type, text] of cases) {
    await fault(device, { ...spec, times: 1 });
    const answer = await device.get(ADDRESS);
    assert.equal(answer.status, status, JSON.stringify(spec));
    assert.match(String(answer.headers["content-type"]), type);
    assert.match(answer.text, text);
    assert.equal(answer.headers["retry-after"], "retryAfter" in spec ? "7" : undefined);
  }
  assert.equal((await device.get(ADDRESS)).status, 200);
});

test("a connection is dropped before or after the request is carried out", async (t) => {
  const device = await startDevice(t);
  for (const [when, status] of [
    ["before", 404],
    ["after", 200],
  ] as const) {
    await fault(device, { kind: "drop", when, times: 1 });
    await assert.rejects(device.post(ADDRESS, { name: when }), { code: "ECONNRESET" });
    assert.equal((await device.get(`${ADDRESS}/${when}`)).status, status);
  }
  const dropped = (await device.control("GET", "/requests")).body.filter(
    (request: { status: number }) => request.status === 0,
  );
  assert.deepEqual(
    dropped.map((request: { body: unknown }) => request.body),
    [{ name: "before" }, { name: "after" }],
  );
});

test("any fault may come after the work is done", async (t) => {
  const device = await startDevice(t);
  await fault(device, { kind: "status", when: "after", times: 1 });
  assert.equal((await device.post(ADDRESS, { name: "web" })).status, 500);
  assert.equal((await device.get(`${ADDRESS}/web`)).status, 200);
});

test("a delay holds the answer back and changes nothing else", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await fault(device, { kind: "delay", ms: 2500, times: 1 });
  await fault(device, { kind: "delay", when: "after", times: 1 });
  for (const name of ["a", "b"]) assert.equal((await device.post(ADDRESS, { name })).status, 200);
  assert.deepEqual(clock.slept, [2500, 1000]);
});

test("delays in turn keep each request waiting for those before it", async (t) => {
  const device = await startDevice(t);
  await fault(device, { kind: "delay", ms: 20, inTurn: true });
  const began = performance.now();
  await Promise.all(["a", "b", "c"].map((name) => device.post(ADDRESS, { name })));
  assert.ok(performance.now() - began >= 59, "three times 20 ms, whatever the number of connections");
  assert.equal((await device.control("POST", "/faults", { kind: "hang", inTurn: true })).status, 400);
});
