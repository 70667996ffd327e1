/**
 * A table of the catalogue as one version has it.
 *
 * @module
 */

import type { ConfigEntry } from "../product.ts";
import type { Field } from "../types.ts";
import { mayExist } from "../versions.ts";

/** The entry without the fields and options that the version lacks. Without a version, as it is. */
export function inVersion<Entry extends ConfigEntry>(entry: Entry, version: string | undefined): Entry {
  return version === undefined ? entry : { ...entry, fields: fieldsIn(entry.fields, version) };
}

function fieldsIn(fields: ConfigEntry["fields"], version: string): ConfigEntry["fields"] {
  const there = Object.entries(fields).filter(([, { versions }]) => mayExist(versions, version));
  return Object.fromEntries(there.map(([name, field]) => [name, fieldIn(field, version)]));
}

function fieldIn(field: Field, version: string): Field {
  const { options, fields } = field;
  return {
    ...field,
    ...(options && {
      options: options.filter((option) => typeof option === "string" || mayExist(option.versions, version)),
    }),
    ...(fields && { fields: fieldsIn(fields, version) }),
  };
}
