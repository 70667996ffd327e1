import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, type DeviceRequest, FortiError, isFortiError } from "@fortiweave/core";
import { readEnvelope } from "@fortiweave/core/json-rpc";
import { createManualClock, createScriptedTransport, type ScriptedAnswer } from "@fortiweave/core/testing";
import { createFortiManager, type FortiManagerOptions } from "./client.ts";

const OK = { code: 0, message: "OK" };
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

/** Answers each operation with a status, or with data. */
function setUp(
  answer: (url: string, request: DeviceRequest) => unknown = () => [],
  options: Partial<FortiManagerOptions> = {},
) {
  const transport = createScriptedTransport((request): ScriptedAnswer | Error => {
    const sent = readEnvelope(request);
    const results = (sent?.params ?? []).map(({ url }) => {
      const given = answer(url, request);
      return typeof given === "number"
        ? { status: { code: given, message: "No" }, url }
        : { status: OK, url, data: given };
    });
    return { body: { id: sent?.id ?? null, result: results } as ScriptedAnswer["body"] & object };
  });
  const clock = createManualClock();
  const fmg = createFortiManager({ transport, runtime: clock, ...options });
  const body = (at = -1) => transport.requests.at(at)?.body as Record<string, unknown>;
  return { fmg, transport, clock, body };
}

test("each request has an id of its own, and asks for options by name", async () => {
  const { fmg, body, transport } = setUp();
  await fmg.get("dvmdb/adom");
  await fmg.get("dvmdb/adom");
  assert.deepEqual(body(0), { id: 1, method: "get", params: [{ url: "dvmdb/adom" }], verbose: 1 });
  assert.equal(body(1).id, 2);
  assert.deepEqual([transport.requests[0]?.method, transport.requests[0]?.path], ["POST", "/jsonrpc"]);
});

test("operation, endpoint and target come from the catalogue", async () => {
  const { fmg, transport } = setUp();
  await fmg.get(`/${ADDRESSES}/web`);
  await fmg.exec("securityconsole/install/package", {});
  await fmg.get("pm/config/device/FGT1/vdom/root/router/static");
  await fmg.batch("add", [
    { url: ADDRESSES, data: { name: "a" } },
    { url: ADDRESSES, data: { name: "b" } },
  ]);
  assert.deepEqual(
    transport.requests.map(({ operation, endpoint, target }) => [operation, endpoint, target]),
    [
      ["firewall/address get", "pm/config/adom/{adom}/obj/firewall/address", `get /${ADDRESSES}/web`],
      [
        "securityconsole/install/package exec",
        "securityconsole/install/package",
        "exec securityconsole/install/package",
      ],
      [
        "pm/config/device/FGT1/vdom/root/router/static get",
        "pm/config/device",
        "get pm/config/device/FGT1/vdom/root/router/static",
      ],
      ["firewall/address add", "pm/config/adom/{adom}/obj/firewall/address", `add ${ADDRESSES} and 1 more`],
    ],
  );
});

test("only what leaves the same behind when it is sent twice is idempotent", async () => {
  const { fmg, transport } = setUp();
  const url = `${ADDRESSES}/web`;
  await fmg.get(url);
  await fmg.set(url, {});
  await fmg.update(url, {});
  await fmg.replace(url, {});
  await fmg.delete(url);
  await fmg.unset(`${url}/comment`);
  await fmg.add(ADDRESSES, {});
  await fmg.clone(url, "b");
  await fmg.move(url, { before: "b" });
  await fmg.exec("sys/reboot");
  assert.deepEqual(
    transport.requests.map(({ idempotent }) => idempotent),
    [true, true, true, true, true, true, false, false, false, false],
  );
});

test("the version is asked for once, whoever asks", async () => {
  const { fmg, transport } = setUp((url) => (url === "sys/status" ? { Version: "v7.4.8-build2744 250101 (GA)" } : []));
  assert.deepEqual(await Promise.all([fmg.version(), fmg.version()]), ["7.4.8", "7.4.8"]);
  assert.equal(await fmg.with({ timeoutMs: 5 }).version(), "7.4.8");
  assert.equal(transport.requests.length, 1);
});

test("who may not read the status reads the version elsewhere", async () => {
  const { fmg } = setUp((url) => (url === "sys/status" ? -11 : { Version: "v7.2.11-build1740" }));
  assert.equal(await fmg.version(), "7.2.11");
});

test("a version that cannot be asked for is asked for again", async () => {
  let answer: unknown = -1;
  const { fmg } = setUp(() => answer);
  await assert.rejects(fmg.version(), (error) => isFortiError(error, "DEVICE_ERROR"));
  answer = {};
  await assert.rejects(fmg.version(), (error) => isFortiError(error, "BAD_RESPONSE"));
  answer = { Version: "v7.6.4" };
  assert.equal(await fmg.version(), "7.6.4");
});

test("who is cancelled from the start does not ask for the version, and fails in no other place", async () => {
  const { fmg, transport } = setUp(() => -1);
  await assert.rejects(
    fmg.version({ signal: AbortSignal.abort() }),
    (error) => isFortiError(error, "ABORTED") && error.message === "Waiting for the version was cancelled",
  );
  assert.equal(transport.requests.length, 0);
});

