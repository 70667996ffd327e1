import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type BatchOutcome, type FortiErrorCode, isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

beforeEach(() => manager.reset());

const address = (name: string) => ({ url: ADDRESSES, data: { name, subnet: ["192.0.2.0", "255.255.255.0"] } });
const named = (count: number) => Array.from({ length: count }, (_, at) => `n${String(at).padStart(4, "0")}`);
const codes = (outcomes: readonly BatchOutcome[]): (FortiErrorCode | "ok")[] =>
  outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.code));

/** How many operations each request held. */
const sizes = async (): Promise<number[]> => (await manager.requests()).map(({ items }) => items.length);

test("feature batch: many operations go in one request, and each has its own result in order", async () => {
  await using fmg = manager.connect();
  const outcomes = await fmg.batch<{ name: string }>("add", named(100).map(address));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.ok && outcome.value.name),
    named(100),
  );
  assert.deepEqual(await sizes(), [100]);
});

test("feature batch: every status is checked, and a failure in the middle is told with its url and what it was about", async () => {
  await using fmg = manager.connect();
  await fmg.batch("add", [address("b")]);
  const bad = { url: ADDRESSES, data: { name: "bad", type: "no such type" } };
  const outcomes = await fmg.batch("add", [address("a"), address("b"), bad, address("c")]);
  assert.deepEqual(codes(outcomes), ["ok", "DUPLICATE", "BAD_VALUE", "ok"]);
  const [, failed] = outcomes;
  assert.ok(failed?.ok === false);
  assert.deepEqual([failed.url, failed.error.deviceCode, failed.error.reached], [ADDRESSES, -2, "yes"]);
  assert.match(failed.error.message, /firewall\/address "b" in ADOM "root"/);
});

test("feature batch: a failure keeps nothing else from being done", async () => {
  await using fmg = manager.connect();
  const gone = { url: `${ADDRESSES}/nope` };
  await fmg.batch("add", [address("a"), address("b")]);
  const outcomes = await fmg.batch("delete", [gone, `${ADDRESSES}/a`, gone, `${ADDRESSES}/b`]);
  assert.deepEqual(codes(outcomes), ["NOT_FOUND", "ok", "NOT_FOUND", "ok"]);
  assert.equal(await fmg.get<number>(ADDRESSES, { option: "count", filter: ["name", "in", "a", "b"] }), 0);
});

test("feature batch: an item that is alone in its request is refused like any other, and fails nothing else", async () => {
  await using fmg = manager.connect();
  await fmg.batch("add", [address("a"), address("b")]);
  assert.deepEqual(codes(await fmg.batch("delete", [`${ADDRESSES}/nope`])), ["NOT_FOUND"]);
  const each = { itemsPerRequest: 1 };
  const outcomes = await fmg.batch(
    "delete",
    [`${ADDRESSES}/nope`, `${ADDRESSES}/a`, `${ADDRESSES}/nope`, `${ADDRESSES}/b`],
    each,
  );
  assert.deepEqual(codes(outcomes), ["NOT_FOUND", "ok", "NOT_FOUND", "ok"]);
});

test("feature batch: a sign-in that is refused is no outcome of an item", async () => {
  const { username, apiKey } = manager.handle;
  const refused = (error: unknown): boolean => isFortiError(error, "AUTH_FAILED");
  await using fmg = manager.connect({ username, password: "wrong" });
  await assert.rejects(fmg.batch("get", [ADDRESSES]), refused);
  await using keyed = manager.connect({ apiKey: `${apiKey.slice(0, -4)}zzzz` });
  await assert.rejects(keyed.batch("get", [ADDRESSES]), refused);
});

test("feature batch: several gets with one request, each with its own fields", async () => {
  await using fmg = manager.connect();
  await fmg.batch("add", [address("a"), address("b")]);
  await manager.forget();
  const outcomes = await fmg.batch<{ name: string; subnet?: unknown; color?: unknown }>("get", [
    { url: `${ADDRESSES}/a`, fields: ["name", "color"], loadsub: 0 },
    { url: `${ADDRESSES}/b`, fields: ["name"] },
  ]);
  const [a, b] = outcomes.map((outcome) => (outcome.ok ? outcome.value : undefined));
  assert.deepEqual([a?.name, a?.color, a?.subnet, b?.name, b?.color], ["a", 0, undefined, "b", undefined]);
  assert.deepEqual(await sizes(), [2]);
});

