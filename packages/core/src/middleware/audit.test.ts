import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequest, readRequest } from "../../test/requests.ts";
import type { AuditEvent, AuditSink } from "../audit/event.ts";
import { token } from "../auth/token.ts";
import { FortiError, isFortiError } from "../errors.ts";
import { nextTurn } from "../runtime/system.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport, type ScriptedStep } from "../testing/scripted-transport.ts";
import { type AuditOptions, audit } from "./audit.ts";
import { authenticate } from "./authenticate.ts";
import { compose } from "./compose.ts";
import { readOnly } from "./read-only.ts";
import { retry } from "./retry.ts";

function setUp(script: readonly ScriptedStep[], options: Partial<AuditOptions> = {}) {
  const events: AuditEvent[] = [];
  const clock = createManualClock({ startMs: Date.parse("2026-11-05T10:00:00Z") });
  const device = createScriptedTransport(script);
  const sink: AuditSink = (event) => void events.push(event);
  const step = audit({ sinks: [sink], runtime: clock, ...options });
  return { events, clock, device, step, send: step(device.send) };
}

test("a write is on record with its body and its result", async () => {
  const { send, events } = setUp([{ status: 200 }], { context: { user: "alice", ticket: 42 } });
  await send(createRequest({ query: [["vdom", "root"]] }));
  const { id, ...event } = events[0] as AuditEvent;
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  assert.deepEqual(event, {
    at: "2026-11-05T10:00:00.000Z",
    operation: "cmdb firewall/address create",
    effect: "write",
    method: "POST",
    path: "/api/v2/cmdb/firewall/address",
    query: [["vdom", "root"]],
    body: { name: "web", subnet: "192.0.2.5 255.255.255.255" },
    outcome: "ok",
    status: 200,
    durationMs: 0,
    context: { user: "alice", ticket: 42 },
  });
});

test("a failure is on record with its reason, and comes out unchanged", async () => {
  const failure = new FortiError({ code: "DUPLICATE", message: "It is there already", status: 500, deviceCode: -5 });
  const { send, events } = setUp([failure]);
  await assert.rejects(send(createRequest()), (error) => error === failure);
  const { outcome, code, status, deviceCode, message } = events[0] as AuditEvent;
  assert.deepEqual(
    { outcome, code, status, deviceCode, message },
    { outcome: "failed", code: "DUPLICATE", status: 500, deviceCode: -5, message: "It is there already" },
  );
});

test("a bug is on record as failed, without words that nobody scrubbed", async () => {
  const { send, events } = setUp([new TypeError("token s3cr3t")]);
  await assert.rejects(send(readRequest()), TypeError);
  assert.equal(events[0]?.outcome, "failed");
  assert.equal(events[0]?.message, undefined);
});

test("a refused write sends nothing and is on record as refused", async () => {
  const { step, device, events } = setUp([]);
  await assert.rejects(compose([step, readOnly()], device.send)(createRequest()));
  assert.equal(events[0]?.outcome, "refused");
  assert.equal(events[0]?.code, "READ_ONLY");
  assert.equal(device.requests.length, 0);
});

test("a call is one event, however often it is retried, and its duration holds the waits", async () => {
  const { step, device, clock, events } = setUp([new FortiError({ code: "NETWORK", message: "Broke" }), {}]);
  const send = compose([step, retry({ jitter: "none", baseMs: 700 }, clock)], device.send);
  const answer = send(readRequest());
  await clock.advance(700);
  await answer;
  assert.equal(events.length, 1);
  assert.equal(events[0]?.durationMs, 700);
});

test("no secret is on record: not from the body, the query, the path, nor the token added further in", async () => {
  const secrets = ["p@ss word/1"];
  const { step, device, events } = setUp([{}]);
  const send = compose([step, authenticate(token("s3cr3t-token"))], device.send);
  await send(
    createRequest({
      path: `/api/v2/cmdb/user/local/${encodeURIComponent("p@ss word/1")}`,
      query: [["key", "p@ss word/1"]],
      body: { name: "bob", passwd: "p@ss word/1", deep: [{ psk: "p@ss word/1" }] },
      secrets,
    }),
  );
  const text = JSON.stringify(events);
  assert.ok(!/p@ss|p%40ss|s3cr3t|authorization/i.test(text), text);
  assert.equal(text.match(/\[redacted\]/g)?.length, 4);
});

test("neither reads nor sign-ins record a body", async () => {
  const { send, events } = setUp([{}, {}]);
  await send(createRequest({ effect: "read" }));
  await send(createRequest({ effect: "session" }));
  assert.deepEqual(
    events.map(({ body }) => body),
    [undefined, undefined],
  );
});

