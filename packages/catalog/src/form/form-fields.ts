/**
 * What an editor shows for each field of an entry.
 *
 * @module
 */

import { isNameList, optionValues, typesIn } from "../fields.ts";
import { labelOf } from "../labels.ts";
import type { ConfigEntry } from "../product.ts";
import type { Field } from "../types.ts";
import { mayExist } from "../versions.ts";

/**
 * How a field is filled in. `reference` and `reference-list` name entries of the tables in `refs`; `json` is a child
 * table or a nested object, as JSON text; a `secret` is typed and never shown.
 */
export type FormKind = "string" | "number" | "enum" | "multi-enum" | "reference" | "reference-list" | "json" | "secret";

/** One field of a form. */
export interface FormField {
  /** The field's wire name: `associated-interface`. */
  readonly id: string;
  /** For people: `Associated interface`. */
  readonly label: string;
  /** How it is filled in. */
  readonly kind: FormKind;
  /** Cannot be left out when an entry is created. */
  readonly required: boolean;
  /** Set on a field that is needed under some conditions, in people's words. */
  readonly hint?: string;
  /** Only the device writes it. */
  readonly readonly: boolean;
  /** What the device takes when the field is left out. Absent: the empty text, or unknown. */
  readonly default?: string | number;
  /** The values that can be picked, for `enum` and `multi-enum`. */
  readonly options?: readonly string[];
  /** What can be named, for the two kinds of references: `firewall.address.name`. */
  readonly refs?: readonly string[];
  /** Most characters of one value. */
  readonly maxLength?: number;
  /** Least number. */
  readonly min?: number;
  /** Largest number. */
  readonly max?: number;
  /** Takes several values. In a `string` or `number` field they are a list, or a text with commas or lines between. */
  readonly multiple?: true;
}

/**
 * The fields of an entry that a version has, or may have: the key first, then what is required, what is needed under
 * conditions, the rest by name, and last what only the device writes.
 */
export function formFields(entry: ConfigEntry, version?: string): FormField[] {
  return Object.entries(entry.fields)
    .filter(([, field]) => mayExist(field.versions, version))
    .map(([id, field]) => toFormField(id, field, version))
    .sort((a, b) => rank(a, entry.mkey) - rank(b, entry.mkey));
}

function toFormField(id: string, field: Field, version: string | undefined): FormField {
  const kind = kindOf(field, version);
  const { default: preset, maxLength, min, max } = isNameList(field) ? (field.fields?.[field.mkey] ?? field) : field;
  const refs = refsOf(field);
  const options = kind === "enum" || kind === "multi-enum" ? optionValues(field, version) : undefined;
  return {
    id,
    label: labelOf(id),
    kind,
    required: field.required === true,
    ...(field.requiredHint ? { hint: "Needed under some conditions" } : {}),
    readonly: field.readonly === true,
    ...(preset === undefined || field.type === "table" || !canBe(preset, options) ? {} : { default: preset }),
    ...(options === undefined ? {} : { options }),
    ...(kind === "reference" || kind === "reference-list" ? { refs } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(isMultiple(field, kind) ? { multiple: true } : {}),
  };
}

/** A default is that of the newest version: an older one can lack the option. */
function canBe(preset: string | number, options: readonly string[] | undefined): boolean {
  const words = String(preset).split(" ");
  return options === undefined || words.every((word) => options.includes(word));
}

/** The kind of a field in a version. Where it may be of two types, the newer decides. */
function kindOf(field: Field, version: string | undefined): FormKind {
  const [type = field.type] = typesIn(field, version);
  const refs = refsOf(field).length > 0;
  if (type === "table") {
    if (!isNameList(field)) return "json";
    return refs ? "reference-list" : plainKind(field.fields?.[field.mkey]?.type);
  }
  if (type === "object") return "json";
  if (field.secret) return "secret";
  if (refs) return field.list && !field.one ? "reference-list" : "reference";
  if (type === "option" && field.options !== undefined) return isSeveral(field) ? "multi-enum" : "enum";
  // A number that can also be a word (`unspecified`) is a text in a form.
  return typeof field.default === "string" || field.multiple ? "string" : plainKind(type);
}

function plainKind(type: string | undefined): "string" | "number" {
  return type === "integer" || type === "number" ? "number" : "string";
}

function isSeveral(field: Field): boolean {
  return field.multiple === true || (field.list === true && !field.one);
}

/** What a field, or the one field of a list of names, may name. */
function refsOf(field: Field): readonly string[] {
  return field.refs ?? (isNameList(field) ? (field.fields?.[field.mkey]?.refs ?? []) : []);
}

function isMultiple(field: Field, kind: FormKind): boolean {
  if (kind === "multi-enum" || kind === "reference-list") return true;
  return kind !== "json" && kind !== "secret" && (isSeveral(field) || (field.type === "table" && kind !== "reference"));
}

function rank(field: FormField, mkey: string | undefined): number {
  if (field.id === mkey) return 0;
  if (field.readonly) return 4;
  if (field.required) return 1;
  return field.hint === undefined ? 3 : 2;
}
