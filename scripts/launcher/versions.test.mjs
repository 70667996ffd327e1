import assert from "node:assert/strict";
import { test } from "node:test";
import { isAtLeast, majorOf, whatIsMissing } from "./versions.mjs";

test("the major version is read from what Node and pnpm print", () => {
  assert.equal(majorOf("24.21.0"), 24);
  assert.equal(majorOf("v20.1.0\n"), 20);
  assert.equal(majorOf("12"), 12);
  assert.equal(majorOf("9.0.0-rc.1"), 9);
});

test("what is no version has no major version", () => {
  for (const text of ["", "next-24", "24nightly", undefined]) assert.equal(majorOf(text), undefined);
});

test("versions compare as numbers, and what is no version is never enough", () => {
  assert.equal(isAtLeast("9.9.9", 20), false);
  assert.equal(isAtLeast("20.0.0", 20), true);
  assert.equal(isAtLeast("100.0.0", 20), true);
  assert.equal(isAtLeast("unknown", 20), false);
});

test("nothing is missing when both tools are new enough", () => {
  assert.equal(whatIsMissing({ node: "24.0.0", pnpm: "12.0.0" }), undefined);
  assert.equal(whatIsMissing({ node: "26.1.0", pnpm: "13.2.1" }), undefined);
});

test("each reason is named", () => {
  assert.equal(whatIsMissing({ node: "24.0.0", pnpm: undefined }), "pnpm is not installed");
  assert.equal(whatIsMissing({ node: "24.0.0", pnpm: "9.1.0" }), "pnpm 9.1.0 is older than 12");
  assert.equal(
    whatIsMissing({ node: "20.20.2", pnpm: undefined }),
    "Node 20.20.2 is older than 24 and pnpm is not installed",
  );
});
