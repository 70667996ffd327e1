import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createAdaptivePace } from "@fortiweave/core";
import { createManualClock } from "@fortiweave/core/testing";
import { type FortiErrorCode, isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const web = { name: "web", subnet: ["10.0.0.5", "255.255.255.255"] };

beforeEach(() => manager.reset());

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("feature resilience: reads and writes that may be repeated are, when the connection breaks", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, web);
  for (const call of [
    () => fmg.get(ADDRESSES),
    () => fmg.set(ADDRESSES, { ...web, comment: "a" }),
    () => fmg.update(`${ADDRESSES}/web`, { comment: "b" }),
    () => fmg.delete(`${ADDRESSES}/web`),
  ]) {
    await manager.fault({ kind: "drop", times: 1 });
    await call();
  }
  assert.equal(fmg.stats().retry.recovered, 4);
});

test("feature resilience: add, clone, move and exec are never sent twice when they may have arrived", async () => {
  await using fmg = manager.connect();
  await fmg.version();
  const calls = [
    () => fmg.add(ADDRESSES, web),
    () => fmg.clone(`${ADDRESSES}/web`, "copy"),
    () => fmg.move("pm/config/adom/root/pkg/default/firewall/policy/1", { before: 2 }),
    () => fmg.exec("sys/reboot"),
  ];
  for (const call of calls) {
    await manager.forget();
    await manager.fault({ kind: "drop", when: "after", times: 1 });
    await rejects(call(), "NETWORK");
    assert.equal((await manager.requests()).length, 1);
  }
  assert.equal(fmg.stats().retry.retries, 0);
});

test("feature resilience: a set that makes a new entry each time, and what starts a task, are never sent twice either", async () => {
  await using fmg = manager.connect();
  const policies = "pm/config/adom/root/pkg/default/firewall/policy";
  for (const call of [
    () => fmg.set(policies, { name: "a" }),
    () => fmg.set(ADDRESSES, web, { createTask: { adom: "root" } }),
  ]) {
    await manager.forget();
    await manager.fault({ kind: "drop", when: "after", times: 1 });
    await rejects(call(), "NETWORK");
    assert.equal((await manager.requests()).length, 1);
  }
});

test("feature resilience: what surely never arrived is sent again, whatever it does", async () => {
  await using fmg = manager.connect();
  await manager.fault({ kind: "refuse", times: 1 });
  await fmg.add(ADDRESSES, web);
  assert.equal(fmg.stats().retry.recovered, 1);
});

test("feature resilience: a refusal is not repeated", async () => {
  await using fmg = manager.connect();
  await fmg.version();
  await manager.forget();
  await rejects(fmg.get(`${ADDRESSES}/nope`), "NOT_FOUND");
  assert.equal((await manager.requests()).length, 1);
});

test("feature resilience: the breaker opens after failures of the network, and not after refusals", async () => {
  await using fmg = manager.connect({ retry: { maxRetries: 0 }, circuitBreaker: { threshold: 2 } });
  await rejects(fmg.get(`${ADDRESSES}/nope`), "NOT_FOUND");
  await rejects(fmg.get(`${ADDRESSES}/nope`), "NOT_FOUND");
  assert.equal(fmg.stats().circuitBreaker.failures, 0);
  await manager.fault({ kind: "drop" });
  await rejects(fmg.get(ADDRESSES), "NETWORK");
  await rejects(fmg.get(ADDRESSES), "NETWORK");
  await manager.forget();
  await rejects(fmg.get(ADDRESSES), "CIRCUIT_OPEN");
  assert.deepEqual(await manager.requests(), []);
  await manager.mend();
  fmg.circuitBreaker.reset();
  await fmg.get(ADDRESSES);
});

test("feature resilience: clients of one FortiManager can share a breaker and a pace", async () => {
  await using one = manager.connect({ retry: { maxRetries: 0 }, circuitBreaker: { threshold: 1 } });
  const pace = createAdaptivePace(createManualClock());
  await using two = manager.connect({ circuitBreaker: one.circuitBreaker, pace });
  await manager.fault({ kind: "drop", times: 1 });
  await rejects(one.get(ADDRESSES), "NETWORK");
  await rejects(two.get(ADDRESSES), "CIRCUIT_OPEN");
  assert.notEqual(two.stats().pace.kind, "off");
  assert.equal(one.stats().pace.kind, "off");
});

test("feature resilience: a client that only reads refuses every write, whatever its verb, and reads go on", async () => {
  await using writer = manager.connect();
  await writer.add(ADDRESSES, web);
  const before = await manager.snapshot();
  await using fmg = manager.connect({ readOnly: "refuse" });
  await manager.forget();
  for (const write of [
    () => fmg.add(ADDRESSES, { name: "x" }),
    () => fmg.set(ADDRESSES, { name: "x" }),
    () => fmg.update(`${ADDRESSES}/web`, { comment: "x" }),
    () => fmg.replace(`${ADDRESSES}/web`, { comment: "x" }),
    () => fmg.delete(`${ADDRESSES}/web`),
    () => fmg.clone(`${ADDRESSES}/web`, "x"),
    () => fmg.rename(`${ADDRESSES}/web`, "x"),
    () => fmg.unset(`${ADDRESSES}/web/comment`),
    () => fmg.exec("dvm/cmd/del/device", { adom: "root", device: "fortigate-1" }),
    () => fmg.batch("delete", [`${ADDRESSES}/web`]),
    () => fmg.raw("exec", { url: "sys/reboot" }),
    () => fmg.call("sys/reboot", "exec", {}),
  ]) {
    await rejects(write(), "READ_ONLY");
  }
  assert.deepEqual(await manager.calls(), []);
  assert.ok((await fmg.get(ADDRESSES)).length > 0);
  await fmg.batch("get", [ADDRESSES]);
  assert.deepEqual(await manager.snapshot(), before);
});

