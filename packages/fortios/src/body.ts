/**
 * Turns what a caller gives into the body of a request.
 *
 * @module
 */

import { ORIGIN_KEY } from "@fortiweave/catalog/compare";
import { type PlainFields, toPlainFields } from "@fortiweave/core/client";

/** A body, or a set of parameters. */
export type Body = PlainFields;

const ADDED: ReadonlySet<string> = new Set([ORIGIN_KEY]);

/**
 * The body for an entry, an object or a set of parameters: without undefined values, and without the key that the
 * device adds to every entry it answers, so that what was read can be written back.
 *
 * @throws FortiError INVALID_INPUT for what is no object, and for what JSON would lose in silence: a Date, a Map, NaN.
 */
export function toBody(value: unknown, what: string): Body {
  return toPlainFields(value, { what, leaveOut: ADDED });
}
