/**
 * What steps take from answers, for later requests and shapes.
 */

import type { Answer } from "./send.ts";

export type Captured = Readonly<Record<string, unknown>>;

const MARK = /\{\{([\w-]+)\}\}/g;

/** The value with every `{{name}}` in it, at any depth, given way to what was taken. */
export function fill<T>(value: T, captured: Captured): T {
  return replace(value, captured) as T;
}

function replace(value: unknown, captured: Captured): unknown {
  if (typeof value === "string") return fillText(value, captured);
  if (Array.isArray(value)) return value.map((item) => replace(item, captured));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, captured)]));
}

function fillText(text: string, captured: Captured): unknown {
  const whole = /^\{\{([\w-]+)\}\}$/.exec(text)?.[1];
  if (whole !== undefined) return take(whole, captured);
  return text.replaceAll(MARK, (_mark, name: string) => String(take(name, captured)));
}

function take(name: string, captured: Captured): unknown {
  if (!Object.hasOwn(captured, name)) throw new Error(`No step took {{${name}}}`);
  return captured[name];
}

/**
 * @param path `results.0.name` in the body, `header location`, or `text` for the body as it came.
 * @throws Error when nothing is there.
 */
export function takeFrom({ headers, body, text }: Answer, path: string): unknown {
  if (path === "text") return text;
  const header = /^header (.*)$/.exec(path)?.[1];
  const found = header === undefined ? path.split(".").reduce(stepInto, body) : headers[header]?.toString();
  if (found === undefined) throw new Error(`The answer has no ${path}: ${text.slice(0, 500)}`);
  return found;
}

function stepInto(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
