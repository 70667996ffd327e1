import assert from "node:assert/strict";
import { test } from "node:test";
import { auditEvent } from "../../test/events.ts";
import { isFortiError } from "../errors.ts";
import { nextTurn } from "../runtime/system.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import type { AuditEvent, AuditSink } from "./event.ts";
import { createTeller } from "./teller.ts";

/** A teller of this sink and of one that is never behind. */
function setUp(sink: AuditSink) {
  const heard: AuditEvent[] = [];
  const failures: unknown[] = [];
  const teller = createTeller({
    sinks: [sink, (event) => void heard.push(event)],
    runtime: createManualClock(),
    flushTimeoutMs: 1000,
    onSinkError: (error) => failures.push(error),
  });
  return { ...teller, heard, failures };
}

test("a sink that hangs is not given more and more events", () => {
  let given = 0;
  const { tell, heard, failures } = setUp(() => {
    given++;
    return new Promise(() => undefined);
  });
  for (let count = 0; count < 10_001; count++) tell(auditEvent());
  assert.deepEqual([given, heard.length, failures.length], [10_000, 10_001, 1]);
  assert.ok(isFortiError(failures[0], "TIMEOUT") && /has 10000 events to do/.test(failures[0].message));
});

test("nor a few that are too long together, until it is done with them", async () => {
  const given: PromiseWithResolvers<void>[] = [];
  const { tell, failures } = setUp(() => {
    given.push(Promise.withResolvers<void>());
    return given.at(-1)?.promise;
  });
  tell(auditEvent({ body: { comment: "x".repeat(33 * 1024 * 1024) } }));
  tell(auditEvent());
  assert.deepEqual([given.length, failures.length], [1, 1]);
  given[0]?.resolve();
  await nextTurn();
  tell(auditEvent());
  assert.deepEqual([given.length, failures.length], [2, 1]);
});

test("what an asynchronous listener for failures rejects with is lost", async () => {
  const teller = createTeller({
    sinks: [() => Promise.reject(new Error("gone"))],
    runtime: createManualClock(),
    flushTimeoutMs: 1000,
    onSinkError: () => Promise.reject(new Error("the listener too")) as never,
  });
  teller.tell(auditEvent());
  await nextTurn(); // An unhandled rejection would end the process here.
});
