import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Answer, checkFirstRun, checkSecondRun, type ExpectedAnswer, readAnswers } from "./answers.ts";

const BLOCKED: Answer = { source_ip: "203.0.113.9", outcome: "blocked", changed: ["address", "group", "ban"] };
const REFUSED: Answer = {
  source_ip: "10.0.0.1",
  outcome: "refused",
  changed: [],
  why: "10.0.0.1 is private (RFC 1918)",
};
const EXPECTED: ExpectedAnswer[] = [
  { alert: "plain", outcome: "blocked", source_ip: "203.0.113.9" },
  { alert: "inside", outcome: "refused", source_ip: "10.0.0.1", why: "RFC 1918" },
];

describe("answers are read", () => {
  test("as they came", () => {
    assert.deepEqual(readAnswers([BLOCKED, REFUSED], 2), [BLOCKED, REFUSED]);
  });

  test("without what is null or not part of an answer", () => {
    assert.deepEqual(readAnswers([{ outcome: "refused", changed: [], source_ip: null, why: "x", executionId: 7 }], 1), [
      { outcome: "refused", changed: [], why: "x" },
    ]);
  });

  test("and refused when there are too few, or none", () => {
    assert.throws(() => readAnswers([BLOCKED], 2), /Expected 2 answers, got 1 answers/);
    assert.throws(() => readAnswers({ error: "no" }, 2), /Expected 2 answers, got \{"error":"no"\}/);
  });

  test("and refused when one is something else", () => {
    assert.throws(() => readAnswers([BLOCKED, { outcome: "failed", changed: [] }], 2), /Answer 2 is not an answer/);
    assert.throws(() => readAnswers([{ ...BLOCKED, changed: ["policy"] }], 1), /Answer 1 is not an answer/);
    assert.throws(() => readAnswers([{ ...BLOCKED, changed: undefined }], 1), /Answer 1 is not an answer/);
  });
});

describe("a first run", () => {
  test("passes when every answer is the expected one", () => {
    assert.deepEqual(checkFirstRun([BLOCKED, REFUSED], EXPECTED), []);
  });

  test("fails on another outcome, address, reason or change", () => {
    const check = (change: Partial<Answer>, index: 0 | 1) =>
      checkFirstRun(
        [BLOCKED, REFUSED].map((answer, at) => (at === index ? { ...answer, ...change } : answer)),
        EXPECTED,
      );
    assert.deepEqual(check({ outcome: "blocked" }, 1), [
      "alert 2 (inside) should be refused, not blocked: 10.0.0.1 is private (RFC 1918)",
    ]);
    assert.deepEqual(check({ source_ip: "::ffff:203.0.113.9" }, 0), [
      "alert 1 (plain) should name 203.0.113.9, not ::ffff:203.0.113.9",
    ]);
    assert.match(check({ why: "it is bad" }, 1)[0] ?? "", /should say why with "RFC 1918"/);
    assert.deepEqual(check({ changed: ["address", "ban"] }, 0), [
      "alert 1 (plain) should have changed address, group, ban, not address, ban",
    ]);
  });

  test("fails on a missing answer", () => {
    assert.deepEqual(checkFirstRun([BLOCKED], EXPECTED), ["alert 2 (inside) has no answer"]);
  });
});

describe("a second run", () => {
  const unchanged: Answer = { ...BLOCKED, outcome: "unchanged", changed: [] };

  test("passes when nothing changes and refusals stay", () => {
    assert.deepEqual(checkSecondRun([unchanged, REFUSED], [BLOCKED, REFUSED]), []);
  });

  test("fails when something changes again", () => {
    assert.equal(checkSecondRun([BLOCKED, REFUSED], [BLOCKED, REFUSED]).length, 1);
    assert.equal(checkSecondRun([{ ...unchanged, changed: ["ban"] }, REFUSED], [BLOCKED, REFUSED]).length, 1);
  });

  test("fails when a refusal goes away", () => {
    assert.equal(checkSecondRun([unchanged, unchanged], [BLOCKED, REFUSED]).length, 1);
  });
});
