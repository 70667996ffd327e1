import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { and, type Filter, not, or, writeFilter } from "./filter.ts";

const refuses = (filter: unknown, words: RegExp) =>
  assert.throws(
    () => writeFilter(filter as Filter),
    (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message),
  );

test("a condition goes as it is; several values follow the operator", () => {
  assert.deepEqual(writeFilter(["name", "==", "web"]), ["name", "==", "web"]);
  assert.deepEqual(writeFilter(["name", "in", "a", "b"]), ["name", "in", "a", "b"]);
  assert.deepEqual(writeFilter(["name", "!in", ["a", "b"]]), ["name", "!in", "a", "b"]);
  assert.deepEqual(writeFilter(["flags", "&", 6, 2]), ["flags", "&", 6, 2]);
  assert.deepEqual(writeFilter(["!", "name", "like", "web%"]), ["!", "name", "like", "web%"]);
});

test("conditions in a list must all hold", () => {
  const filter: Filter = [
    ["name", "like", "web%"],
    ["color", ">=", 3],
  ];
  assert.deepEqual(writeFilter(filter), filter);
});

test("and, or and not nest, two parts at a time", () => {
  const [a, b, c] = [
    ["a", "==", 1],
    ["b", "==", 2],
    ["c", "==", 3],
  ] as const;
  assert.deepEqual(writeFilter(and(a, or(b, c))), [a, "&&", [b, "||", c]]);
  assert.deepEqual(writeFilter(or(a, b, c)), [[a, "||", b], "||", c]);
  assert.deepEqual(and(a), a);
  assert.deepEqual(not(a), ["!", "a", "==", 1]);
  assert.throws(() => or(), /without conditions/);
});

test("a field of a row that is known is checked by the compiler", () => {
  interface Row {
    readonly name: string;
  }
  const filter: Filter<Row> = ["name", "==", "web"];
  // @ts-expect-error: there is no such field.
  const typo: Filter<Row> = ["nmae", "==", "web"];
  assert.equal([filter, typo].length, 2);
});

test("what could not be read as it is meant is refused, without showing a value", () => {
  refuses([], /A filter is a list/);
  refuses("name==web", /A filter is a list/);
  refuses(["name", "=", "web"], /Not a filter operator: "="/);
  refuses(["name", "=="], /takes one value, and 0 are given/);
  refuses(["name", "==", "geheim1", "geheim2"], /^(?!.*geheim).*takes one value, and 2/);
  refuses(["name", "in"], /takes values, and 0/);
  refuses(["name", "==", Number.NaN], /neither a text nor a number/);
  refuses([["a", "==", 1], "&&"], /one part on each side of &&/);
  refuses(["", "==", 1], /begins with the name of a field/);
});
