/**
 * Takes secrets out of values that are shown.
 *
 * @module
 */

import type { Field } from "../types.ts";
import { isRecord } from "./is-record.ts";

/** A copy of the values with the mark in place of every secret that the catalogue knows, child tables included. */
export function hideSecrets(
  values: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Field>> | undefined,
  mark: string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, hideSecret(value, fields?.[name], mark)]),
  );
}

/** The same for the value of one field. A secret that is not set stays empty. */
export function hideSecret(value: unknown, field: Field | undefined, mark: string): unknown {
  if (field?.secret) return isEmpty(value) ? value : mark;
  const fields = field?.fields;
  if (fields === undefined) return value;
  if (Array.isArray(value)) return value.map((entry) => (isRecord(entry) ? hideSecrets(entry, fields, mark) : entry));
  return isRecord(value) ? hideSecrets(value, fields, mark) : value;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
