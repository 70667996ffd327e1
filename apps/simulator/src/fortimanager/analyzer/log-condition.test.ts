import assert from "node:assert/strict";
import { test } from "node:test";
import { readCondition } from "./log-condition.ts";

const line = { srcip: "10.0.0.5", action: "Deny", dstport: 443, msg: "two words" };

for (const [condition, passes] of [
  ["", true],
  ["srcip==10.0.0.5", true],
  ["srcip=10.0.0.5", true],
  ["srcip!=10.0.0.5", false],
  ["action==deny", true],
  ["dstport>=443 and dstport<444", true],
  ["dstport>443 or srcip==10.0.0.5", true],
  ["dstport>443 and srcip==10.0.0.5 or action=deny", true],
  ["dstport>443 and (srcip==10.0.0.5 or action=deny)", false],
  ['msg=="two words"', true],
  ["msg ~ words", true],
  ["msg!~words", false],
  ["nothing==x", false],
  ["nothing!=x", true],
] as const) {
  test(`${condition || "no condition"} ${passes ? "passes" : "does not pass"}`, () => {
    assert.equal(readCondition(condition, false)?.(line), passes);
  });
}

test("capitals count where they are to", () => {
  assert.equal(readCondition("action==deny", true)?.(line), false);
  assert.equal(readCondition("action==Deny", true)?.(line), true);
});

test("what is no condition is not read", () => {
  for (const text of ["srcip", "srcip==", "==x", "a==b c==d", "(a==b", "a==b)", "a==b and", "&&"]) {
    assert.equal(readCondition(text, false), undefined, text);
  }
});
