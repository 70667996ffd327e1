/**
 * Takes secrets out of text of the command line: configuration, scripts, and what devices say of them.
 *
 * @module
 */

import { REDACTED } from "../device/request-log.ts";

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** A stored secret. What answers show in its place is always the same, and no secret. */
const STORED = /\bENC (?!XXXX\b)[^\s"]+/g;

/** What fields that hold secrets are called, and their beginnings: the command line takes names that are cut short. */
const SECRET_FIELD =
  "pass(?:w(?:d\\d?|o(?:rd?)?)?|word\\d|phrase)?|pwd|psk(?:secret)?|secret|(?:psk)?secret-remote|key(?:tab|-string)?|(?:auth|enc)key|auth-string|token|pin(?:-code)?";

/** What stands before a secret in plain text, in a line of a script. */
const SETTING = new RegExp(
  `^[ \\t]*(?:set|append)[ \\t]+(?:[\\w-]*-)?(?:${SECRET_FIELD})[ \\t]+(?!ENC |FortinetPasswordMask)`,
  "gim",
);

/** The first two words of a line that a device complains of: what follows may be anything. */
const COMPLAINT = /^>>> +"[^"\n]*"(?: "[^"\n]*")? (?!@ )/gm;
const PLACE = " @ ";
const NEAR = /parse error before '/g;
const NEAR_END = /'(?: \(error|\r?\n|$)/;

export function redactLines(text: string): string {
  const plain = text.replace(PRIVATE_KEY, REDACTED).replace(STORED, `ENC ${REDACTED}`);
  const unset = redactAfter(plain, SETTING, endOfValue);
  const lastPlace = unset.lastIndexOf(PLACE);
  const unsaid = redactAfter(unset, COMPLAINT, (all, at) =>
    at > lastPlace ? endOfLine(all, at) : all.indexOf(PLACE, at),
  );
  return redactAfter(unsaid, NEAR, (all, at) => {
    const end = new RegExp(NEAR_END, "g");
    end.lastIndex = at;
    return end.exec(all)?.index ?? all.length;
  });
}

/** Regular expressions alone would take too long over megabytes, or too much stack. @param endOf Where the secret ends. */
function redactAfter(text: string, head: RegExp, endOf: (text: string, at: number) => number): string {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(head)) {
    const start = index + found.length;
    if (index < from) continue;
    parts.push(text.slice(from, start), REDACTED);
    from = endOf(text, start);
  }
  return parts.length === 0 ? text : `${parts.join("")}${text.slice(from)}`;
}

/** Of what is in quotes, over as many lines as it goes; else of the line. */
function endOfValue(text: string, at: number): number {
  if (text[at] !== '"') return endOfLine(text, at);
  for (let next = at + 1; next < text.length; next += 1) {
    if (text[next] === "\\") next += 1;
    else if (text[next] === '"') return next + 1;
  }
  return endOfLine(text, at);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
