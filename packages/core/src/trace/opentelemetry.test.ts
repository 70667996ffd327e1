import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { before, beforeEach, test } from "node:test";
import {
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { createRequest, readRequest } from "../../test/requests.ts";
import { FortiError } from "../errors.ts";
import { compose } from "../middleware/compose.ts";
import { readOnly } from "../middleware/read-only.ts";
import { retry } from "../middleware/retry.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport, type ScriptedStep } from "../testing/scripted-transport.ts";
import type { DeviceRequest } from "../types.ts";
import { openTelemetry } from "./opentelemetry.ts";
import { trace as traceStep } from "./trace.ts";

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer("test");

/** What an SDK brings to know the active span. */
const storage = new AsyncLocalStorage<Context>();
const manager: ContextManager = {
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, run, thisArg, ...args) =>
    storage.run(active, () => run.call(thisArg as ThisParameterType<typeof run>, ...args)),
  bind: (_active, target) => target,
  enable: () => manager,
  disable: () => manager,
};

before(() => void context.setGlobalContextManager(manager));
beforeEach(() => exporter.reset());

async function send(script: readonly ScriptedStep[], request: DeviceRequest, device?: URL) {
  const transport = createScriptedTransport(script);
  await openTelemetry({ tracer })(device)(transport.send)(request);
  const [span] = exporter.getFinishedSpans();
  assert.ok(span !== undefined);
  return { span, sent: transport.requests };
}

test("a call is one client span, with the attributes of HTTP and of Fortiweave", async () => {
  const request = createRequest({ query: [["vdom", "root"]] });
  const { span } = await send([{ status: 200 }], request, new URL("https://[2001:db8::1]:8443/fgt/"));
  assert.equal(span.name, "cmdb firewall/address create");
  assert.equal(span.kind, SpanKind.CLIENT);
  assert.equal(span.status.code, SpanStatusCode.UNSET);
  assert.deepEqual(span.attributes, {
    "http.request.method": "POST",
    "url.path": "/api/v2/cmdb/firewall/address",
    "url.full": "https://[2001:db8::1]:8443/fgt/api/v2/cmdb/firewall/address",
    "server.address": "2001:db8::1",
    "server.port": 8443,
    "fortiweave.operation": "cmdb firewall/address create",
    "fortiweave.effect": "write",
    "fortiweave.vdom": "root",
    "http.response.status_code": 200,
  });
});

test("without the device's address its attributes are left out, and without a port it is that of the scheme", async () => {
  const { span } = await send([{}], readRequest());
  assert.ok(!("server.address" in span.attributes));
  exporter.reset();
  assert.equal((await send([{}], readRequest(), new URL("https://192.0.2.1"))).span.attributes["server.port"], 443);
});

test("a call that fails says so: code, status, and the device's own code", async () => {
  const failure = new FortiError({ code: "DUPLICATE", message: "It is there already", status: 500, deviceCode: -5 });
  await assert.rejects(send([failure], createRequest()), (error) => error === failure);
  const [span] = exporter.getFinishedSpans();
  assert.deepEqual(span?.status, { code: SpanStatusCode.ERROR, message: "It is there already" });
  assert.equal(span?.attributes["error.type"], "DUPLICATE");
  assert.equal(span?.attributes["http.response.status_code"], 500);
  assert.equal(span?.attributes["fortiweave.device_code"], -5);
});

test("no secret is recorded: not of the path, the query, the body, the headers or the error", async () => {
  const request = createRequest({
    path: "/api/v2/cmdb/user/local/s3cr3t%2F1",
    query: [["filter", "passwd==s3cr3t/1"]],
    body: { passwd: "s3cr3t/1" },
    headers: { authorization: "Bearer s3cr3t/1" },
    secrets: ["s3cr3t/1"],
  });
  const failures = [new FortiError({ code: "BAD_VALUE", message: "No s3cr3t/1" }), new TypeError("No s3cr3t/1")];
  for (const failure of failures) {
    await assert.rejects(send([failure], request, new URL("https://192.0.2.1")));
  }
  const recorded = JSON.stringify(
    exporter.getFinishedSpans().map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
  );
  assert.ok(!recorded.includes("s3cr3t"), recorded);
  assert.equal(exporter.getFinishedSpans()[1]?.attributes["error.type"], "TypeError");
});

test("the device is told of the span, whatever the retries", async () => {
  const clock = createManualClock();
  const device = createScriptedTransport([new FortiError({ code: "NETWORK", message: "Broke" }), {}]);
  const handler = compose([openTelemetry({ tracer })(undefined), retry({ baseMs: 0 }, clock)], device.send);
  const answer = handler(readRequest());
  await clock.advance(0);
  await answer;
  const spans = exporter.getFinishedSpans();
  assert.equal(spans.length, 1);
  const { traceId, spanId } = spans[0]?.spanContext() ?? {};
  assert.deepEqual(
    device.requests.map(({ headers }) => headers?.traceparent),
    Array(2).fill(`00-${traceId}-${spanId}-01`),
  );
});

test("the span is a child of the active one, and active itself for what the call does", async () => {
  let inside: string | undefined;
  const outer = tracer.startSpan("job");
  const step: ScriptedStep = () => {
    inside = trace.getActiveSpan()?.spanContext().spanId;
    return {};
  };
  const { span } = await context.with(trace.setSpan(context.active(), outer), () => send([step], readRequest()));
  assert.equal(span.parentSpanContext?.spanId, outer.spanContext().spanId);
  assert.equal(inside, span.spanContext().spanId);
});

test("without an active span it is a child of the client's traceparent, whose tracestate goes on", async () => {
  const device = createScriptedTransport([{}]);
  const given = { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", tracestate: "a=1" };
  await compose([traceStep(given), openTelemetry({ tracer })(undefined)], device.send)(readRequest());
  const [span] = exporter.getFinishedSpans();
  const { traceId, spanId } = span?.spanContext() ?? {};
  assert.equal(traceId, "4bf92f3577b34da6a3ce929d0e0e4736");
  assert.equal(span?.parentSpanContext?.spanId, "00f067aa0ba902b7");
  assert.deepEqual(device.requests[0]?.headers, { traceparent: `00-${traceId}-${spanId}-01`, tracestate: "a=1" });
});

test("a simulated write is marked, and has no status", async () => {
  const device = createScriptedTransport([]);
  await compose([openTelemetry({ tracer })(undefined), readOnly("simulate")], device.send)(createRequest());
  const { attributes } = exporter.getFinishedSpans()[0] ?? {};
  assert.equal(attributes?.["fortiweave.simulated"], true);
  assert.ok(!("http.response.status_code" in (attributes ?? {})));
});

test("without an SDK nothing is recorded, and the client's traceparent goes out as it is", async () => {
  const device = createScriptedTransport([{}, {}]);
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  await openTelemetry()(undefined)(device.send)(readRequest());
  await compose([traceStep(traceparent), openTelemetry()(undefined)], device.send)(readRequest());
  assert.equal(device.requests[0]?.headers, undefined);
  assert.equal(device.requests[1]?.headers?.traceparent, traceparent);
  assert.equal(exporter.getFinishedSpans().length, 0);
});
