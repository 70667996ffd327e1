import assert from "node:assert/strict";
import { it } from "node:test";
import { readNames } from "./names.ts";

it("readNames takes lists and texts, and drops what is empty", () => {
  assert.deepEqual(readNames(["a", " b ", "", 7]), ["a", "b", "7"]);
  assert.deepEqual(readNames("a, b\nc,,"), ["a", "b", "c"]);
  assert.deepEqual(readNames(["with, comma"]), ["with, comma"]);
  for (const nothing of [undefined, null, "", []]) assert.deepEqual(readNames(nothing), []);
});
