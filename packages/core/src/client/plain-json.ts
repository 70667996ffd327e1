/**
 * Makes sure that what a caller gives goes over the wire as it is meant.
 *
 * @module
 */

import type { FortiError } from "../errors.ts";
import type { JsonValue } from "../types.ts";
import { invalidInput } from "./invalid-input.ts";

/** A body, or a set of parameters. */
export type PlainFields = { readonly [name: string]: JsonValue };

/** How a value is taken over. */
export interface PlainOptions {
  /** What is being done, for the error: `create firewall/address`. */
  readonly what: string;
  /** Fields to leave out wherever they stand, because only the device writes them. */
  readonly leaveOut?: ReadonlySet<string>;
}

/**
 * A copy of a JSON value without undefined fields.
 *
 * @throws FortiError INVALID_INPUT for what JSON would lose in silence: a Date, a Map, NaN.
 */
export function toPlainJson(value: unknown, options: PlainOptions): JsonValue {
  return clean(value, { ...options, path: [], within: [] });
}

/**
 * The same for an object with the names of fields.
 *
 * @throws FortiError INVALID_INPUT for what is no such object.
 */
export function toPlainFields(value: unknown, options: PlainOptions): PlainFields {
  if (isPlainObject(value)) return cleanFields(value, { ...options, path: [], within: [] });
  throw invalidInput(`Cannot ${options.what}: an object with the names of fields is needed, not ${kindOf(value)}`);
}

/** Where in the value another one stands. */
interface Place extends PlainOptions {
  readonly path: readonly string[];
  /** What it is in, outermost first. */
  readonly within: readonly unknown[];
}

function clean(value: unknown, place: Place): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (place.within.includes(value)) throw unfit("it contains itself", place);
  if (Array.isArray(value)) return value.map((item, index) => clean(item, inside(place, value, String(index))));
  if (isPlainObject(value)) return cleanFields(value, place);
  throw unfit(kindOf(value), place);
}

function cleanFields(value: Readonly<Record<string, unknown>>, place: Place): PlainFields {
  const kept = Object.entries(value).filter(([name, inner]) => inner !== undefined && !place.leaveOut?.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, clean(inner, inside(place, value, name))]));
}

function inside({ path, within, ...options }: Place, outer: unknown, name: string): Place {
  return { ...options, path: [...path, name], within: [...within, outer] };
}

/** Also of another realm, such as a sandbox, whose `Object.prototype` is not ours. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Its class or type. A text is never shown: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === null || typeof value === "number") return String(value);
  return typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
}

function unfit(why: string, { what, path }: Place): FortiError {
  const where = path.length === 0 ? "the value" : JSON.stringify(path.join("."));
  return invalidInput(
    `Cannot ${what}: ${where} cannot be sent (${why})`,
    "Give texts, numbers, true or false, lists and plain objects",
  );
}