test("who is cancelled stops waiting for the version, and others do not", async () => {
  let release = (): void => undefined;
  const transport = createScriptedTransport(async (request) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    const result = [{ status: OK, data: { Version: "v7.6.4" } }];
    return { body: { id: readEnvelope(request)?.id ?? null, result } };
  });
  const fmg = createFortiManager({ transport, runtime: createManualClock() });
  const controller = new AbortController();
  const cancelled = fmg.version({ signal: controller.signal });
  const other = fmg.version();
  controller.abort();
  await assert.rejects(cancelled, (error) => isFortiError(error, "ABORTED"));
  while (transport.requests.length === 0) await Promise.resolve();
  release();
  assert.equal(await other, "7.6.4");
});

test("secrets are hidden wherever a call is shown", async () => {
  const events: AuditEvent[] = [];
  const { fmg } = setUp(() => -2, { audit: (event) => events.push(event), trackOperations: true });
  const data = { name: "eve", passwd: "geheim123" };
  const failure = await fmg.add("pm/config/adom/root/obj/user/local", data).catch((error: unknown) => error);
  assert.ok(isFortiError(failure, "DUPLICATE"));
  await fmg.close();
  assert.equal(events.length, 1);
  assert.match(JSON.stringify(events[0]?.body), /"passwd":"\[redacted\]"/);
  assert.doesNotMatch(JSON.stringify([events, failure, fmg.operations()]), /geheim123/);
});

test("a refusal of input is on record, without names and data", async () => {
  const events: AuditEvent[] = [];
  const { fmg, transport } = setUp(undefined, { audit: (event) => events.push(event) });
  await assert.rejects(fmg.add(ADDRESSES, { name: new Date(0) }), (error) => isFortiError(error, "INVALID_INPUT"));
  await assert.rejects(fmg.get(""), (error) => isFortiError(error, "INVALID_INPUT"));
  await assert.rejects(fmg.raw("add", []), (error) => isFortiError(error, "INVALID_INPUT"));
  assert.deepEqual(await fmg.batch("add", []), []);
  await fmg.close();
  assert.deepEqual(
    events.map(({ operation, outcome, effect }) => [operation, outcome, effect]),
    [
      ["firewall/address add", "refused", "write"],
      ["get", "refused", "read"],
      ["raw", "refused", "write"],
    ],
  );
  assert.equal(transport.requests.length, 0);
});

test("a refusal of several entries, or of several operations, is on record by what they were about", async () => {
  const events: AuditEvent[] = [];
  const { fmg } = setUp(undefined, { audit: (event) => events.push(event) });
  const bad = { name: Number.NaN };
  await assert.rejects(fmg.add(ADDRESSES, [bad]), (error) => isFortiError(error, "INVALID_INPUT"));
  await assert.rejects(fmg.batch("add", [{ url: ADDRESSES, data: bad }]));
  await assert.rejects(fmg.batch("delete", [`${ADDRESSES}/`]));
  await assert.rejects(fmg.raw("add", { url: ADDRESSES, data: bad }));
  await fmg.close();
  assert.deepEqual(
    events.map(({ operation }) => operation),
    ["firewall/address add", "firewall/address batch", "firewall/address batch", "firewall/address raw"],
  );
});

test("what refuses all operations of a request is the outcome of each, in its own words", async () => {
  const { fmg } = setUp((url) => (url.endsWith("ok") ? {} : -11));
  const outcomes = await fmg.batch("get", [`${ADDRESSES}/a`, `${ADDRESSES}/b`]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.ok || [outcome.error.code, /"\w"/.exec(outcome.error.message)?.[0]]),
    [
      ["FORBIDDEN", '"a"'],
      ["FORBIDDEN", '"b"'],
    ],
  );
});

test("a secret that is also a word of the operation changes nothing in its outcome", async () => {
  const { fmg } = setUp(() => -3);
  const [outcome] = await fmg.batch("get", [`${ADDRESSES}/a`], { secrets: ["address"] });
  assert.ok(outcome?.ok === false && outcome.error.code === "NOT_FOUND");
  assert.doesNotMatch(outcome.error.format("detailed"), /address/);
});

test("an answer to another request is not believed", async () => {
  const transport = createScriptedTransport([{ body: { id: 99, result: [{ status: OK, data: [] }] } }]);
  const fmg = createFortiManager({ transport, runtime: createManualClock() });
  await assert.rejects(
    fmg.get("dvmdb/adom"),
    (error) => isFortiError(error, "BAD_RESPONSE") && /id 99/.test(error.message),
  );
});

test("views merge their options, and either signal cancels", async () => {
  const { fmg, transport } = setUp();
  const one = new AbortController();
  const two = new AbortController();
  const view = fmg.with({ signal: one.signal, timeoutMs: 7000 }).with({ totalTimeoutMs: 9000 });
  await view.get("dvmdb/adom", { signal: two.signal, timeoutMs: 5000 });
  const { timeoutMs, totalTimeoutMs, signal } = transport.requests[0] ?? {};
  assert.deepEqual([timeoutMs, totalTimeoutMs], [5000, 9000]);
  one.abort();
  assert.equal(signal?.aborted, true);
});

test("failures can be answers", async () => {
  const { fmg } = setUp((url) => (url === "dvmdb/adom" ? [] : -3));
  const calm = fmg.with({ onError: "return" });
  assert.deepEqual(await calm.get("dvmdb/adom"), { ok: true, value: [] });
  const failed = await calm.with({ timeoutMs: 5 }).get("dvmdb/device/x");
  assert.ok(!failed.ok && failed.error instanceof FortiError && failed.error.code === "NOT_FOUND");
});
