/**
 * Turns what a caller gives into the body of a request.
 *
 * @module
 */

import type { FortiError, JsonValue } from "@fortiweave/core";
import { ORIGIN_KEY } from "./diff.ts";
import { isRecord } from "./envelope.ts";
import { invalidInput } from "./invalid-input.ts";

/** A body, or a set of parameters. */
export type Body = { readonly [name: string]: JsonValue };

/**
 * The body for an entry, an object or a set of parameters: without undefined values, and without the key that the
 * device adds to every entry it answers, so that what was read can be written back.
 *
 * @throws FortiError INVALID_INPUT for what is no object, and for what JSON would lose in silence: a Date, a Map, NaN.
 */
export function toBody(value: unknown, what: string): Body {
  if (isRecord(value) && isPlain(value)) return cleanFields(value, { what, path: [], within: [] });
  throw invalidInput(`Cannot ${what}: an object with the names of fields is needed, not ${kindOf(value)}`);
}

/** Where in the body a value stands. */
interface Place {
  readonly what: string;
  readonly path: readonly string[];
  /** What it is in, outermost first. */
  readonly within: readonly unknown[];
}

function clean(value: unknown, place: Place): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (place.within.includes(value)) throw unfit("it contains itself", place);
  if (Array.isArray(value)) return value.map((item, index) => clean(item, inside(place, value, String(index))));
  if (isRecord(value) && isPlain(value)) return cleanFields(value, place);
  throw unfit(kindOf(value), place);
}

function cleanFields(value: Readonly<Record<string, unknown>>, place: Place): Body {
  const kept = Object.entries(value).filter(([name, inner]) => inner !== undefined && name !== ORIGIN_KEY);
  return Object.fromEntries(kept.map(([name, inner]) => [name, clean(inner, inside(place, value, name))]));
}

function inside({ what, path, within }: Place, outer: unknown, name: string): Place {
  return { what, path: [...path, name], within: [...within, outer] };
}

/** Also of another realm, such as a sandbox, whose `Object.prototype` is not ours. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Its class or type. A text is never shown: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === null || typeof value === "number") return String(value);
  return typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
}

function unfit(why: string, { what, path }: Place): FortiError {
  return invalidInput(
    `Cannot ${what}: ${JSON.stringify(path.join("."))} cannot be sent (${why})`,
    "Give texts, numbers, true or false, lists and plain objects",
  );
}
