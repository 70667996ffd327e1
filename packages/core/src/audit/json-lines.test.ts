import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuditEvent } from "./event.ts";
import { jsonLinesSink } from "./json-lines.ts";

const event: AuditEvent = {
  id: "0",
  at: "2026-11-05T10:00:00.000Z",
  operation: "cmdb firewall/address create",
  effect: "write",
  method: "POST",
  path: "/api/v2/cmdb/firewall/address",
  body: { name: "line\nbreak" },
  outcome: "ok",
  durationMs: 12,
};

test("an event is one line, whatever its texts hold", () => {
  const lines: string[] = [];
  jsonLinesSink((line) => void lines.push(line))(event);
  assert.equal(lines.length, 1);
  assert.equal(lines[0]?.indexOf("\n"), (lines[0]?.length ?? 0) - 1);
  assert.deepEqual(JSON.parse(lines[0] ?? ""), event);
});

test("the sink hands on what write answers, so that it can be waited for", async () => {
  const sink = jsonLinesSink(() => Promise.reject(new Error("disk full")));
  await assert.rejects(Promise.resolve(sink(event)), /disk full/);
});
