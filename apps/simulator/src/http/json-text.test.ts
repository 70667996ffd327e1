import assert from "node:assert/strict";
import { test } from "node:test";
import { alreadyJson, parseJson, writeJson } from "./json-text.ts";

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

test("what is read can be turned into text, whatever its members are called", () => {
  const value = parseJson('{"toString":1,"valueOf":2,"__proto__":{"toString":null},"a":[{"toString":null,"b":1}]}');
  assert.deepEqual(value, { a: [{ b: 1 }] });
  assert.equal(String(value), "[object Object]");
});

test("what is written is JSON, with what was written already in its place", () => {
  const value = { a: 1, b: undefined, c: [null, "x"], d: { e: 'é"' } };
  assert.equal(writeJson(value), JSON.stringify(value));
  assert.equal(writeJson([value, 1, null, undefined]), JSON.stringify([value, 1, null, undefined]));
  assert.equal(writeJson("x"), '"x"');
  const text = alreadyJson('[{"z":1}]');
  assert.equal(writeJson({ a: text, b: 2 }), '{"a":[{"z":1}],"b":2}');
  assert.equal(writeJson([{ a: text }, text]), '[{"a":[{"z":1}]},[{"z":1}]]');
});
