/**
 * Reads what clients send to sign in: JSON or a form, whatever the content type says.
 *
 * @module
 */

import { parseJson } from "../http/json-text.ts";

/** Texts by name; numbers and booleans come as text, and anything else counts as none. */
export type SignInBody = Readonly<Record<string, string>>;

export function readSignInBody(body: string): SignInBody {
  const json = parse(body);
  const pairs = json === undefined ? [...new URLSearchParams(body)] : Object.entries(json);
  return Object.fromEntries(pairs.map(([name, value]) => [name, typeof value === "object" ? "" : String(value)]));
}

export function isYes(value: string | undefined): boolean {
  return value === "true" || value === "1";
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
