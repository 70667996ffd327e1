/**
 * Reads what a FortiGate says to a sign-in, in either dialect.
 *
 * @module
 */

import { isRecord } from "../envelope.ts";

/** A step that the device wants before it lets anybody in. */
export type Prompt = "disclaimer" | "second factor" | "new password";

/** What a device says to a sign-in that it does not refuse. */
export type Granted = "in" | Prompt;

/** What came of a sign-in. */
export type SignInAnswer = Granted | "failed" | "locked out";

/** The words of `/api/v2/authentication`, which say more than its numbers. What locks out is also a failure, so it is first. */
const WORDS: readonly (readonly [RegExp, SignInAnswer])[] = [
  [/LOCKED_?OUT/i, "locked out"],
  [/SUCCESS/i, "in"],
  [/DISCLAIMER|BANNER/i, "disclaimer"],
  [/TFA|TWO_?FACTOR|TOKEN/i, "second factor"],
  [/CHANGE_(?:PWD|PASSWORD)|(?:PWD|PASSWORD)_(?:CHANGE|EXPIRED)/i, "new password"],
  [/FAIL|INVALID|DENIED/i, "failed"],
];

/** Its numbers: 6 is 5 since 7.6.3. */
const NUMBERS: ReadonlyMap<number, SignInAnswer> = new Map([
  [-4, "locked out"],
  [-2, "disclaimer"],
  [-1, "failed"],
  [2, "second factor"],
  [3, "disclaimer"],
  [4, "new password"],
  [5, "in"],
  [6, "in"],
]);

/** The first character of what `/logincheck` answers. */
const DIGITS: readonly SignInAnswer[] = ["failed", "in", "locked out", "second factor", "new password"];

/** Where `/logincheck` sends a browser that has to accept the disclaimer first: its cookies are worth nothing until then. */
const DISCLAIMER_PAGE = "/logindisclaimer";

/** The number in an answer: `status_code`, `status` since 7.6.3, or the first character of what `/logincheck` says. */
export function signInNumber(body: unknown): number | undefined {
  if (isRecord(body)) return [body.status_code, body.status].find((value) => typeof value === "number");
  const [digit] = /^\d/.exec(String(body)) ?? [];
  return digit === undefined ? undefined : Number(digit);
}

/** What `/api/v2/authentication` says. Undefined for what is not its answer. */
export function readAuthentication(body: unknown): SignInAnswer | undefined {
  if (!isRecord(body)) return undefined;
  const words = `${body.status_message ?? ""} ${body.error_message ?? ""}`;
  const [, answer] = WORDS.find(([pattern]) => pattern.test(words)) ?? [];
  return answer ?? NUMBERS.get(signInNumber(body) ?? 0);
}

/** What `/logincheck` says: a text, which JSON may take for a number, or JSON since 7.6.3. Undefined for anything else. */
export function readLogincheck(body: unknown): SignInAnswer | undefined {
  const answer = DIGITS[signInNumber(body) ?? -1];
  return answer === "in" && String(body).includes(DISCLAIMER_PAGE) ? "disclaimer" : answer;
}
