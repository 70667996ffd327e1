import assert from "node:assert/strict";
import { test } from "node:test";
import { auditEvent } from "../../../test/events.ts";
import { writeHeader, writeRfc5424, writeStructuredData, writeText } from "./rfc5424.ts";

const origin = { facility: 16, hostname: "host.example.com", appName: "fortiweave", procId: "4711" };

test("the header has priority, version, time, sender and kind", () => {
  assert.equal(
    writeHeader(auditEvent(), origin),
    "<133>1 2026-11-05T10:00:00.123Z host.example.com fortiweave 4711 write.ok",
  );
});

test("the priority is the facility times eight and how much the outcome matters", () => {
  const cases = [
    [{ effect: "read", outcome: "ok" }, 6],
    [{ effect: "write", outcome: "simulated" }, 6],
    [{ effect: "write", outcome: "ok" }, 5],
    [{ effect: "write", outcome: "refused" }, 4],
    [{ effect: "session", outcome: "failed" }, 3],
  ] as const;
  for (const [changes, severity] of cases) {
    const header = writeHeader(auditEvent(changes), { ...origin, facility: 13 });
    assert.ok(header.startsWith(`<${13 * 8 + severity}>1 `), header);
    assert.ok(header.endsWith(` ${changes.effect}.${changes.outcome}`), header);
  }
});

test("names of sender and machine become what a header can hold, and are a dash when nothing is left", () => {
  const header = writeHeader(auditEvent(), { facility: 0, hostname: "", appName: "my app é".repeat(9), procId: "1" });
  assert.match(header, /^<5>1 \S+ - (?<app>[\x21-\x7e]{48}) 1 write\.ok$/);
});

test("the structured data has every field that is one value, and what is one value in the context", () => {
  const event = auditEvent({
    device: "192.0.2.1",
    code: "IN_USE",
    deviceCode: -23,
    traceId: "t",
    body: { name: "web" },
    query: [["vdom", "root"]],
    message: "It is in use",
    context: { user: "alice", ticket: 42, tags: ["a"] },
  });
  assert.equal(
    writeStructuredData("fortiweave@32473", event),
    '[fortiweave@32473 id="7f0c1b9e-2d54-4a7e-9d0b-3b1f0a2c4d5e" at="2026-11-05T10:00:00.123Z"' +
      ' operation="cmdb firewall/address create" effect="write" method="POST" path="/api/v2/cmdb/firewall/address"' +
      ' outcome="ok" status="200" durationMs="12" device="192.0.2.1" code="IN_USE" deviceCode="-23" traceId="t"' +
      ' context.user="alice" context.ticket="42"]',
  );
});

test("quotes, backslashes and brackets in structured data are escaped, control characters become blanks", () => {
  const data = writeStructuredData("x@1", auditEvent({ context: { 'a="]b': 'quote " back \\ bracket ] line\nend' } }));
  assert.ok(data.endsWith(' context.a___b="quote \\" back \\\\ bracket \\] line end"]'), data);
});

test("the name of a parameter is never longer than 32 characters", () => {
  const data = writeStructuredData("x@1", auditEvent({ context: { ["long".repeat(20)]: 1 } }));
  assert.match(data, / context\.(?:long){6}="1"\]$/);
});

test("the text is the event as JSON in plain ASCII, which every reader of JSON takes", () => {
  const event = auditEvent({ body: { name: "Zürich 東京 😀", comment: "a\nb" } });
  const message = writeRfc5424(event, origin, "x@1");
  assert.match(message, /^\p{ASCII}*$/u);
  assert.ok(!/\p{Cc}/u.test(message));
  assert.deepEqual(JSON.parse(message.slice(message.indexOf("] {") + 2)), event);
});

test("a text in UTF-8 begins with the mark of UTF-8, one in ASCII does not", () => {
  assert.equal(writeText("Zürich"), "\uFEFFZürich");
  assert.equal(writeText("Zurich"), "Zurich");
});
