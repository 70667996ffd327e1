import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import type { AuditEvent } from "../audit/event.ts";
import { isFortiError } from "../errors.ts";
import { audit } from "../middleware/audit.ts";
import { compose } from "../middleware/compose.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import { type TraceSource, trace } from "./trace.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

/** The headers that the device gets of each call, and what goes on record. */
async function send(source: TraceSource, calls = 1, onWarning?: (message: string) => void) {
  const device = createScriptedTransport(() => ({}));
  const events: AuditEvent[] = [];
  const record = audit({
    sinks: [(event) => events.push(event)],
    runtime: createManualClock(),
    traceId: "job-42",
    context: { user: "alice" },
  });
  const handler = compose([trace(source, onWarning), record], device.send);
  for (let call = 0; call < calls; call++) await handler(readRequest({ headers: { accept: "x" } }));
  return { headers: device.requests.map(({ headers }) => headers), events };
}

test("a fixed trace is in the header of every request, and on record with its span", async () => {
  const { headers, events } = await send({ traceparent: PARENT, tracestate: "a=1" }, 2);
  assert.deepEqual(headers, Array(2).fill({ accept: "x", traceparent: PARENT, tracestate: "a=1" }));
  assert.deepEqual([events[0]?.traceId, events[0]?.spanId], [TRACE, "00f067aa0ba902b7"]);
  assert.deepEqual(events[0]?.context, { user: "alice", traceId: "job-42" });
});

test("a function says it for each call, and undefined for one that belongs to none", async () => {
  const spans = ["00f067aa0ba902b7", undefined, "b7ad6b7169203331"];
  let call = 0;
  const source = () => {
    const span = spans[call++];
    return span === undefined ? undefined : `00-${TRACE}-${span}-00`;
  };
  const { headers, events } = await send(source, 3);
  assert.deepEqual(
    headers.map((all) => all?.traceparent),
    [`00-${TRACE}-${spans[0]}-00`, undefined, `00-${TRACE}-${spans[2]}-00`],
  );
  assert.deepEqual(
    events.map(({ spanId }) => spanId),
    spans,
  );
  // Without a trace of its own, a call is known by the client's.
  assert.deepEqual(
    events.map(({ traceId }) => traceId),
    [TRACE, "job-42", TRACE],
  );
});

test("a fixed trace that is none is refused at once", () => {
  for (const source of ["job-42", { traceparent: PARENT, tracestate: "UPPER=1" }]) {
    assert.throws(
      () => trace(source),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("a function that throws or answers nonsense fails no call, and is reported once", async () => {
  for (const source of [
    () => "nonsense",
    () => {
      throw new Error("no context");
    },
  ]) {
    const warnings: string[] = [];
    const { headers } = await send(source, 2, (message) => warnings.push(message));
    assert.deepEqual(headers, [{ accept: "x" }, { accept: "x" }]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /^A call went without its trace: /);
  }
});
