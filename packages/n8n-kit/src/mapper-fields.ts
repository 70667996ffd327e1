/**
 * The catalogue's form fields as fields of n8n's resource mapper.
 *
 * @module
 */

import type { FormField } from "@fortiweave/catalog/form";
import type { ResourceMapperField } from "n8n-workflow";
import { COMMON_FIELDS } from "./common-fields.ts";

/** What a form is for, and what the device contributes to it. */
export interface MapperOptions {
  readonly path: string;
  readonly purpose: "create" | "update" | "upsert";
  /** Name of the table's key field; absent for an object. */
  readonly mkey?: string | undefined;
  /** Names that the device has for a reference field, by the field's id. A field without stays a text field. */
  readonly choices?: ReadonlyMap<string, readonly string[]>;
}

/** Fields that only some entries need are shown from the start up to this many; beyond it they are in "Add field". */
const MOST_SHOWN = 6;
/**
 * Makes the mapper's fields: a dropdown where the values are known, and in the label what n8n's mapper has no other place
 * for, limits and how to write several values. An update names its entry elsewhere and asks for nothing.
 */
export function toMapperFields(fields: readonly FormField[], options: MapperOptions): ResourceMapperField[] {
  const { path, purpose, mkey, choices } = options;
  const offered = fields.filter((field) => !field.readonly && !(purpose === "update" && field.id === mkey));
  const shown = initiallyShown(offered, options);
  return inCommonOrder(path, offered).map((field) => ({
    id: field.id,
    displayName: labelOf(field),
    // A list may be picked beside the mapper, and n8n runs no node whose mapper lacks something required.
    required: isRequired(field, options) && !field.multiple,
    defaultMatch: field.id === mkey,
    canBeUsedToMatch: field.id === mkey,
    display: true,
    removed: !shown.has(field.id),
    ...inputOf(field, choices?.get(field.id)),
    // Of an option the default is what one expects to see chosen; of a subnet it would let everything in.
    ...(purpose === "create" && field.kind === "enum" && field.default !== undefined
      ? { defaultValue: field.default }
      : {}),
  }));
}

/** The fields that a fresh form shows. */
export function initiallyShown(fields: readonly FormField[], options: MapperOptions): ReadonlySet<string> {
  if (options.purpose === "update") return new Set();
  const required = fields.filter((field) => isRequired(field, options)).map(({ id }) => id);
  const common = COMMON_FIELDS[options.path];
  if (common !== undefined) return new Set([...required, ...common]);
  const sometimes = fields.filter(({ hint }) => hint !== undefined).map(({ id }) => id);
  return new Set([...required, ...(sometimes.length <= MOST_SHOWN ? sometimes : [])]);
}

function inCommonOrder(path: string, fields: readonly FormField[]): FormField[] {
  const common = COMMON_FIELDS[path] ?? [];
  const rank = ({ id }: FormField) => (common.includes(id) ? common.indexOf(id) : common.length);
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

function isRequired({ id, required }: FormField, { purpose, mkey }: MapperOptions): boolean {
  return purpose !== "update" && (required || (purpose === "upsert" && id === mkey));
}

function inputOf(
  { kind, multiple, options = [] }: FormField,
  choices: readonly string[] | undefined,
): Pick<ResourceMapperField, "type" | "options"> {
  if (kind === "enum") return { type: "options", options: toOptions(options) };
  if (kind === "reference" && !multiple && choices !== undefined)
    return { type: "options", options: toOptions(choices) };
  if (kind === "number" && !multiple) return { type: "number" };
  return { type: kind === "json" ? "object" : "string" };
}

function toOptions(values: readonly string[]): { name: string; value: string }[] {
  return values.map((value) => ({ name: value, value }));
}

function labelOf(field: FormField): string {
  const limit = limitOf(field);
  return limit === undefined ? field.label : `${field.label} (${limit})`;
}

function limitOf({ kind, multiple, options = [], maxLength, min, max }: FormField): string | undefined {
  if (kind === "json") return "JSON";
  // Labels have little room, so they show the way of writing rather than tell it.
  if (kind === "multi-enum") return `${options.slice(0, 2).join(", ")}, …`;
  if (multiple) return "a, b, …";
  if (kind === "number") return rangeOf(min, max);
  return kind !== "enum" && kind !== "reference" && maxLength !== undefined ? `max ${maxLength}` : undefined;
}

function rangeOf(min: number | undefined, max: number | undefined): string | undefined {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (max !== undefined) return `up to ${max}`;
  return min === undefined ? undefined : `at least ${min}`;
}
