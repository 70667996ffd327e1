/**
 * Small questions about a field.
 *
 * @module
 */

import type { Field, Option } from "./types.ts";
import { isInVersion, mayExist } from "./versions.ts";

/** A child table whose entries are their key and nothing else, such as the members of a group. */
export function isNameList(field: Field): field is Field & { readonly mkey: string } {
  const names = Object.keys(field.fields ?? {});
  return field.type === "table" && names.length === 1 && names[0] === field.mkey;
}

/** The values of an option field that a version has, or may have. */
export function optionValues(field: Field, version: string | undefined): string[] {
  return (field.options ?? [])
    .map(toOption)
    .filter((option) => mayExist(option.versions, version))
    .map((option) => option.value);
}

/** An option in its long form. */
export function toOption(option: string | Option): Option {
  return typeof option === "string" ? { value: option } : option;
}

/**
 * The type word that a field has in a version. A field that changed its type has a second one, which holds in the
 * versions it names. Without a version, or where the sources do not say, both are possible.
 */
export function typesIn(field: Field, version: string | undefined): readonly string[] {
  const { type, altType, altVersions } = field;
  if (altType === undefined) return [type];
  if (altVersions === undefined || version === undefined) return [type, altType];
  return [isInVersion(altVersions, version) ? altType : type];
}