test("feature resilience: what only reads passes although it is an exec; signing in does, too", async () => {
  const { username, password } = manager.handle;
  const device = manager.fortigates[0]?.handle.name;
  {
    await using fmg = manager.connect({ readOnly: true, username, password });
    const data = { resource: "/api/v2/monitor/system/status", target: [`adom/root/device/${device}`] };
    assert.ok(Array.isArray(await fmg.exec("sys/proxy/json", { action: "get", ...data })));
    const other = await fmg.exec<{ simulated?: unknown }>("sys/proxy/json", { action: "post", ...data });
    assert.ok(other.simulated);
    await fmg.exec("cache/search/where/used/start", { obj: "x" }, { effect: "read" }).catch(() => undefined);
  }
  const calls = await manager.calls();
  assert.equal(calls[0], "exec sys/login/user");
  assert.equal(calls.filter((call) => call === "exec sys/proxy/json").length, 1);
  assert.equal(calls.at(-1), "exec sys/logout");
});

test("feature resilience: a write that is simulated answers what would be sent, without its secrets", async () => {
  await using fmg = manager.connect({ readOnly: true });
  const url = "pm/config/adom/root/obj/user/local";
  const { simulated } = await fmg.add<{ simulated: { target: string; body: Record<string, unknown> } }>(url, {
    name: "eve",
    type: "password",
    passwd: "geheim123",
  });
  assert.equal(simulated.target, `add ${url}`);
  assert.deepEqual(simulated.body.params, [{ url, data: { name: "eve", type: "password", passwd: "[redacted]" } }]);
  const outcomes = await fmg.batch<{ simulated: unknown }>("delete", [`${url}/a`, `${url}/b`]);
  assert.ok(outcomes.every((outcome) => outcome.ok && outcome.value.simulated));
  assert.deepEqual(await manager.calls(), []);
});

test("feature resilience: time limits hold for an attempt, for everything, by endpoint and for one call", async () => {
  await using fmg = manager.connect({ retry: { maxRetries: 0 }, timeouts: { "pm/config": 200 } });
  await fmg.version();
  await manager.fault({ kind: "hang" });
  await rejects(fmg.get(ADDRESSES), "TIMEOUT", /200 ms/);
  await rejects(fmg.get("dvmdb/adom", { timeoutMs: 150 }), "TIMEOUT", /150 ms/);
  await rejects(fmg.with({ totalTimeoutMs: 120 }).get("dvmdb/adom"), "TIMEOUT", /total of 120 ms/);
});

test("feature resilience: a signal ends a call, and the waits between its tries", async () => {
  await using fmg = manager.connect({ retry: { baseMs: 60_000, maxRetries: 1 } });
  await manager.fault({ kind: "drop" });
  const controller = new AbortController();
  const call = fmg.get(ADDRESSES, { signal: controller.signal });
  const { retries } = fmg.stats().retry;
  assert.equal(retries, 0);
  while ((await manager.requests()).length === 0) await fmg.stats();
  controller.abort();
  await rejects(call, "ABORTED");
});

test("feature resilience: statistics count each call once, by what it does, how it ended and where it went", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, web);
  await manager.fault({ kind: "drop", times: 1 });
  await fmg.get(ADDRESSES);
  await rejects(fmg.get(`${ADDRESSES}/nope`), "NOT_FOUND");
  await rejects(fmg.get(""), "INVALID_INPUT");
  const stats = fmg.stats();
  assert.deepEqual([stats.requests, stats.reads, stats.writes, stats.failures, stats.active], [4, 3, 1, 2, 0]);
  assert.deepEqual(stats.byCode, { NOT_FOUND: 1, INVALID_INPUT: 1 });
  assert.deepEqual([stats.retry.retries, stats.retry.recovered], [1, 1]);
  const endpoint = "pm/config/adom/{adom}/obj/firewall/address";
  assert.equal(stats.latency[endpoint]?.count, 3);
  assert.deepEqual(stats.retry.byEndpoint, { [endpoint]: 1 });
  assert.equal(stats.lastRequest?.code, "INVALID_INPUT");
});

test("feature resilience: calls run side by side, each with the answer to its own", async () => {
  await using fmg = manager.connect();
  const names = Array.from({ length: 40 }, (_, at) => `n${at}`);
  await fmg.batch(
    "add",
    names.map((name) => ({ url: ADDRESSES, data: { ...web, name } })),
  );
  const found = await Promise.all(names.map((name) => fmg.get<{ name: string }>(`${ADDRESSES}/${name}`)));
  assert.deepEqual(
    found.map(({ name }) => name),
    names,
  );
});
