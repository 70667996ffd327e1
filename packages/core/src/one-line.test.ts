import assert from "node:assert/strict";
import { test } from "node:test";
import { toOneLine } from "./one-line.ts";

test("no sign that any reader takes for the end of a line is left", () => {
  for (const sign of ["\n", "\r\n", "\u0085", "\u2028", "\u2029", "\v", "\f", "\0", "\u001b", "\u009b"]) {
    assert.equal(toOneLine(`a${sign}b`), "a b");
  }
});

test("everything else stays, and half a character becomes a whole one", () => {
  assert.equal(toOneLine("Zürich  東京 😀 \\n"), "Zürich  東京 😀 \\n");
  assert.equal(toOneLine("a\ud800b"), "a\ufffdb");
});
