import assert from "node:assert/strict";
import { test } from "node:test";
import { buildOf, isSince, parseVersion } from "./version.ts";

test("versions are read with or without a v, and branches stand for their newest release", () => {
  assert.equal(parseVersion("7.4.8"), "7.4.8");
  assert.equal(parseVersion(" v7.2.0 "), "7.2.0");
  assert.equal(parseVersion("7.2"), "7.2.13");
  assert.equal(parseVersion("7.4"), "7.4.12");
  assert.equal(parseVersion("7.6"), "7.6.5");
  assert.equal(parseVersion("7.6.99"), "7.6.99");
});

test("other versions are refused with the way out", () => {
  for (const text of ["", "7", "7.0.1", "8.0.0", "7.4.x", "7.4.100", "6.4.8", "newest"]) {
    assert.throws(() => parseVersion(text), /give a version from 7\.2\.0 to 7\.6\.x/, text);
  }
});

test("versions are compared by number, and builds grow with them", () => {
  assert.equal(isSince("7.4.10", "7.4.5"), true);
  assert.equal(isSince("7.4.4", "7.4.5"), false);
  assert.ok(buildOf("7.4.10") > buildOf("7.4.9") && buildOf("7.6.0") > buildOf("7.4.10"));
});
