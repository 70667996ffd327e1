import assert from "node:assert/strict";
import { test } from "node:test";
import { type Collector, collectDatagrams, collectStreams, until } from "../../test/collector.ts";
import { certify, createAuthority } from "../../test/device.ts";
import { auditEvent } from "../../test/events.ts";
import { isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import type { SyslogOptions } from "./syslog/options.ts";
import { syslogSink } from "./syslog-sink.ts";

const authority = await createAuthority("Test authority");
const server = await certify(["collector.test"], authority);

/** A sink for a collector, that is closed with the test. */
function open({ port }: Pick<Collector, "port">, options: Partial<SyslogOptions> = {}) {
  const sink = syslogSink({ host: "127.0.0.1", port, protocol: "tcp", ...options });
  return Object.assign(sink, { [Symbol.asyncDispose]: () => sink.close() });
}

/** The messages in what came over a connection, which each have their length in front. */
function unframe(stream: string): string[] {
  const bytes = new TextEncoder().encode(stream);
  const messages: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(new TextDecoder().decode(bytes.subarray(at, space)));
    assert.ok(length > 0);
    at = space + 1 + length;
    messages.push(new TextDecoder().decode(bytes.subarray(space + 1, at)));
  }
  return messages;
}

const ids = (messages: readonly string[]): (string | undefined)[] =>
  messages.map((message) => /"id":"([^"]+)"/.exec(message)?.[1]);

