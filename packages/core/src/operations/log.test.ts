import assert from "node:assert/strict";
import { test } from "node:test";
import { auditEvent } from "../../test/events.ts";
import type { AuditEvent } from "../audit/event.ts";
import { isFortiError } from "../errors.ts";
import { createOperationLog } from "./log.ts";

/** A log that was told of one event for each of these. */
function logOf(events: readonly Partial<AuditEvent>[], limit?: number) {
  const log = createOperationLog(limit === undefined ? {} : { limit });
  for (const event of events) log.sink(auditEvent(event));
  return log;
}

const operations = (log: ReturnType<typeof logOf>, filter?: Parameters<typeof log.list>[0]): string[] =>
  log.list(filter).map(({ operation }) => operation);

test("a record says when, what, where and how it ended", () => {
  const body = { name: "web" };
  const query = [
    ["vdom", "root"],
    ["datasource", "true"],
  ] as const;
  assert.deepEqual(logOf([{ body, query, context: { user: "alice" } }]).list(), [
    {
      timestamp: "2026-11-05T10:00:00.123Z",
      operation: "cmdb firewall/address create",
      effect: "write",
      method: "POST",
      area: "cmdb",
      path: "/api/v2/cmdb/firewall/address",
      query: "datasource=true",
      vdom: "root",
      body,
      outcome: "ok",
      status: 200,
      durationMs: 12,
    },
  ]);
});

test("failures, refusals and simulated writes are there too", () => {
  const failed = { outcome: "failed", status: 500, code: "IN_USE", message: "It is used" } as const;
  const { status: _, ...simulated } = auditEvent({ outcome: "simulated" });
  const log = logOf([failed, { outcome: "refused", code: "INVALID_INPUT" }]);
  log.sink(simulated);
  assert.deepEqual(
    log.list().map(({ outcome, status, code, message }) => [outcome, status, code, message]),
    [
      ["failed", 500, "IN_USE", "It is used"],
      ["refused", 200, "INVALID_INPUT", undefined],
      ["simulated", undefined, undefined, undefined],
    ],
  );
});

test("the area is the branch of the API, or tells signing in from the rest", () => {
  const paths = ["cmdb/a", "monitor/a", "log/a", "service/a", "cmdbx/a", "authentication"];
  const log = logOf([
    ...paths.map((path) => ({ path: `/api/v2/${path}` })),
    { path: "/logincheck", effect: "session" },
  ]);
  assert.deepEqual(
    log.list().map(({ area }) => area),
    ["cmdb", "monitor", "log", "service", "other", "other", "session"],
  );
});

test("the newest are kept, oldest first, and never more than the limit", () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, number) => ({ operation: String(number) }));
  assert.deepEqual(operations(logOf(numbered(2), 3)), ["0", "1"]);
  assert.deepEqual(operations(logOf(numbered(3), 3)), ["0", "1", "2"]);
  assert.deepEqual(operations(logOf(numbered(4), 3)), ["1", "2", "3"]);
  assert.deepEqual(operations(logOf(numbered(8), 3)), ["5", "6", "7"]);
  assert.deepEqual(operations(logOf(numbered(2), 1)), ["1"]);
  assert.equal(logOf(numbered(1500)).list().length, 1000);
});

test("what writes sent fills no memory: fewer are kept, the newest always", () => {
  const large = (operation: string, characters: number) => ({ operation, body: { comment: "x".repeat(characters) } });
  const log = logOf([{ operation: "a" }, large("b", 7e6), large("c", 7e6), { operation: "d" }]);
  assert.deepEqual(operations(log), ["a", "b", "c", "d"]);
  log.sink(auditEvent(large("e", 7e6)));
  assert.deepEqual(operations(log), ["c", "d", "e"]);
  log.sink(auditEvent(large("f", 2e7)));
  assert.deepEqual(operations(log), ["f"]);
  log.sink(auditEvent({ operation: "g" }));
  assert.deepEqual(operations(log), ["g"]);
});

test("filters choose by effect, verb, area and time, together", () => {
  const log = logOf([
    { operation: "a", effect: "read", method: "GET", at: "2026-11-05T10:00:00.000Z" },
    { operation: "b", effect: "write", method: "POST", path: "/api/v2/monitor/x", at: "2026-11-05T11:00:00.000Z" },
    { operation: "c", effect: "read", method: "POST", path: "/api/v2/monitor/x", at: "2026-11-05T12:00:00.000Z" },
    { operation: "d", effect: "write", method: "DELETE", at: "2026-11-05T13:00:00.000Z" },
  ]);
  assert.deepEqual(operations(log, { writes: true }), ["b", "d"]);
  assert.deepEqual(operations(log, { writes: false }), ["a", "c"]);
  assert.deepEqual(operations(log, { method: "POST" }), ["b", "c"]);
  assert.deepEqual(operations(log, { method: ["GET", "DELETE"] }), ["a", "d"]);
  assert.deepEqual(operations(log, { area: ["cmdb"] }), ["a", "d"]);
  assert.deepEqual(operations(log, { since: "2026-11-05T12:00:00Z" }), ["c", "d"]);
  assert.deepEqual(operations(log, { since: new Date("2026-11-05T14:00:00+02:00") }), ["c", "d"]);
  assert.deepEqual(operations(log, { writes: true, area: "monitor", since: "2026-11-05" }), ["b"]);
});

test("a time that is none and a limit that keeps nothing are refused", () => {
  for (const since of ["yesterday", new Date(Number.NaN)]) {
    assert.throws(
      () => logOf([]).list({ since }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
  for (const limit of [0, 1.5, -1]) {
    assert.throws(
      () => createOperationLog({ limit }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});
