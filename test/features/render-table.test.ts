import assert from "node:assert/strict";
import { test } from "node:test";
import { renderTable } from "./render-table.ts";

const features = { tls: "Certificates | pins", retry: "Retries" };
const passes = { feature: "tls", shows: "refuses a wrong pin", passed: true };

test("a row for every test, below its feature, in the order of the features", () => {
  const retries = { feature: "retry", shows: "never a write twice", passed: true };
  const authority = { feature: "tls", shows: "an authority", passed: true };
  const { text, problems } = renderTable("FortiGate", features, [retries, passes, authority]);
  assert.deepEqual(problems, []);
  assert.deepEqual(text.split("\n").slice(-4), [
    "| **tls**: Certificates \\| pins | an authority | passes |",
    "|  | refuses a wrong pin | passes |",
    "| **retry**: Retries | never a write twice | passes |",
    "",
  ]);
});

test("a feature without a test, a test that failed and a test of no feature are problems", () => {
  const failed = { ...passes, passed: false };
  const stray = { feature: "?", shows: "something", passed: true };
  const { problems } = renderTable("FortiGate", features, [failed, stray]);
  assert.deepEqual(problems, [
    'The test "feature tls: refuses a wrong pin" did not pass',
    'No test is named "feature retry: ..."',
    'The test "something" belongs to no feature',
  ]);
});