test("feature batch: a very long list goes in chunks, in order", async () => {
  await using fmg = manager.connect();
  const outcomes = await fmg.batch("add", named(1100).map(address));
  assert.deepEqual(await sizes(), [500, 500, 100]);
  assert.ok(outcomes.every(({ ok }) => ok));
  await manager.forget();
  await fmg.batch("get", [`${ADDRESSES}/n0000`, `${ADDRESSES}/n0001`, `${ADDRESSES}/n0002`], { itemsPerRequest: 2 });
  assert.deepEqual(await sizes(), [2, 1]);
});

test("feature batch: when a later request is lost, what was done before it is told, and what was not sent", async () => {
  await using fmg = manager.connect({ retry: { maxRetries: 0 } });
  await fmg.batch("add", named(5).map(address));
  await manager.fault({ kind: "drop", match: { item: "/n0002$" } });
  const updates = named(5).map((name) => ({ url: `${ADDRESSES}/${name}`, data: { comment: "new" } }));
  const outcomes = await fmg.batch("update", updates, { itemsPerRequest: 2 });
  assert.deepEqual(codes(outcomes), ["ok", "ok", "NETWORK", "NETWORK", "ABORTED"]);
  const last = outcomes.at(-1);
  assert.ok(last?.ok === false && last.error.reached === "no");
  assert.match(last.error.message, /n0004 was not sent/);
});

test("feature batch: when nothing was answered at all, it throws", async () => {
  await using fmg = manager.connect({ retry: { maxRetries: 0 } });
  await manager.fault({ kind: "drop" });
  await assert.rejects(fmg.batch("add", named(4).map(address)), (error) => isFortiError(error, "NETWORK"));
});

test("feature batch: all refused for lack of permission is a session that may be over: it signs in again, once", async () => {
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  await fmg.batch("add", [address("a"), address("b")]);
  await manager.endSessions();
  const outcomes = await fmg.batch("add", [address("c"), address("d")]);
  assert.deepEqual(codes(outcomes), ["ok", "ok"]);
  assert.equal(fmg.stats().session?.signIns, 2);
});

test("feature batch: nothing to do sends nothing", async () => {
  await using fmg = manager.connect();
  assert.deepEqual(await fmg.batch("add", []), []);
  assert.deepEqual(await sizes(), []);
});

test("feature batch: what is no list of operations is refused, and so is the whole table in place of an entry", async () => {
  await using fmg = manager.connect();
  const bad: unknown[] = [undefined, null, 5, {}, "get", [null], [undefined], [{ data: {} }], [`${ADDRESSES}/`]];
  bad.push([{ url: `${ADDRESSES}/a`, flags: Number.NaN }]);
  for (const items of bad) {
    await assert.rejects(fmg.batch("delete", items as string[]), (error) => isFortiError(error, "INVALID_INPUT"));
  }
  assert.deepEqual(await sizes(), []);
});

test("feature batch: an item that cannot be right is refused before anything is sent", async () => {
  await using fmg = manager.connect();
  const bad = { url: ADDRESSES, data: { name: "x", when: new Date(0) } };
  await assert.rejects(fmg.batch("add", [address("a"), bad]), (error) => isFortiError(error, "INVALID_INPUT"));
  assert.deepEqual(await sizes(), []);
});

test("feature batch: several operations of one verb, raw, with the whole envelope", async () => {
  await using fmg = manager.connect();
  const { id, result } = await fmg.raw("add", [address("a"), address("a"), address("b")]);
  assert.equal(typeof id, "number");
  assert.deepEqual(
    result.map(({ status, url }) => [status.code, url]),
    [
      [0, ADDRESSES],
      [-2, ADDRESSES],
      [0, ADDRESSES],
    ],
  );
});
