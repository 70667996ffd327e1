import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, createCircuitBreaker, FortiError, isFortiError, token } from "@fortiweave/core";
import {
  createManualClock,
  createScriptedTransport,
  type ScriptedAnswer,
  type ScriptedStep,
} from "@fortiweave/core/testing";
import { createFortiGate, type FortiGateOptions } from "./client.ts";

const TOKEN = "0123456789abcdefghijklmno";
const ok: ScriptedStep = { body: { status: "success", version: "v7.4.8", results: [{ name: "web" }] } };

function connect(script: readonly ScriptedStep[], options: Partial<FortiGateOptions> = {}) {
  const transport = createScriptedTransport(script);
  const runtime = createManualClock();
  return { transport, runtime, fgt: createFortiGate({ transport, runtime, auth: token(TOKEN), ...options }) };
}

test("every request carries the token, the client's VDOM, and the version is learnt from answers", async () => {
  const { fgt, transport } = connect([ok], { vdom: "root" });
  assert.equal(fgt.version, undefined);
  await fgt.cmdb("firewall/address").list();
  assert.equal(fgt.version, "7.4.8");
  assert.equal(transport.requests[0]?.headers?.authorization, `Bearer ${TOKEN}`);
  assert.deepEqual(transport.requests[0]?.query, [["vdom", "root"]]);
});

test("the host may sign in by itself", async () => {
  const transport = createScriptedTransport([ok]);
  await createFortiGate({ transport, runtime: createManualClock() }).cmdb("firewall/address").list();
  assert.equal(transport.requests[0]?.headers, undefined);
});

