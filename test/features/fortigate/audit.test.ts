import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { beforeEach, test } from "node:test";
import { type AuditSink, compositeSink } from "@fortiweave/core";
import { fileAuditSink, streamSink, syslogSink } from "@fortiweave/core/node";
import { openTelemetry } from "@fortiweave/core/opentelemetry";
import { createManualClock } from "@fortiweave/core/testing";
import { type AuditEvent, isFortiError } from "@fortiweave/fortios";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { collectDatagrams, collectStreams, until } from "../../../packages/core/test/collector.ts";
import { certify, createAuthority } from "../../../packages/core/test/device.ts";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

/** A client whose events end up in a list. */
function listen(options: Parameters<typeof device.connect>[0] = {}) {
  const events: AuditEvent[] = [];
  return { events, fgt: device.connect({ audit: (event) => events.push(event), ...options }) };
}

/** Creates addresses with these names through a client with these sinks, and closes it. */
async function create(names: readonly string[], audit: AuditSink | readonly AuditSink[], comment = ""): Promise<void> {
  await using fgt = device.connect({ audit, context: { user: "Zoë" } });
  for (const name of names) await fgt.cmdb("firewall/address").create({ name, comment });
}

test("feature audit: a callback hears of every call: done, failed, refused, and cut off", async () => {
  const { fgt, events } = listen({ retry: { maxRetries: 0 } });
  const addresses = fgt.cmdb("firewall/address");
  await addresses.create({ name: "web" });
  await assert.rejects(addresses.create({ name: "web" }));
  await assert.rejects(addresses.create({ name: "x".repeat(99) }));
  await device.fault({ kind: "drop", times: 1 });
  await assert.rejects(addresses.list());
  assert.deepEqual(
    events.map(({ operation, outcome, status, code, deviceCode }) => [operation, outcome, status, code, deviceCode]),
    [
      ["cmdb firewall/address create", "ok", 200, undefined, undefined],
      ["cmdb firewall/address create", "failed", 500, "DUPLICATE", -5],
      ["cmdb firewall/address create", "refused", undefined, "INVALID_INPUT", undefined],
      ["cmdb firewall/address list", "failed", undefined, "NETWORK", undefined],
    ],
  );
  assert.deepEqual(events[0]?.body, { name: "web" });
  assert.ok(events.every(({ device: name }) => name === new URL(device.handle.url).host));
});

test("feature audit: signing in and out is on record, and nothing that signs in", async () => {
  const { username, password } = device.handle;
  const { fgt, events } = listen({ username, password });
  await fgt.cmdb("firewall/address").list({ count: 1 });
  await fgt.close();
  assert.ok(events.filter(({ effect, outcome }) => effect === "session" && outcome === "ok").length >= 2);
  assert.ok(!JSON.stringify(events).includes(password));
});

test("feature audit: no secret is on record: not of a body, a filter, a failure, nor the token", async () => {
  const { fgt, events } = listen();
  const users = fgt.cmdb("user/local");
  await users.create({ name: "eve", type: "password", passwd: "geheim123" });
  await users.list({ filter: [["passwd", "==", "geheim123"]] });
  await users.list({ filter: "name==eve,passwd=@geheim123" });
  await fgt.request({ method: "GET", url: "/api/v2/cmdb/user/local?filter=passwd==geheim123" });
  await assert.rejects(users.create({ name: "eve", type: "password", passwd: "geheim123" }));
  await assert.rejects(users.create({ name: "adam", passwd: `geheim123${"x".repeat(300)}` }));
  await assert.rejects(users.list({ filter: [["passwd", "==", "geheim123,"]] }));
  assert.equal(events.length, 7);
  assert.deepEqual(events[1]?.query, [["filter", "passwd==[redacted]"]]);
  assert.doesNotMatch(JSON.stringify(events), new RegExp(`geheim123|${device.handle.token}|uthorization`));
});

test("feature audit: user context and trace id are on every line", async () => {
  const { fgt, events } = listen({ context: { user: "alice", ticket: "CHG-1042" }, traceId: "request-abc123" });
  await fgt.cmdb("firewall/address").list({ count: 1 });
  await assert.rejects(fgt.cmdb("firewall/address").get(""));
  assert.deepEqual(
    events.map(({ context, traceId }) => [context, traceId]),
    Array(2).fill([{ user: "alice", ticket: "CHG-1042", traceId: "request-abc123" }, "request-abc123"]),
  );
});

