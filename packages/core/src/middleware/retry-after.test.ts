import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = Date.parse("2026-11-05T10:00:00Z");

for (const [value, expected] of [
  ["120", 120_000],
  [" 0 ", 0],
  ["Thu, 05 Nov 2026 10:00:30 GMT", 30_000],
  ["Thu, 05 Nov 2026 09:59:00 GMT", 0],
  ["99999999999999999999", 2 ** 31 - 1],
  ["-5", undefined],
  ["1.5", undefined],
  ["soon", undefined],
  ["Thu, never", undefined],
  ["", undefined],
  [undefined, undefined],
] as const) {
  test(`Retry-After ${JSON.stringify(value)} means ${expected} ms`, () => {
    assert.equal(parseRetryAfter(value, NOW), expected);
  });
}
