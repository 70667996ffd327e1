import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { toPlainFields, toPlainJson } from "./plain-json.ts";

const refuses = (work: () => unknown, words: RegExp) =>
  assert.throws(work, (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message));

test("values of JSON go through, without what is undefined", () => {
  assert.deepEqual(toPlainJson([1, "a", null, { b: undefined, c: [true] }], { what: "add" }), [
    1,
    "a",
    null,
    { c: [true] },
  ]);
});

test("a field can be left out wherever it stands", () => {
  const value = { q: 1, list: [{ q: 2, a: 3 }] };
  assert.deepEqual(toPlainFields(value, { what: "add", leaveOut: new Set(["q"]) }), { list: [{ a: 3 }] });
});

test("what JSON would lose in silence is refused, and named by its place", () => {
  const options = { what: "add pm/config" };
  refuses(() => toPlainJson({ a: [new Date(0)] }, options), /^Cannot add pm\/config: "a\.0" cannot be sent \(Date\)/);
  refuses(() => toPlainJson({ a: Number.NaN }, options), /"a" cannot be sent \(NaN\)/);
  refuses(() => toPlainJson({ a: () => 1 }, options), /\(function\)/);
  refuses(() => toPlainJson(new Map(), options), /the value cannot be sent \(Map\)/);
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  refuses(() => toPlainJson(loop, options), /"self" cannot be sent \(it contains itself\)/);
});

test("fields are an object", () => {
  refuses(() => toPlainFields(["a"], { what: "set x" }), /an object with the names of fields is needed, not Array/);
  refuses(() => toPlainFields("geheim", { what: "set x" }), /not string$/);
});
