/**
 * The answer that every surface gives to an alert, and how answers are checked.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";

const OUTCOMES = ["blocked", "unchanged", "refused"] as const;
const STEPS = ["address", "group", "ban"] as const;

export type Outcome = (typeof OUTCOMES)[number];
export type Step = (typeof STEPS)[number];

/** What became of one alert. */
export interface Answer {
  /** In canonical form; absent when the alert names none. */
  readonly source_ip?: string;
  readonly outcome: Outcome;
  /** What had to be changed on the FortiGate. Empty unless `blocked`. */
  readonly changed: readonly Step[];
  /** Why it was refused. */
  readonly why?: string;
}

/** What should become of one alert, derived by hand. */
export interface ExpectedAnswer {
  /** What is special about the alert, for people. */
  readonly alert: string;
  readonly outcome: Outcome;
  readonly source_ip?: string;
  /** Words that the reason of a refusal must hold. */
  readonly why?: string;
}

/** Reads what another program answered. Throws, naming the answer, when it is not one answer per alert. */
export function readAnswers(value: unknown, count: number): Answer[] {
  if (!Array.isArray(value) || value.length !== count) {
    const got = Array.isArray(value) ? `${value.length} answers` : preview(value);
    throw new Error(`Expected ${count} answers, got ${got}`);
  }
  return value.map((item: unknown, index) => {
    if (!isAnswer(item)) throw new Error(`Answer ${index + 1} is not an answer: ${preview(item)}`);
    const { source_ip, outcome, changed, why } = item;
    // Some surfaces write null for what is not there.
    return { outcome, changed, ...(source_ip && { source_ip }), ...(why && { why }) };
  });
}

/** Compares the answers of a first run over a fresh FortiGate with what is expected, one line for each difference. */
export function checkFirstRun(answers: readonly Answer[], expected: readonly ExpectedAnswer[]): string[] {
  return expected.flatMap((wanted, index) => {
    const got = answers[index];
    const alert = `alert ${index + 1} (${wanted.alert})`;
    if (got === undefined) return [`${alert} has no answer`];
    if (got.outcome !== wanted.outcome) {
      return [`${alert} should be ${wanted.outcome}, not ${got.outcome}${got.why ? `: ${got.why}` : ""}`];
    }
    const problems = [];
    if (got.source_ip !== wanted.source_ip) {
      problems.push(`${alert} should name ${wanted.source_ip ?? "no address"}, not ${got.source_ip ?? "none"}`);
    }
    if (wanted.why !== undefined && !got.why?.includes(wanted.why)) {
      problems.push(`${alert} should say why with "${wanted.why}", not "${got.why ?? ""}"`);
    }
    const steps = wanted.outcome === "blocked" ? STEPS : [];
    if (!isDeepStrictEqual([...got.changed].sort(), [...steps].sort())) {
      problems.push(`${alert} should have changed ${list(steps)}, not ${list(got.changed)}`);
    }
    return problems;
  });
}

/** A second run must refuse what the first refused, for the same reason, and change nothing else. */
export function checkSecondRun(second: readonly Answer[], first: readonly Answer[]): string[] {
  return first.flatMap((before, index) => {
    const wanted = before.outcome === "blocked" ? { ...before, outcome: "unchanged", changed: [] } : before;
    const got = second[index];
    if (isDeepStrictEqual(plain(got), plain(wanted))) return [];
    return [`alert ${index + 1} should be ${preview(wanted)} on the second run, not ${preview(got)}`];
  });
}

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== "object" || value === null) return false;
  const { source_ip, outcome, changed, why } = value as Record<string, unknown>;
  return (
    OUTCOMES.includes(outcome as Outcome) &&
    Array.isArray(changed) &&
    changed.every((step) => STEPS.includes(step)) &&
    [source_ip, why].every((text) => text === undefined || text === null || typeof text === "string")
  );
}

/** As JSON carries it: without absent keys. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function list(steps: readonly string[]): string {
  return steps.length === 0 ? "nothing" : steps.join(", ");
}

function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
