import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareVersions, describeRanges, isInVersion, mayExist } from "./versions.ts";

const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(20)).map((parts) => parts.join("."));

test("versions compare by number, not by text", () => {
  assert.ok(compareVersions("7.4.10", "7.4.9") > 0);
  assert.ok(compareVersions("v7.6.5", "7.6.5 build3651") === 0);
  assert.ok(compareVersions("7.4", "7.4.0") === 0);
  assert.ok(compareVersions("6.4.15", "7.0.0") < 0);
});

test("comparing is antisymmetric, and agrees with a range that starts there", () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) + 0);
      assert.equal(isInVersion([[a, null]], b), compareVersions(b, a) >= 0);
      assert.equal(isInVersion([["0.0.0", a]], b), compareVersions(b, a) <= 0);
    }),
  );
});

test("without ranges or without a version, everything is in", () => {
  assert.equal(isInVersion(undefined, "7.4.8"), true);
  assert.equal(isInVersion([["7.6.0", null]], undefined), true);
});

test("two parts stand for a whole branch, in a range and in the version asked about", () => {
  assert.equal(isInVersion([["6.0.0", "7.4"]], "7.4.12"), true);
  assert.equal(isInVersion([["6.0.0", "7.4"]], "7.6.0"), false);
  assert.equal(isInVersion([["7.4.2", null]], "7.4"), true);
  assert.equal(isInVersion([["7.4.2", null]], "7.2"), false);
});

test("any of several ranges is enough", () => {
  const ranges = [
    ["6.0.0", "6.4.0"],
    ["7.2.1", null],
  ] as const;
  assert.deepEqual(
    ["6.2.0", "7.0.3", "7.2.1"].map((one) => isInVersion(ranges, one)),
    [true, false, true],
  );
  assert.equal(mayExist(ranges, "7.0.3"), true, "a gap may be a matter of the model");
  assert.equal(mayExist([["6.4.0", "7.0"]], "7.2.0"), false);
  assert.equal(describeRanges(ranges), "until 6.4.0 and since 7.2.1");
  assert.equal(describeRanges([["7.0.0", "7.2"]]), "from 7.0.0 to 7.2");
  assert.equal(describeRanges([["6.4.0", "6.4.0"]]), "only in 6.4.0");
});
