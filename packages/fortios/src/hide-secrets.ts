/**
 * Takes secrets out of values that are shown.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import { REDACTED } from "@fortiweave/core";
import { isRecord } from "./envelope.ts";

type Fields = Readonly<Record<string, Field>> | undefined;
type Values = Readonly<Record<string, unknown>>;

/** A copy of the values in which every secret that the catalogue knows is hidden, child tables included. */
export function hideSecrets(values: Values, fields: Fields): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hideSecret(value, fields?.[name])]));
}

/** The same for the value of one field. A secret that is not set stays empty. */
export function hideSecret(value: unknown, field: Field | undefined): unknown {
  if (field?.secret) return value === undefined || value === null || value === "" ? value : REDACTED;
  if (field?.fields === undefined) return value;
  if (Array.isArray(value)) return value.map((entry) => (isRecord(entry) ? hideSecrets(entry, field.fields) : entry));
  return isRecord(value) ? hideSecrets(value, field.fields) : value;
}
