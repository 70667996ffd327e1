import assert from "node:assert/strict";
import { test } from "node:test";
import { auditEvent } from "../../test/events.ts";
import { createRequest } from "../../test/requests.ts";
import { audit } from "../middleware/audit.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import { compositeSink } from "./composite.ts";
import type { AuditEvent } from "./event.ts";

const fails = (): never => {
  throw new Error("disk full");
};
const hangs = (): Promise<void> => new Promise(() => undefined);

test("one sink that throws, one that rejects and one that hangs stop no other", () => {
  const events: AuditEvent[] = [];
  const rejects = () => Promise.reject(new Error("siem gone"));
  const done = compositeSink(fails, hangs, rejects, (event) => events.push(event))(auditEvent());
  (done as Promise<void>).catch(() => undefined);
  assert.equal(events.length, 1);
});

test("called by itself, it fails with what failed in its sinks", async () => {
  const sink = compositeSink(fails, () => undefined, fails);
  await assert.rejects(Promise.resolve(sink(auditEvent())), (error) => {
    return (
      error instanceof AggregateError && error.errors.length === 2 && /^2 of 3 audit sinks failed$/.test(error.message)
    );
  });
});

test("the audit step tells its sinks one by one, so that each failure is reported and a hanging one loses only its own", async () => {
  const events: AuditEvent[] = [];
  const failures: string[] = [];
  const inner = compositeSink(hangs, (event) => events.push(event));
  const step = audit({
    sinks: [compositeSink(fails, inner)],
    runtime: createManualClock(),
    onSinkError: (error) => failures.push((error as Error).message),
  });
  const send = step(createScriptedTransport(() => ({})).send);
  for (let call = 0; call < 10_010; call++) await send(createRequest());
  assert.equal(events.length, 10_010);
  assert.equal(failures.filter((message) => message === "disk full").length, 10_010);
  assert.equal(
    failures.filter((message) => /^An audit sink hangs: it has 10000 events to do/.test(message)).length,
    10,
  );
});

test("flush and close reach every sink, also behind one that fails", async () => {
  const told: string[] = [];
  const sinkNamed = (name: string) =>
    Object.assign(() => undefined, {
      flush: () => Promise.resolve(void told.push(`flush ${name}`)),
      close: () => Promise.resolve(void told.push(`close ${name}`)),
    });
  const broken = Object.assign(() => undefined, { flush: fails, close: fails });
  const sink = compositeSink(sinkNamed("a"), broken, () => undefined, sinkNamed("b"));
  await assert.rejects(sink.flush?.() ?? Promise.resolve(), AggregateError);
  await assert.rejects(sink.close?.() ?? Promise.resolve(), AggregateError);
  assert.deepEqual(told, ["flush a", "flush b", "close a", "close b"]);
});