test("a sink that fails stops neither the call nor other sinks, and is reported", async () => {
  const events: AuditEvent[] = [];
  const failures: unknown[] = [];
  const { send, step } = setUp([{ status: 200 }], {
    sinks: [
      () => {
        throw new Error("disk full");
      },
      () => Promise.reject(new Error("syslog gone")),
      (event) => void events.push(event),
    ],
    onSinkError: (error) => failures.push((error as Error).message),
  });
  assert.equal((await send(readRequest())).status, 200);
  await step.flush();
  assert.equal(events.length, 1);
  assert.deepEqual(failures, ["disk full", "syslog gone"]);
});

test("a listener for sink failures that fails itself changes nothing", async () => {
  const { send, step } = setUp([{}], {
    sinks: [() => Promise.reject(new Error("gone"))],
    onSinkError: () => {
      throw new Error("the listener too");
    },
  });
  await send(readRequest());
  await nextTurn(); // An unhandled rejection would end the process here.
  await step.flush();
});

test("a call does not wait for a slow sink, flush does", async () => {
  const disk = Promise.withResolvers<void>();
  let written = false;
  const { send, step } = setUp([{}], {
    sinks: [
      async () => {
        await disk.promise;
        written = true;
      },
    ],
  });
  await send(readRequest());
  assert.equal(written, false);
  const flushed = step.flush();
  disk.resolve();
  await flushed;
  assert.equal(written, true);
});

test("flush gives a sink that hangs no more time than it has, and says so", async () => {
  const failures: unknown[] = [];
  const { send, step, clock } = setUp([{}], {
    sinks: [() => new Promise(() => undefined)],
    flushTimeoutMs: 300,
    onSinkError: (error) => failures.push(error),
  });
  await send(readRequest());
  let isFlushed = false;
  const flushed = step.flush().then(() => {
    isFlushed = true;
  });
  await clock.advance(299);
  assert.equal(isFlushed, false);
  await clock.advance(1);
  await flushed;
  assert.ok(isFortiError(failures[0], "TIMEOUT") && /not done with every event after 300 ms/.test(failures[0].message));
});

test("flush waits for no clock when the sinks are done", async () => {
  const { send, step, clock } = setUp([{}], { sinks: [() => Promise.resolve(), () => "done"] });
  await send(readRequest());
  await step.flush();
  assert.equal(clock.sleeping, 0);
});

test("flush hurries a sink that puts things off, and one that cannot be hurried is reported", async () => {
  const told: string[] = [];
  const failures: unknown[] = [];
  const slow = Object.assign(() => undefined, { flush: () => Promise.resolve(void told.push("flushed")) });
  const broken = Object.assign(() => undefined, { flush: () => Promise.reject(new Error("gone")) });
  const { step } = setUp([], { sinks: [broken, slow], onSinkError: (error, event) => failures.push([error, event]) });
  await step.flush();
  assert.deepEqual(told, ["flushed"]);
  assert.deepEqual(failures, [[new Error("gone"), undefined]]);
});

test("a simulated write is on record as such, without the status of a device", async () => {
  const { step, device, events } = setUp([]);
  await compose([step, readOnly("simulate")], device.send)(createRequest({ secrets: ["192.0.2.5"] }));
  const { outcome, status, body } = events[0] as AuditEvent;
  assert.deepEqual(
    { outcome, status, body },
    { outcome: "simulated", status: undefined, body: { name: "web", subnet: "[redacted] 255.255.255.255" } },
  );
});

test("the device and the client's trace are on every line", async () => {
  const { send, events } = setUp([{}], { device: "192.0.2.1:8443", traceId: "job-42" });
  await send(readRequest());
  const { device, traceId, context } = events[0] as AuditEvent;
  assert.deepEqual(
    { device, traceId, context },
    { device: "192.0.2.1:8443", traceId: "job-42", context: { traceId: "job-42" } },
  );
});

test("a file is on record by its size", async () => {
  const { send, events } = setUp([{}]);
  await send(createRequest({ body: { name: "fw.out", file_content: btoa("12345") }, files: ["file_content"] }));
  assert.deepEqual(events[0]?.body, { name: "fw.out", file_content: "[file of 5 bytes]" });
});

test("a time that makes no sense is refused", () => {
  assert.throws(
    () => setUp([], { flushTimeoutMs: -1 }),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});

test("without sinks the step is not there at all", async () => {
  const { step, device, send } = setUp([{}], { sinks: [] });
  assert.equal(send, device.send);
  await step.flush();
});