test("bad options are refused at once", () => {
  for (const options of [
    { vdom: "a b" },
    { vdom: "" },
    { device: "https://admin:secret@192.0.2.1" },
    { retry: { maxRetries: -1 } },
    { circuitBreaker: { threshold: 0 } },
    { pace: "slow" as "adaptive" },
    { validate: "stict" as "strict" },
  ]) {
    assert.throws(
      () => connect([], options),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("a read is sent again after a fault, a create is not", async () => {
  const lost = new FortiError({ code: "NETWORK", message: "the connection broke", reached: "maybe" });
  const { fgt, transport, runtime } = connect([lost, ok, lost]);
  const rows = fgt.cmdb("firewall/address").list();
  await runtime.advance(5000);
  assert.equal((await rows).length, 1);
  const create = fgt.cmdb("firewall/address").create({ name: "web" });
  const failing = assert.rejects(create, (error) => isFortiError(error, "NETWORK"));
  await runtime.advance(5000);
  await failing;
  assert.equal(transport.requests.length, 3);
  assert.equal(fgt.stats().retry.retries, 1);
});

test("a lockout is never retried", async () => {
  const { fgt, transport } = connect([{ status: 429, body: "<html>blocked</html>" }]);
  await assert.rejects(fgt.cmdb("firewall/address").list(), (error) => isFortiError(error, "LOCKED_OUT"));
  assert.equal(transport.requests.length, 1);
});

test("a client that refuses writes sends none, and the refusal is on record", async () => {
  const events: AuditEvent[] = [];
  const { fgt, transport } = connect([ok], {
    readOnly: "refuse",
    audit: (event) => events.push(event),
    context: { user: "alice" },
  });
  await fgt.cmdb("firewall/address").list();
  await assert.rejects(fgt.cmdb("firewall/address").create({ name: "web" }), (error) =>
    isFortiError(error, "READ_ONLY"),
  );
  await fgt.close();
  assert.equal(transport.requests.length, 1);
  assert.deepEqual(
    events.map(({ operation, outcome, context }) => [operation, outcome, context]),
    [
      ["cmdb firewall/address list", "ok", { user: "alice" }],
      ["cmdb firewall/address create", "refused", { user: "alice" }],
    ],
  );
});

test("neither audit nor errors show a secret", async () => {
  const events: AuditEvent[] = [];
  const { fgt } = connect(
    [{ status: 500, body: { status: "error", error: -651, cli_error: `bad geheim123 ${TOKEN}` } }],
    {
      audit: [(event) => void events.push(event)],
    },
  );
  const failing = fgt.cmdb("user/local").create({ name: "u", type: "password", passwd: "geheim123" });
  await assert.rejects(failing, (error) => isFortiError(error) && !/geheim123|0123456789/.test(JSON.stringify(error)));
  await fgt.close();
  assert.doesNotMatch(JSON.stringify(events), /geheim123|0123456789/);
});

test("secrets of a child table are not shown either, and its fields are checked", async () => {
  const events: AuditEvent[] = [];
  const { fgt } = connect([ok, ok], { audit: [(event) => void events.push(event)] });
  const neighbors = fgt.untyped().cmdb("router/bgp/neighbor", { mkey: "ip" });
  await neighbors.update("10.0.0.1", { password: "geheim123" });
  await fgt.untyped().cmdb("router/bgp/neighbor/10.0.0.1", { kind: "object" }).update({ password: "geheim123" });
  await assert.rejects(neighbors.update("10.0.0.1", { weight: 99_999 }), (error) =>
    isFortiError(error, "INVALID_INPUT"),
  );
  await fgt.close();
  assert.deepEqual(
    events.map(({ outcome, body }) => [outcome, body]),
    [
      ["ok", { password: "[redacted]" }],
      ["ok", { password: "[redacted]" }],
      ["refused", undefined],
    ],
  );
});

test("close waits for running calls, and they are on record", async () => {
  const events: AuditEvent[] = [];
  const answer = Promise.withResolvers<ScriptedAnswer>();
  const { fgt, transport } = connect([() => answer.promise], { audit: [(event) => void events.push(event)] });
  const running = fgt.cmdb("firewall/address").list();
  while (transport.requests.length === 0) await Promise.resolve();
  const closed = fgt.close();
  answer.resolve({ body: { status: "success", results: [] } });
  await closed;
  assert.deepEqual(
    events.map(({ outcome }) => outcome),
    ["ok"],
  );
  assert.deepEqual(await running, []);
});

test("clients of one device can share its breaker", async () => {
  const runtime = createManualClock();
  const circuitBreaker = createCircuitBreaker({ threshold: 1 }, runtime);
  const fault = new FortiError({ code: "NETWORK", message: "no route", reached: "no" });
  const retry = { maxRetries: 0 };
  const one = connect([fault], { runtime, circuitBreaker, retry });
  const other = connect([ok], { runtime, circuitBreaker, retry });
  await assert.rejects(one.fgt.cmdb("firewall/address").list(), (error) => isFortiError(error, "NETWORK"));
  await assert.rejects(other.fgt.cmdb("firewall/address").list(), (error) => isFortiError(error, "CIRCUIT_OPEN"));
  assert.equal(other.fgt.stats().circuitBreaker.kind, "open");
  assert.equal(other.transport.requests.length, 0);
});

test("statistics are plain data", async () => {
  const { fgt } = connect([ok, { status: 404, body: { status: "error", error: -3 } }, ok]);
  await fgt.cmdb("firewall/address").list();
  await fgt.cmdb("firewall/address").find("nope");
  await fgt.cmdb("firewall/address").delete("web");
  const { requests, reads, writes, failures, byCode } = fgt.stats();
  assert.deepEqual(
    { requests, reads, writes, failures, byCode },
    { requests: 3, reads: 2, writes: 1, failures: 1, byCode: { NOT_FOUND: 1 } },
  );
  assert.deepEqual(structuredClone(fgt.stats()), fgt.stats());
});

test("the statistics of all steps stand in one object", async () => {
  const { fgt, runtime } = connect([{ status: 503, body: {} }, ok]);
  const rows = fgt.cmdb("firewall/address").list();
  await runtime.advance(1000);
  await rows;
  const { retry, latency, circuitBreaker, pace, connections, successes, active, lastRequest } = fgt.stats();
  assert.deepEqual([successes, active, lastRequest?.status], [1, 0, 200]);
  assert.deepEqual(retry.byEndpoint, { "cmdb/firewall/address": 1 });
  assert.deepEqual(Object.keys(latency), ["cmdb/firewall/address"]);
  assert.equal(latency["cmdb/firewall/address"]?.count, 2);
  assert.deepEqual([circuitBreaker.kind, circuitBreaker.threshold], ["closed", 10]);
  assert.deepEqual([pace, connections], [{ kind: "off" }, undefined]);
});

test("an adaptive pace is heeded by retries and shown", async () => {
  const busy: ScriptedStep = { status: 503, body: {} };
  const { fgt, runtime, transport } = connect([busy, busy, ok], { pace: "adaptive", retry: { jitter: "none" } });
  const rows = fgt.cmdb("firewall/address").list();
  await runtime.advance(0);
  const { pace } = fgt.stats();
  assert.ok(pace.kind === "paused");
  assert.deepEqual([pace.pressure, pace.until], [2, 1000]);
  await runtime.advance(999);
  assert.equal(transport.requests.length, 1, "half a second, stretched to one");
  await runtime.advance(5000);
  await rows;
  assert.equal(fgt.stats().retry.waitedMs, 500 * 2 + 1000 * 4);
});

test("the total time covers retries and waits, per client and per call", async () => {
  const busy: ScriptedStep = { status: 503, body: {} };
  const { fgt, runtime } = connect([busy, busy, busy, busy], { retry: { jitter: "none" }, totalTimeoutMs: 3000 });
  for (const [options, ms] of [
    [{}, 3000],
    [{ totalTimeoutMs: 400 }, 400],
  ] as const) {
    const rejected = assert.rejects(fgt.cmdb("firewall/address").list(options), (error) => {
      return isFortiError(error, "TIMEOUT") && error.message.includes(`total of ${ms} ms`);
    });
    await runtime.advance(ms);
    await rejected;
  }
  assert.equal(runtime.sleeping, 0);
  assert.equal(fgt.stats().byCode.TIMEOUT, 2);
});

test("the owner of a client can reset its breaker", async () => {
  const fault = new FortiError({ code: "NETWORK", message: "no route", reached: "no" });
  const { fgt } = connect([fault, ok], { circuitBreaker: { threshold: 1 }, retry: { maxRetries: 0 } });
  await assert.rejects(fgt.cmdb("firewall/address").list());
  assert.equal(fgt.stats().circuitBreaker.kind, "open");
  fgt.circuitBreaker.reset();
  assert.equal((await fgt.cmdb("firewall/address").list()).length, 1);
});

test("await using closes the transport", async () => {
  const { fgt, transport } = connect([]);
  {
    await using held = fgt;
    assert.equal(held.version, undefined);
    assert.equal(transport.closed, false);
  }
  assert.equal(transport.closed, true);
});

test("an answer of another form is BAD_RESPONSE", async () => {
  const { fgt } = connect([{ body: [{ status: "success" }, { status: "success" }] }, { body: "text" }, { body: 5 }], {
    retry: { maxRetries: 0 },
  });
  for (let turn = 0; turn < 3; turn++) {
    await assert.rejects(fgt.cmdb("firewall/address").list(), (error) => isFortiError(error, "BAD_RESPONSE"));
  }
});

test("paths that the catalogue does not know are refused with a way out", () => {
  const { fgt } = connect([]);
  const refused = (run: () => unknown, hint: RegExp) =>
    assert.throws(run, (error) => isFortiError(error, "INVALID_INPUT") && hint.test(error.hint ?? ""));
  refused(
    () => fgt.cmdb("firewall/adress" as "firewall/address"),
    /^Did you mean "firewall\/address"\? untyped\(\)\.cmdb/,
  );
  refused(() => fgt.cmdb("address" as "firewall/address"), /Did you mean "/);
  refused(() => fgt.monitor("nope" as "system/status"), /untyped\(\)\.monitor/);
  refused(() => fgt.log("disk", "nope" as never), /untyped\(\)\.log/);
  refused(() => fgt.service("nope" as never), /untyped\(\)\.service/);
});

test("untyped takes any plain path, and knows the kind of those in the catalogue", async () => {
  const { fgt, transport } = connect([ok, ok, ok]);
  await fgt.untyped().cmdb("brand/new", { mkey: "id" }).set({ id: 5 });
  await fgt.untyped().cmdb("system/global", { kind: "object" }).update({ hostname: "edge" });
  await fgt.untyped().monitor("brand/new").get({ x: 1 });
  assert.deepEqual(
    transport.requests.map(({ method, path }) => `${method} ${path}`),
    ["PUT /api/v2/cmdb/brand/new/5", "PUT /api/v2/cmdb/system/global", "GET /api/v2/monitor/brand/new"],
  );
  const refused = (run: () => unknown, words: RegExp) =>
    assert.throws(run, (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message));
  refused(() => fgt.untyped().cmdb("system/global"), /system\/global is an object/);
  refused(() => fgt.untyped().cmdb("firewall/address", { kind: "object" }), /firewall\/address is a table/);
  refused(() => fgt.untyped().cmdb("../monitor/user/banned"), /Not the path/);
});

test("an object is read, changed, and ensured", async () => {
  const values = (hostname: string): ScriptedStep => ({
    body: { status: "success", results: { hostname, timezone: "04" } },
  });
  const { fgt, transport } = connect([values("a"), values("a"), ok, values("b"), values("b")]);
  const global = fgt.cmdb("system/global");
  assert.equal((await global.get()).hostname, "a");
  const { changed, diff } = await global.ensure({ hostname: "b" });
  assert.equal(changed, true);
  assert.deepEqual(diff, [{ field: "hostname", before: "a", after: "b" }]);
  assert.equal((await global.ensure({ hostname: "b" })).action, "unchanged");
  assert.deepEqual(transport.requests[2]?.body, { hostname: "b" });
});

test("hints name no option of a script alone: forms show them too", async () => {
  const duplicate: ScriptedStep = { status: 500, body: { http_status: 500, status: "error", error: -5 } };
  const { fgt } = connect([duplicate], { validate: "strict" });
  const addresses = fgt.untyped().cmdb("firewall/address");
  const refused: [RegExp, () => Promise<unknown>][] = [
    [/create or update it in one step/, () => addresses.create({ name: "web" })],
    [/correct the input/, () => addresses.create({})],
    [/get or update it as a whole/, () => Promise.resolve().then(() => fgt.untyped().cmdb("system/global").list())],
    [/allow unsafe addresses/, () => fgt.quarantine.ban("10.1.2.3")],
  ];
  for (const [words, attempt] of refused) {
    await assert.rejects(attempt, (error) => {
      assert.ok(isFortiError(error));
      assert.match(error.hint ?? "", words);
      assert.doesNotMatch(error.hint ?? "", /validate|allowUnsafe|cmdb\(/);
      return true;
    });
  }
});
