import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, createLogger, isFortiError, type Middleware } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { createFortiGate, type FortiGateOptions } from "./client.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

function connect(options: Partial<FortiGateOptions> = {}) {
  const events: AuditEvent[] = [];
  const warnings: string[] = [];
  const transport = createScriptedTransport(() => ({ body: { status: "success", results: [] } }));
  const runtime = createManualClock({ startMs: Date.parse("2026-11-05T10:00:00Z") });
  const fgt = createFortiGate({
    transport,
    runtime,
    audit: (event) => events.push(event),
    logger: createLogger((level, message) => warnings.push(`${level}: ${message}`), "warning"),
    ...options,
  });
  return { fgt, events, warnings, transport, runtime, addresses: fgt.cmdb("firewall/address") };
}

test("the device, the trace and the context are on every line, refusals included", async () => {
  const { addresses, events } = connect({
    device: "https://[2001:db8::1]:8443",
    context: { user: "alice" },
    traceId: "job-42",
    traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
  });
  await addresses.list();
  await assert.rejects(addresses.get(""));
  assert.equal(events.length, 2);
  for (const { device, context, traceId, spanId } of events) {
    assert.equal(device, "[2001:db8::1]:8443");
    assert.deepEqual(context, { user: "alice", traceId: "job-42" });
    assert.deepEqual([traceId, spanId], [TRACE, "00f067aa0ba902b7"]);
  }
});

test("the device gets the trace of each call", async () => {
  let call = 0;
  const { addresses, transport } = connect({ traceparent: () => `00-${TRACE}-${String(++call).padStart(16, "0")}-01` });
  await addresses.list();
  await addresses.list();
  assert.deepEqual(
    transport.requests.map(({ headers }) => headers?.traceparent),
    [`00-${TRACE}-0000000000000001-01`, `00-${TRACE}-0000000000000002-01`],
  );
});

test("telemetry is told of the device, and sees each call with the trace that is given", async () => {
  const seen: unknown[] = [];
  const watch = (device: URL | undefined): Middleware => {
    seen.push(device?.href);
    return (next) => (request) => {
      seen.push(request.headers?.traceparent);
      return next(request);
    };
  };
  const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
  const { addresses } = connect({ telemetry: watch, traceparent, device: "https://192.0.2.1" });
  await addresses.list();
  assert.deepEqual(seen, ["https://192.0.2.1/", traceparent]);
});

test("what is not asked for costs nothing: no header, no event, no operation", async () => {
  const { addresses, transport, fgt } = connect({ audit: [] });
  await addresses.list();
  assert.equal(transport.requests[0]?.headers, undefined);
  for (const ask of [() => fgt.operations(), () => fgt.exportOperations({ format: "json" })]) {
    assert.throws(
      ask,
      (error) => isFortiError(error, "INVALID_INPUT") && /trackOperations: true/.test(error.hint ?? ""),
    );
  }
});

test("the last operations are kept, and exported", async () => {
  const { addresses, fgt } = connect({ audit: [], trackOperations: { limit: 2 } });
  await addresses.list();
  await addresses.create({ name: "web" });
  await assert.rejects(addresses.get(""));
  assert.deepEqual(
    fgt.operations().map(({ operation, outcome }) => [operation, outcome]),
    [
      ["cmdb firewall/address create", "ok"],
      ["cmdb firewall/address get", "refused"],
    ],
  );
  const [row] = JSON.parse(fgt.exportOperations({ format: "json", writes: true })) as { body: unknown }[];
  assert.deepEqual(row?.body, { name: "web" });
  assert.equal(fgt.operations({ method: "GET" }).length, 1);
});

test("that a sink fails is said once, to the logger or to the host's, unless somebody listens", async () => {
  const fails = (): never => {
    throw new Error("disk full");
  };
  const { addresses, warnings } = connect({ audit: fails });
  await addresses.list();
  await addresses.list();
  const alarm = "error: The audit record is not complete: disk full";
  assert.deepEqual(warnings, [alarm]);
  const lines: string[] = [];
  const errorLogger = createLogger((level, message) => lines.push(`${level}: ${message}`), "error");
  const quiet = createFortiGate({
    transport: createScriptedTransport(() => ({ body: { status: "success", results: [] } })),
    runtime: createManualClock(),
    audit: fails,
    errorLogger,
  });
  await quiet.cmdb("firewall/address").list();
  assert.deepEqual(lines, [alarm]);
  const heard: unknown[] = [];
  const listened = connect({ audit: [fails], onSinkError: (error, event) => heard.push([error, event?.operation]) });
  await listened.addresses.list();
  assert.deepEqual(heard, [[new Error("disk full"), "cmdb firewall/address list"]]);
  assert.deepEqual(listened.warnings, []);
});

test("close waits for a sink, and not for ever", async () => {
  const { addresses, fgt, runtime } = connect({ audit: () => new Promise(() => undefined), auditTimeoutMs: 700 });
  await addresses.list();
  let isClosed = false;
  const closed = fgt.close().then(() => {
    isClosed = true;
  });
  await runtime.advance(699);
  assert.equal(isClosed, false);
  await runtime.advance(1);
  await closed;
});

test("close leaves a sink open, which other clients may share", async () => {
  const told: string[] = [];
  const shared = Object.assign(() => undefined, {
    flush: () => Promise.resolve(void told.push("flush")),
    close: () => Promise.resolve(void told.push("close")),
  });
  await connect({ audit: shared }).fgt.close();
  assert.deepEqual(told, ["flush"]);
});

test("options that make no sense are refused at once", () => {
  for (const options of [
    { traceparent: "nonsense" },
    { auditTimeoutMs: -1 },
    { trackOperations: { limit: 0 } },
    { readOnly: "yes" as "refuse" },
  ]) {
    assert.throws(
      () => connect(options),
      (error) => isFortiError(error, "INVALID_INPUT"),
      JSON.stringify(options),
    );
  }
});
