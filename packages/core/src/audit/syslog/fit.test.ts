import assert from "node:assert/strict";
import { test } from "node:test";
import { array, constantFrom, dictionary, assert as forAll, property, record, string } from "fast-check";
import { auditEvent } from "../../../test/events.ts";
import type { AuditEvent } from "../event.ts";
import { writeCef } from "./cef.ts";
import { fitMessage } from "./fit.ts";
import { writeRfc5424 } from "./rfc5424.ts";

const encoder = new TextEncoder();
const asJson = (event: AuditEvent): Uint8Array => encoder.encode(JSON.stringify(event));

function fit(event: AuditEvent, maxBytes: number): AuditEvent {
  return JSON.parse(new TextDecoder().decode(fitMessage(event, maxBytes, asJson)));
}

test("what fits is left as it is", () => {
  const event = auditEvent({ body: { name: "web" } });
  assert.deepEqual(fit(event, asJson(event).length), event);
});

test("the largest field goes first, with a mark of its size, and what fits without it stays", () => {
  const body = { name: "web", comment: "c".repeat(1500), key: "k".repeat(3000) };
  assert.deepEqual(fit(auditEvent({ body }), 2048).body, { ...body, key: "[left out: 3002 bytes]" });
});

test("the values of query and context and the words of the error are left out likewise", () => {
  const long = "x".repeat(5000);
  const event = auditEvent({
    query: [
      ["vdom", "root"],
      ["filter", long],
    ],
    context: { user: "alice", note: long },
    message: long,
  });
  const { query, context, message } = fit(event, 2048);
  assert.deepEqual(query, [
    ["vdom", "root"],
    ["filter", "[left out: 5002 bytes]"],
  ]);
  assert.deepEqual(context, { user: "alice", note: "[left out: 5002 bytes]" });
  assert.equal(message, "[left out: 5002 bytes]");
});

test("a body of many small fields, or a list, goes as a whole", () => {
  const body = Object.fromEntries(Array.from({ length: 500 }, (_, number) => [`field-${number}`, "small"]));
  assert.match(String(fit(auditEvent({ body }), 2048).body), /^\[left out: \d+ bytes\]$/);
  assert.match(String(fit(auditEvent({ body: Array.from({ length: 500 }, () => "small") }), 2048).body), /^\[left/);
});

test("what was left out stays left out when the body goes as a whole", () => {
  const body = Object.fromEntries(Array.from({ length: 500 }, (_, number) => [`field-${number}`, "small"]));
  const event = fit(auditEvent({ body, message: "m".repeat(5000) }), 2048);
  assert.deepEqual(
    [event.body, event.message],
    [`[left out: ${JSON.stringify(body).length} bytes]`, "[left out: 5002 bytes]"],
  );
});

test("texts are shortened when nothing else helps", () => {
  const { path, operation, id } = fit(auditEvent({ path: "p".repeat(5000), traceId: "t".repeat(5000) }), 2048);
  assert.equal(path, `${"p".repeat(64)}...`);
  assert.equal(operation, auditEvent().operation);
  assert.equal(id, auditEvent().id);
});

test("whatever an event holds, its messages fit and can be read", () => {
  const text = string({ unit: "binary", maxLength: 3000 });
  const events = record({
    body: dictionary(text, text),
    context: dictionary(text, text),
    message: text,
    path: text,
    traceId: text,
    query: array(text).map((values) => values.map((value) => ["filter", value] as const)),
    outcome: constantFrom("ok", "failed"),
  });
  const origin = { facility: 16, hostname: "host".repeat(60), appName: "fortiweave", procId: "4711" };
  const asSyslog = (event: AuditEvent): Uint8Array => encoder.encode(writeRfc5424(event, origin, "fortiweave@32473"));
  forAll(
    property(events, (changes) => {
      const event = auditEvent(changes as Partial<AuditEvent>);
      const syslog = fitMessage(event, 2048, asSyslog);
      assert.ok(syslog.length <= 2048, String(syslog.length));
      const shown = new TextDecoder().decode(syslog);
      assert.equal(JSON.parse(shown.slice(shown.lastIndexOf('] {"id"') + 2)).id, event.id);
      const cef = fitMessage(event, 2048, (some) => encoder.encode(writeCef(some)));
      assert.ok(cef.length <= 2048, String(cef.length));
    }),
    { numRuns: 200 },
  );
});
