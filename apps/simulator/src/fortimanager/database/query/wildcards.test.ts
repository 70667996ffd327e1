import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesPattern } from "./wildcards.ts";

const GLOB = { many: "*", one: "?" };

for (const [pattern, text, matches] of [
  ["", "", true],
  ["*", "", true],
  ["?", "", false],
  ["web", "WEB", true],
  ["web", "web1", false],
  ["web*", "web1", true],
  ["*1", "web1", true],
  ["w?b?", "web1", true],
  ["*e*1", "weeb11", true],
  ["*ab", "aab", true],
  ["a.c", "abc", false],
  ["**b", "web", true],
  ["a*b*c", "aXbXcX", false],
] as const) {
  test(`${pattern} ${matches ? "matches" : "does not match"} "${text}"`, () => {
    assert.equal(matchesPattern(text, pattern, GLOB), matches);
  });
}

test("no pattern takes long", () => {
  assert.equal(matchesPattern("a".repeat(2000), `${"*a".repeat(500)}b`, GLOB), false);
});
