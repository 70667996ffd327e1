import assert from "node:assert/strict";
import { test } from "node:test";
import { joinBytes, joinText } from "./bytes.ts";

const encoder = new TextEncoder();

test("chunks are one array, in a buffer of its own", () => {
  const first = encoder.encode("ab");
  const joined = joinBytes([first, encoder.encode("c")]);
  assert.deepEqual([...joined], [97, 98, 99]);
  assert.equal(joined.buffer.byteLength, 3);
  assert.notEqual(joinBytes([first]).buffer, first.buffer);
  assert.equal(joinBytes([]).length, 0);
});

test("a character that is cut between two chunks is whole in the text", () => {
  const bytes = encoder.encode("a\u20acb");
  assert.equal(joinText([bytes.subarray(0, 2), bytes.subarray(2)]), "a\u20acb");
  assert.equal(joinText([bytes]), "a\u20acb");
  assert.equal(joinText([]), "");
});

test("texts of every length come out as they are, one after the other", () => {
  for (const length of [3, 5_000_000, 70_000, 2, 70_001]) {
    const text = "x".repeat(length);
    const bytes = encoder.encode(text);
    assert.ok(joinText([bytes.subarray(0, 1), bytes.subarray(1)]) === text, String(length));
  }
});
