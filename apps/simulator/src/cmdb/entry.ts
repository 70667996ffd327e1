/**
 * The form in which configuration is kept.
 *
 * @module
 */

/** A value of a field: text or a number, one nested object, or the entries of a child table. */
export type Value = string | number | Entry | readonly Entry[];

/**
 * One entry of a table, or one object. It holds its key and the fields that differ from their defaults, and is never
 * changed: a write puts a new one in its place, so an entry can be compared, hashed and shared by identity.
 */
export interface Entry {
  readonly [field: string]: Value;
}

export const EMPTY: Entry = Object.freeze({});

export function isRows(value: Value | undefined): value is readonly Entry[] {
  return Array.isArray(value);
}

export function isScalar(value: Value | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

export function isEntry(value: Value | undefined): value is Entry {
  return typeof value === "object" && !Array.isArray(value);
}