test("over UDP each event is a datagram", async () => {
  await using collector = await collectDatagrams();
  await using sink = open(collector, { protocol: "udp", hostname: "host", appName: "backup", facility: "audit" });
  await sink(auditEvent({ id: "1" }));
  await sink(auditEvent({ id: "2", effect: "read" }));
  await until(() => collector.received.length === 2);
  assert.deepEqual(ids(collector.received), ["1", "2"]);
  assert.match(
    collector.received[0] ?? "",
    /^<109>1 2026-11-05T10:00:00\.123Z host backup \d+ write\.ok \[fortiweave@32473 id="1"/,
  );
});

test("over UDP and IPv6", async (context) => {
  await using collector = await collectDatagrams("::1").catch(() => undefined);
  if (collector === undefined) return context.skip("this machine has no IPv6, or it is not allowed");
  await using sink = open(collector, { protocol: "udp", host: "::1" });
  await sink(auditEvent({ id: "6" }));
  await until(() => collector.received.length === 1);
  assert.deepEqual(ids(collector.received), ["6"]);
});

test("over TCP events follow each other on one connection, each with its length in bytes in front", async () => {
  await using collector = await collectStreams();
  await using sink = open(collector, { format: "cef" });
  const users = ["Ada", "Zoë", "東京"];
  await Promise.all(users.map((user) => sink(auditEvent({ context: { user } }))));
  await until(() => collector.received.join("").includes("東京"));
  assert.equal(collector.received.length, 1);
  const messages = unframe(collector.received[0] ?? "");
  assert.deepEqual(
    messages.map((message) => / suser=(\S+) /.exec(message)?.[1]),
    users,
  );
  assert.deepEqual(sink.stats(), { sent: 3, dropped: 0, queued: 0, connected: true, problem: undefined });
});

test("for collectors that know no lengths, each event ends with a line break", async () => {
  await using collector = await collectStreams();
  await using sink = open(collector, { framing: "newline" });
  await Promise.all(["1", "2"].map((id) => sink(auditEvent({ id, body: { comment: "a\nb" } }))));
  await until(() => collector.received.join("").split("\n").length === 3);
  assert.deepEqual(ids((collector.received[0] ?? "").trimEnd().split("\n")), ["1", "2"]);
});

test("over TLS the collector's certificate is verified, and the client shows its own", async () => {
  const client = await certify(["sender"], authority);
  const tls = { cert: server.cert, key: server.key, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
  await using collector = await collectStreams({ tls });
  const clientCert = { cert: client.cert, key: client.key };
  await using sink = open(collector, {
    protocol: "tls",
    tls: { ca: authority.cert, clientCert, servername: "collector.test" },
  });
  await sink(auditEvent({ id: "1" }));
  await until(() => collector.received.join("") !== "");
  assert.deepEqual(ids(unframe(collector.received[0] ?? "")), ["1"]);
  assert.deepEqual(collector.clients, ["sender"]);
});

test("a collector that is not trusted gets nothing, unless it need not be", async () => {
  await using collector = await collectStreams({ tls: { cert: server.cert, key: server.key } });
  const clock = createManualClock();
  const problems: unknown[] = [];
  const onError = (error: unknown) => problems.push(error);
  const options = { protocol: "tls", runtime: clock, closeTimeoutMs: 0, onError } as const;
  const wary = open(collector, options);
  const lost = assert.rejects(Promise.resolve(wary(auditEvent())), /closed before it could be sent/);
  await until(() => problems.length === 1);
  assert.match(wary.stats().problem ?? "", /certificate|issuer/i);
  const closed = wary.close();
  await clock.advance(0);
  await closed;
  await lost;
  assert.equal(collector.received.join(""), "");

  await using careless = open(collector, { ...options, tls: { verify: false } });
  await careless(auditEvent({ id: "1" }));
  await until(() => collector.received.join("") !== "");
});

test("what a collector misses while it is away is sent when it is back, after longer and longer waits", async () => {
  const gone = await collectStreams();
  await gone[Symbol.asyncDispose]();
  const clock = createManualClock({ random: () => 1 });
  const problems: unknown[] = [];
  await using sink = open(gone, { runtime: clock, onError: (error) => problems.push(error) });
  const sent = Promise.all(["1", "2"].map((id) => sink(auditEvent({ id }))));
  for (const [failures, waitMs] of [
    [1, 500],
    [2, 1000],
    [3, 2000],
  ] as const) {
    await until(() => problems.length === failures && clock.sleeping === 1);
    assert.equal(sink.stats().queued, 2);
    await clock.advance(waitMs - 1);
    assert.equal(problems.length, failures);
    await clock.advance(1);
  }
  await until(() => problems.length === 4 && clock.sleeping === 1);
  await using collector = await collectStreams({ port: gone.port });
  await clock.advance(4000);
  await sent;
  await until(() => unframe(collector.received.join("")).length === 2);
  assert.deepEqual(ids(unframe(collector.received[0] ?? "")), ["1", "2"]);
  assert.deepEqual(sink.stats(), { sent: 2, dropped: 0, queued: 0, connected: true, problem: undefined });
});

test("flush does not wait for the next try", async () => {
  const gone = await collectStreams();
  await gone[Symbol.asyncDispose]();
  const clock = createManualClock({ random: () => 1 });
  await using sink = open(gone, { runtime: clock });
  const sent = sink(auditEvent());
  await until(() => sink.stats().problem !== undefined && clock.sleeping === 1);
  await using _collector = await collectStreams({ port: gone.port });
  await sink.flush();
  await sent;
  assert.equal(clock.now(), 0);
});

test("a connection that broke is made anew", async () => {
  await using collector = await collectStreams();
  await using sink = open(collector);
  await sink(auditEvent({ id: "1" }));
  await until(() => collector.received.join("") !== "");
  collector.hangUp();
  await until(() => !sink.stats().connected);
  await sink(auditEvent({ id: "2" }));
  await until(() => collector.received.length === 2 && collector.received[1] !== "");
  assert.deepEqual(
    collector.received.flatMap((stream) => ids(unframe(stream))),
    ["1", "2"],
  );
});

test("when too many wait, the oldest is dropped, counted and reported", async () => {
  const gone = await collectStreams();
  await gone[Symbol.asyncDispose]();
  const clock = createManualClock({ random: () => 1 });
  await using sink = open(gone, { runtime: clock, queueLimit: 2, closeTimeoutMs: 0 });
  const outcomes = ["1", "2", "3", "4"].map((id) => Promise.resolve(sink(auditEvent({ id }))));
  await assert.rejects(outcomes[0] ?? Promise.resolve(), /^Error: A syslog message was dropped: more than 2 wait/);
  await assert.rejects(outcomes[1] ?? Promise.resolve(), /more than 2 wait for the collector/);
  assert.deepEqual([sink.stats().queued, sink.stats().dropped], [2, 2]);
  await using collector = await collectStreams({ port: gone.port });
  await until(() => clock.sleeping === 1);
  await clock.advance(500);
  await Promise.all(outcomes.slice(2));
  await until(() => unframe(collector.received.join("")).length === 2);
  assert.deepEqual(ids(unframe(collector.received[0] ?? "")), ["3", "4"]);
});

test("a collector that takes the connection and nothing else is given up in time", async () => {
  await using silent = await collectStreams();
  const clock = createManualClock({ random: () => 1 });
  // Plain TCP: the handshake of TLS never comes to an end.
  const sink = open(silent, { protocol: "tls", runtime: clock, timeoutMs: 3000 });
  const lost = assert.rejects(Promise.resolve(sink(auditEvent())), /closed before it could be sent/);
  await until(() => silent.received.join("") !== "");
  await clock.advance(3000);
  await until(() => sink.stats().problem !== undefined);
  assert.equal(sink.stats().problem, "The syslog collector did not take anything for 3000 ms");
  const closed = sink.close();
  await clock.advance(5000);
  await closed;
  await lost;
  assert.equal(clock.sleeping, 0);
});

test("a sink that is closed drops what waits, takes no more, and can be closed again", async () => {
  const gone = await collectStreams();
  await gone[Symbol.asyncDispose]();
  const clock = createManualClock({ random: () => 1 });
  const sink = open(gone, { runtime: clock, closeTimeoutMs: 700 });
  const waiting = assert.rejects(Promise.resolve(sink(auditEvent())), /closed before it could be sent/);
  await until(() => clock.sleeping === 1);
  let isClosed = false;
  const closed = sink.close().then(() => {
    isClosed = true;
  });
  await clock.advance(699);
  assert.equal(isClosed, false);
  await clock.advance(1);
  await closed;
  await waiting;
  await assert.rejects(Promise.resolve(sink(auditEvent())), /the sink is closed/);
  await sink.close();
  assert.equal(sink.stats().dropped, 2);
});

test("a long event is made to fit, and can be read", async () => {
  await using collector = await collectDatagrams();
  await using sink = open(collector, { protocol: "udp" });
  await sink(auditEvent({ body: { name: "web", comment: "x".repeat(10_000) } }));
  await until(() => collector.received.length === 1);
  const [message = ""] = collector.received;
  assert.ok(new TextEncoder().encode(message).length <= 2048);
  const { body } = JSON.parse(message.slice(message.indexOf('] {"id"') + 2));
  assert.deepEqual(body, { name: "web", comment: "[left out: 10002 bytes]" });
});

test("options that make no sense are refused at once, by name", () => {
  const wrong: readonly [Partial<SyslogOptions>, RegExp][] = [
    [{ host: "siem.example.com:514" }, /option host/],
    [{ host: "" }, /option host/],
    [{ port: 70_000 }, /option port/],
    [{ protocol: "http" as "udp" }, /option protocol/],
    [{ format: "leef" as "cef" }, /option format/],
    [{ facility: "local9" as "local0" }, /option facility/],
    [{ framing: "nul" as "newline" }, /option framing/],
    [{ tls: {} }, /option tls is only for the protocol tls/],
    [{ structuredDataId: "fortiweave" }, /option structuredDataId/],
    [{ structuredDataId: "a b@1" }, /option structuredDataId/],
    [{ family: 5 as 4 }, /option family/],
    [{ maxBytes: 1024 }, /option maxBytes/],
    [{ protocol: "udp", maxBytes: 70_000 }, /option maxBytes is more than a datagram carries/],
    [{ queueLimit: 0 }, /option queueLimit/],
  ];
  for (const [options, message] of wrong) {
    assert.throws(
      () => open({ port: 514 }, options),
      (error) => isFortiError(error, "INVALID_INPUT") && message.test(error.message),
      JSON.stringify(options),
    );
  }
});
