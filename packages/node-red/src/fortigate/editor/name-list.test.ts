import assert from "node:assert/strict";
import { it } from "node:test";
import { parseNames } from "./name-list.ts";

it("reads a stored list, and takes the text of another type for an empty one", () => {
  assert.deepEqual(parseNames('["web","a, b"]'), ["web", "a, b"]);
  assert.deepEqual(parseNames("[1]"), ["1"]);
  for (const text of ["", "payload", "{}", "7"]) assert.deepEqual(parseNames(text), []);
});
