import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openTelemetry } from "@fortiweave/core/opentelemetry";
import { type AuditEvent, createLogger, isFortiError, type LogLevel } from "@fortiweave/fortimanager";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const USERS = "pm/config/adom/root/obj/user/local";
const web = { name: "web", subnet: ["10.0.0.5", "255.255.255.255"] };
const eve = { name: "eve", type: "password", passwd: "geheim123" };

beforeEach(() => manager.reset());

/** A client whose events end up in a list. */
function listen(options: Parameters<typeof manager.connect>[0] = {}) {
  const events: AuditEvent[] = [];
  return { events, fmg: manager.connect({ audit: (event) => events.push(event), ...options }) };
}

test("feature records: every call is on record once, done, failed, simulated and refused", async () => {
  const { events, fmg } = listen();
  await fmg.add(ADDRESSES, web);
  await assert.rejects(fmg.add(ADDRESSES, web));
  await assert.rejects(fmg.add(ADDRESSES, { name: Number.NaN }));
  await manager.fault({ kind: "drop", times: 1 });
  await fmg.get(`${ADDRESSES}/web`);
  await fmg.close();
  assert.deepEqual(
    events.map(({ operation, outcome, code, deviceCode }) => [operation, outcome, code, deviceCode]),
    [
      ["firewall/address add", "ok", undefined, undefined],
      ["firewall/address add", "failed", "DUPLICATE", -2],
      ["firewall/address add", "refused", "INVALID_INPUT", undefined],
      ["firewall/address get", "ok", undefined, undefined],
    ],
  );
  const simulating = listen({ readOnly: true });
  await simulating.fmg.add(ADDRESSES, web);
  await simulating.fmg.close();
  assert.equal(simulating.events[0]?.outcome, "simulated");
});

test("feature records: a line says what it was about, though every path is the same", async () => {
  const { events, fmg } = listen();
  await fmg.get(`${ADDRESSES}/all`);
  await fmg.batch("add", [
    { url: ADDRESSES, data: web },
    { url: ADDRESSES, data: { ...web, name: "b" } },
  ]);
  await fmg.close();
  assert.deepEqual(
    events.map(({ method, path, target }) => [method, path, target]),
    [
      ["POST", "/jsonrpc", `get ${ADDRESSES}/all`],
      ["POST", "/jsonrpc", `add ${ADDRESSES} and 1 more`],
    ],
  );
  assert.match(JSON.stringify(events[1]?.body), /"name":"b"/);
  assert.equal(events[0]?.device, new URL(manager.handle.url).host);
});

test("feature records: passwords, keys and sessions are in no line, error, log or statistic", async () => {
  const { username, password, apiKey } = manager.handle;
  const lines: string[] = [];
  const logger = createLogger((level: LogLevel, line) => void lines.push(`${level} ${line}`), "debug");
  const { events, fmg } = listen({ username, password, logger, trackOperations: true });
  await fmg.add(USERS, eve);
  const duplicate = await fmg.add(USERS, eve).catch((error: unknown) => error);
  await fmg.get(USERS, { filter: ["passwd", "==", "geheim123"] }).catch(() => undefined);
  const device = { name: "new", adm_usr: "admin", adm_pass: "geheim456", ip: "192.0.2.9" };
  await fmg.exec("dvm/cmd/add/device", { adom: "root", device }).catch(() => undefined);
  await fmg.exec("cli/global/x", { note: "geheim789" }, { secrets: ["geheim789"] }).catch(() => undefined);
  const operations = fmg.exportOperations({ format: "json" });
  const stats = fmg.stats();
  await fmg.close();
  const shown = JSON.stringify([events, duplicate, lines, operations, stats]);
  for (const secret of ["geheim123", "geheim456", "geheim789", password, apiKey])
    assert.ok(!shown.includes(secret), secret);
  assert.match(shown, /\[redacted\]/);
  assert.doesNotMatch(shown, /"session":"/);
  assert.ok(isFortiError(duplicate, "DUPLICATE"));
  assert.deepEqual(await manager.sessions(), []);
});

test("feature records: signing in and out is on record, and nothing that signs in", async () => {
  const { username, password } = manager.handle;
  const { events, fmg } = listen({ username, password });
  await fmg.get(ADDRESSES);
  await fmg.close();
  const sessions = events.filter(({ effect }) => effect === "session");
  assert.ok(sessions.length >= 2);
  assert.ok(sessions.every(({ body }) => body === undefined));
});

test("feature records: context, trace and who asked stand on every line", async () => {
  const { events, fmg } = listen({ context: { user: "zoe", ticket: "CHG-7" }, traceId: "run-12" });
  await fmg.get(ADDRESSES);
  await fmg.close();
  assert.deepEqual(events[0]?.context, { user: "zoe", ticket: "CHG-7", traceId: "run-12" });
  assert.equal(events[0]?.traceId, "run-12");
});

test("feature records: the last operations, as data, as text and for a spreadsheet", async () => {
  await using fmg = manager.connect({ trackOperations: true });
  await fmg.get(ADDRESSES);
  await fmg.add(USERS, eve);
  const [write] = fmg.operations({ writes: true });
  assert.deepEqual([write?.operation, write?.target, write?.outcome], ["user/local add", `add ${USERS}`, "ok"]);
  assert.match(fmg.exportOperations({ format: "text" }), new RegExp(`POST get ${ADDRESSES} ok 200`));
  const csv = fmg.exportOperations({ format: "csv", writes: true }).trim().split("\n");
  assert.equal(csv.length, 2);
  assert.match(csv[1] ?? "", new RegExp(`add ${USERS}`));
});

test("feature records: without being asked to, the client keeps nothing", async () => {
  await using fmg = manager.connect();
  assert.throws(
    () => fmg.operations(),
    (error) => isFortiError(error, "INVALID_INPUT") && /trackOperations/.test(String(error.hint)),
  );
});

test("feature records: at debug, the logger hears of every attempt, and what it was about", async () => {
  const lines: string[] = [];
  const logger = createLogger((level, line) => void lines.push(`${level} ${line}`), "debug");
  await using fmg = manager.connect({ logger });
  await manager.fault({ kind: "drop", times: 1 });
  await fmg.get(ADDRESSES);
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? "", new RegExp(`^debug POST get ${ADDRESSES}: NETWORK in \\d+ ms$`));
  assert.match(lines[1] ?? "", new RegExp(`^debug POST get ${ADDRESSES}: HTTP 200 in \\d+ ms$`));
});

test("feature records: a sink that fails stops neither the call nor the other sinks", async () => {
  const heard: string[] = [];
  const failures: unknown[] = [];
  await using fmg = manager.connect({
    audit: [
      () => {
        throw new Error("Full");
      },
      ({ operation }) => heard.push(operation),
    ],
    onSinkError: (error) => failures.push(error),
  });
  await fmg.get(ADDRESSES);
  await fmg.close();
  assert.deepEqual([heard, failures.map(String)], [["firewall/address get"], ["Error: Full"]]);
});

test("feature records: a span for each call, in the trace that it belongs to", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  await using fmg = manager.connect({
    traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    telemetry: openTelemetry({ tracer: provider.getTracer("test") }),
  });
  await fmg.get(ADDRESSES);
  const [span] = exporter.getFinishedSpans();
  assert.equal(span?.spanContext().traceId, traceId);
  assert.match(span?.name ?? "", /firewall\/address get/);
});
