import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson } from "./json-text.ts";

function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

test("JSON is read, and nothing else", () => {
  assert.deepEqual(parseJson('{"a":[1,null]}'), { a: [1, null] });
  assert.equal(parseJson("null"), null);
  for (const text of ["", "{", "a=b", nested(201), nested(300_000), `${'{"a":'.repeat(500)}1${"}".repeat(500)}`]) {
    assert.equal(parseJson(text), undefined, text.slice(0, 20));
  }
  assert.notEqual(parseJson(nested(200)), undefined);
});