test("feature audit: the device gets the W3C trace of a call, and the lines name its trace and span", async () => {
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const spans = ["00f067aa0ba902b7", "b7ad6b7169203331"];
  let call = 0;
  const traceparent = () => ({ traceparent: `00-${traceId}-${spans[call++]}-01`, tracestate: "vendor=1" });
  const { fgt, events } = listen({ traceparent });
  for (const _ of spans) await fgt.cmdb("firewall/address").list({ count: 1 });
  const headers = (await device.requests()).map((request) => [request.headers.traceparent, request.headers.tracestate]);
  assert.deepEqual(
    headers,
    spans.map((span) => [`00-${traceId}-${span}-01`, "vendor=1"]),
  );
  assert.deepEqual(
    events.map((event) => [event.traceId, event.spanId]),
    spans.map((span) => [traceId, span]),
  );
  assert.throws(
    () => device.connect({ traceparent: "nonsense" }),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});

test("feature audit: OpenTelemetry has one span for each call, and device and lines name it", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const { fgt, events } = listen({ telemetry: openTelemetry({ tracer: provider.getTracer("test") }) });
  await device.fault({ kind: "status", status: 503, times: 1 });
  await fgt.cmdb("firewall/address").list({ count: 1 });
  await assert.rejects(fgt.cmdb("firewall/address").get("nope"));
  const spans = exporter.getFinishedSpans();
  assert.deepEqual(
    spans.map(({ name, attributes }) => [name, attributes["http.response.status_code"], attributes["error.type"]]),
    [
      ["cmdb firewall/address list", 200, undefined],
      ["cmdb firewall/address get", 404, "NOT_FOUND"],
    ],
  );
  const ids = spans.map((span) => span.spanContext());
  assert.deepEqual(
    events.map(({ traceId, spanId }) => [traceId, spanId]),
    ids.map(({ traceId, spanId }) => [traceId, spanId]),
  );
  const told = (await device.requests()).map(({ headers }) => headers.traceparent);
  const [list, get] = ids.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`);
  assert.deepEqual(told, [list, list, get]);
});

test("feature audit: a file has one line of JSON for each event, in order, and is rotated by size", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
  try {
    const path = join(folder, "audit.jsonl");
    const names = Array.from({ length: 12 }, (_, index) => `host-${index}`);
    await create(names, fileAuditSink(path, { maxBytes: 2000, keep: 9 }));
    const texts: string[] = [];
    for (const suffix of ["", ".1", ".2", ".3", ".4", ".5"]) {
      const text = await readFile(`${path}${suffix}`, "utf8").catch(() => "");
      assert.ok(text.length <= 2000);
      texts.unshift(text);
    }
    assert.ok(texts.filter((text) => text !== "").length > 1);
    const lines = texts.join("").trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).body.name),
      names,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("feature audit: a stream of Node or of the web has one line of JSON for each event", async () => {
  const lines: string[] = [];
  const node = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk)) as undefined) });
  const web = new WritableStream<Uint8Array>({ write: (chunk) => void lines.push(new TextDecoder().decode(chunk)) });
  await create(["a", "b"], [streamSink(node), streamSink(web)]);
  assert.deepEqual(lines.map((line) => JSON.parse(line).body.name).sort(), ["a", "a", "b", "b"]);
});

test("feature audit: syslog over UDP, TCP and TLS, as RFC 5424 and as CEF", async () => {
  const authority = await createAuthority("Test authority");
  const { cert, key } = await certify(["collector.test"], authority);
  await using udp = await collectDatagrams();
  await using tcp = await collectStreams();
  await using tls = await collectStreams({ tls: { cert, key } });
  const ways = [
    { protocol: "udp", collector: udp },
    { protocol: "tcp", collector: tcp },
    { protocol: "tls", collector: tls, tls: { ca: authority.cert } },
  ] as const;
  const sinks = ways.flatMap(({ collector, ...way }) =>
    (["rfc5424", "cef"] as const).map((format) =>
      syslogSink({ host: "127.0.0.1", port: collector.port, format, ...way }),
    ),
  );
  await create(["web"], sinks);
  await Promise.all(sinks.map((sink) => sink.close()));
  for (const { protocol, collector } of ways) {
    await until(() => collector.received.filter((text) => text !== "").length === 2);
    const [cef = "", rfc5424 = ""] = [...collector.received].sort((a) => (a.includes("CEF:0|") ? -1 : 1));
    const length = protocol === "udp" ? "" : "\\d+ ";
    const header = `^${length}<133>1 \\S+Z \\S+ fortiweave \\d+ write\\.ok`;
    assert.match(rfc5424, new RegExp(`${header} \\[fortiweave@32473 .*context\\.user="Zoë"\\] \\{.*\\}$`));
    assert.match(
      cef,
      new RegExp(
        `${header} - \uFEFFCEF:0\\|Fortiweave\\|fortiweave\\|[^|]+\\|write\\.ok\\|cmdb firewall/address create\\|4\\|rt=`,
      ),
    );
    assert.equal(JSON.parse(rfc5424.slice(rfc5424.indexOf("] {") + 2)).body.name, "web");
  }
});

test("feature audit: syslog over IPv6", async (context) => {
  await using collector = await collectDatagrams("::1").catch(() => undefined);
  if (collector === undefined) return context.skip("this machine has no IPv6, or it is not allowed");
  const sink = syslogSink({ host: "::1", port: collector.port });
  await create(["web"], sink);
  await until(() => collector.received.length === 1);
  await sink.close();
});

test("feature audit: a long event loses its largest field over syslog, and is never cut", async () => {
  await using collector = await collectDatagrams();
  const sink = syslogSink({ host: "127.0.0.1", port: collector.port });
  const script = "x".repeat(20_000);
  await using fgt = device.connect({ audit: sink, context: { script } });
  await fgt.cmdb("firewall/address").create({ name: "web" });
  await until(() => collector.received.length === 1);
  const [message = ""] = collector.received;
  const event = JSON.parse(message.slice(message.indexOf("] {") + 2));
  assert.deepEqual([event.body, event.context], [{ name: "web" }, { script: "[left out: 20002 bytes]" }]);
  await sink.close();
});

test("feature audit: of several sinks, one that throws, rejects or hangs stops neither the others nor a call", async () => {
  const events: AuditEvent[] = [];
  const failures: string[] = [];
  const throws = (): never => {
    throw new Error("disk full");
  };
  const rejects = () => Promise.reject(new Error("siem gone"));
  const hangs = () => new Promise<never>(() => undefined);
  const fgt = device.connect({
    audit: [compositeSink(throws, hangs, rejects), compositeSink((event) => events.push(event))],
    onSinkError: (error) => failures.push((error as Error).message),
    auditTimeoutMs: 1,
  });
  for (const name of ["a", "b"]) await fgt.cmdb("firewall/address").create({ name });
  assert.equal(events.length, 2);
  await fgt.close();
  assert.deepEqual(failures.sort(), [
    "The audit sinks were not done with every event after 1 ms",
    "disk full",
    "disk full",
    "siem gone",
    "siem gone",
  ]);
});

test("feature audit: a collector that is away holds up no call, and hears of everything when it is back", async () => {
  const gone = await collectStreams();
  await gone[Symbol.asyncDispose]();
  const clock = createManualClock();
  const sink = syslogSink({ host: "127.0.0.1", port: gone.port, protocol: "tcp", runtime: clock });
  const names = ["a", "b", "c"];
  await using fgt = device.connect({ audit: sink });
  for (const name of names) await fgt.cmdb("firewall/address").create({ name });
  assert.deepEqual([sink.stats().sent, sink.stats().queued], [0, 3]);
  await using collector = await collectStreams({ port: gone.port });
  await sink.flush();
  await until(() => collector.received.join("").includes('"c"'));
  assert.deepEqual(
    [...collector.received.join("").matchAll(/"body":\{"name":"(.)"\}/g)].map(([, name]) => name),
    names,
  );
  await sink.close();
});

test("feature audit: a client that is closed has written everything", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
  try {
    const path = join(folder, "audit.jsonl");
    await create(["a", "b", "c"], fileAuditSink(path));
    assert.equal((await readFile(path, "utf8")).split("\n").length, 4);
  } finally {
    await rm(folder, { recursive: true });
  }
});
