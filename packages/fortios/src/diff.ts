/**
 * Compares what is wanted with what a device holds, without seeing differences where there are none.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import { canonicalValue } from "./canonical-value.ts";
import { isRecord } from "./envelope.ts";
import type { FieldDiff } from "./types.ts";

type Fields = Readonly<Record<string, Field>> | undefined;
type Row = Readonly<Record<string, unknown>>;

/** The device adds it to every entry. */
export const ORIGIN_KEY = "q_origin_key";

/** How the device shows a secret. */
const HIDDEN = /^ENC\s/;

/** The same, where a secret is due: stars, or a private key in the device's own encryption. */
const HIDDEN_SECRET = /^\*+$|^"?-----BEGIN .*ENCRYPTED/s;

/**
 * The fields of `wanted` that `actual` does not have that way. Ignores what nobody can compare or should: secrets that
 * the device hides, fields that `wanted` leaves out, the order of entries and of words, and the spelling of numbers and
 * subnets.
 */
export function differences(wanted: Row, actual: Row, fields: Fields): FieldDiff[] {
  return Object.keys(wanted)
    .filter((name) => name !== ORIGIN_KEY && !isSame(wanted[name], actual[name], fields?.[name]))
    .map((name) => ({ field: name, before: actual[name], after: wanted[name] }));
}

/** Whether the device hides the value, so that nobody can tell what it is. An empty one is no secret, but not set. */
export function isHidden(actual: unknown, field: Field | undefined): boolean {
  const isSecret = field?.secret === true;
  if (typeof actual !== "string") return isSecret && (actual === undefined || actual === null);
  return HIDDEN.test(actual) || (isSecret && HIDDEN_SECRET.test(actual));
}

function isSame(wanted: unknown, actual: unknown, field: Field | undefined): boolean {
  if (wanted === undefined || isHidden(actual, field)) return true;
  if (actual === undefined || actual === null) return isEmpty(wanted);
  if (Array.isArray(wanted)) return Array.isArray(actual) && sameEntries(wanted, actual, field);
  if (isRecord(wanted)) return isRecord(actual) && differences(wanted, actual, field?.fields).length === 0;
  if (typeof wanted === "number" || typeof actual === "number") return sameNumber(wanted, actual);
  return canonicalValue(wanted, field) === canonicalValue(actual, field);
}

/** As sets: every wanted entry has a partner of its own, and none is left over. */
function sameEntries(wanted: readonly unknown[], actual: readonly unknown[], field: Field | undefined): boolean {
  const entries = unique(wanted);
  if (entries.length !== actual.length) return false;
  const left = [...actual];
  // Entries that say most choose first, or a vague one could take the partner of an exact one.
  return entries.sort(byDetail).every((entry) => {
    const partner = left.findIndex((candidate) => sameEntry(entry, candidate, field));
    if (partner >= 0) left.splice(partner, 1);
    return partner >= 0;
  });
}

function sameEntry(wanted: unknown, actual: unknown, field: Field | undefined): boolean {
  if (isRecord(wanted) && isRecord(actual)) return differences(wanted, actual, field?.fields).length === 0;
  return isSame(wanted, actual, undefined);
}

function unique(entries: readonly unknown[]): unknown[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function byDetail(a: unknown, b: unknown): number {
  return Object.keys(Object(b)).length - Object.keys(Object(a)).length;
}

/** The device may write a number as text. */
function sameNumber(wanted: unknown, actual: unknown): boolean {
  return String(wanted).trim() !== "" && String(actual).trim() !== "" && Number(wanted) === Number(actual);
}

/** The device may leave out what is not set. */
function isEmpty(wanted: unknown): boolean {
  return wanted === "" || wanted === null || (Array.isArray(wanted) && wanted.length === 0);
}
