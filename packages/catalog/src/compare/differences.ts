/**
 * Compares what is wanted with what a device holds, without seeing differences where there are none.
 *
 * @module
 */

import type { Field } from "../types.ts";
import { canonicalValue, isUnset } from "./canonical-value.ts";
import { isRecord } from "./is-record.ts";
import { isOrdered } from "./ordered.ts";
import { sameEntries } from "./same-entries.ts";

/** How to compare. */
export interface Comparison {
  /** Where the fields stand, as `placeOf` writes it: it tells where order has a meaning. Default: nowhere. */
  readonly place?: string;
  /** `write`: a wanted secret always differs from one that the device hides. Default `keep`: it never does. */
  readonly secrets?: "keep" | "write";
}

/** One field that differs. */
export interface FieldDiff {
  /** Name of the field. */
  readonly field: string;
  /** What the device held. Undefined when there was nothing. */
  readonly before: unknown;
  /** What it holds now, in its own spelling. */
  readonly after: unknown;
}

/** A FortiGate adds it to every entry. */
export const ORIGIN_KEY = "q_origin_key";

/** How the device shows a secret; FortiManager has the word and the rest in a list. */
const HIDDEN = /^ENC\s/;

/** The same, where a secret is due: stars, or a private key in the device's own encryption. */
const HIDDEN_SECRET = /^\*+$|^"?-----BEGIN .*ENCRYPTED/s;

/**
 * The fields of `wanted` that `actual` does not have that way. Ignores what nobody can compare or should: secrets that
 * the device hides, fields that `wanted` leaves out, defaults that the device leaves out, the order of entries and of
 * words where it has no meaning, and the spelling of options, numbers and addresses.
 */
export function differences(
  wanted: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Field>> | undefined,
  how: Comparison = {},
): FieldDiff[] {
  return Object.keys(wanted)
    .filter((name) => name !== ORIGIN_KEY && !isSame(wanted[name], actual[name], fields?.[name], inside(how, name)))
    .map((name) => ({ field: name, before: actual[name], after: wanted[name] }));
}

/** Whether the device hides the value, so that nobody can tell what it is. An empty one is no secret, but not set. */
export function isHidden(actual: unknown, field: Field | undefined): boolean {
  const isSecret = field?.secret === true;
  if (Array.isArray(actual)) return actual.length === 2 && actual[0] === "ENC";
  if (typeof actual !== "string") return isSecret && (actual === undefined || actual === null);
  return HIDDEN.test(actual) || (isSecret && HIDDEN_SECRET.test(actual));
}

function inside(how: Comparison, name: string): Comparison {
  return { ...how, place: `${how.place ?? ""} ${name}` };
}

function isSame(wanted: unknown, actual: unknown, field: Field | undefined, how: Comparison): boolean {
  if (wanted === undefined) return true;
  if (isHidden(actual, field)) return how.secrets !== "write" || isUnset(wanted, undefined);
  const nothingWanted = isUnset(wanted, field);
  if (nothingWanted || isUnset(actual, field)) return isDefault(nothingWanted ? actual : wanted, field);
  if (isRecord(wanted)) return isRecord(actual) && differences(wanted, actual, field?.fields, how).length === 0;
  if (!Array.isArray(wanted) || field?.multiple || field?.list) return sameText(wanted, actual, field, how);
  // A list of names was one name in older versions.
  if (!Array.isArray(actual)) return wanted.length === 1 && Object.values(Object(wanted[0])).includes(actual);
  return sameEntries(wanted, actual, {
    key: field?.mkey,
    ordered: isOrdered(how.place ?? ""),
    same: (one, other) => sameEntry(one, other, field, how),
  });
}

function sameEntry(wanted: unknown, actual: unknown, field: Field | undefined, how: Comparison): boolean {
  if (isRecord(wanted) && isRecord(actual)) return differences(wanted, actual, field?.fields, how).length === 0;
  return isSame(wanted, actual, undefined, how);
}

function sameText(wanted: unknown, actual: unknown, field: Field | undefined, how: Comparison): boolean {
  // The device may write a number as text, and the other way round.
  if (field === undefined && (typeof wanted === "number" || typeof actual === "number"))
    return String(actual).trim() !== "" && String(wanted).trim() !== "" && Number(wanted) === Number(actual);
  const ordered = isOrdered(how.place ?? "");
  return canonicalValue(wanted, field, ordered) === canonicalValue(actual, field, ordered);
}

/** Whether the value is what a field holds that nobody set. Where no default is known, a number starts at its least. */
function isDefault(value: unknown, field: Field | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value) && !(field?.list && value.length > 0)) return value.length === 0;
  if (isRecord(value)) return differences(value, {}, field?.fields).length === 0;
  const usual = field?.default ?? (field?.type === "integer" ? Math.max(field.min ?? 0, 0) : "");
  return value === ""
    ? usual === "" || isUnset(value, field)
    : canonicalValue(value, field) === canonicalValue(usual, field);
}
