import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { checkTraceContext, parseTraceparent, writeTraceparent } from "./trace-context.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

test("a traceparent says trace, span and flags, and is written the same way", () => {
  const parsed = parseTraceparent(`00-${TRACE}-${SPAN}-01`);
  assert.deepEqual(parsed, { traceId: TRACE, spanId: SPAN, flags: 1 });
  assert.equal(writeTraceparent({ traceId: TRACE, spanId: SPAN, flags: 1 }), `00-${TRACE}-${SPAN}-01`);
});

test("of a version to come, what is known is read", () => {
  assert.equal(parseTraceparent(`cc-${TRACE}-${SPAN}-01-what-comes`)?.traceId, TRACE);
});

test("what breaks the rules is no traceparent", () => {
  const wrong = [
    "",
    TRACE,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-01\n`,
    ` 00-${TRACE}-${SPAN}-01`,
  ];
  for (const text of wrong) {
    assert.equal(parseTraceparent(text), undefined, text);
    assert.throws(
      () => checkTraceContext(text),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("a tracestate is a list of vendors' values", () => {
  const traceparent = `00-${TRACE}-${SPAN}-01`;
  for (const tracestate of ["congo=t61rcWkgMzE", "a@vendor=1, b=2", "x=~!#$%"]) {
    assert.deepEqual(checkTraceContext({ traceparent, tracestate }), { traceparent, tracestate });
  }
  const tooMany = Array.from({ length: 33 }, (_, number) => `k${number}=v`).join(",");
  for (const tracestate of ["", "novalue", "UPPER=1", "a=1\r\nx-evil: 1", "a=é", tooMany]) {
    assert.throws(
      () => checkTraceContext({ traceparent, tracestate }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});
