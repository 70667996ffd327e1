/** Says in one line what a field's type cannot. */

import type { Field } from "../../src/types.ts";
import { describeRanges } from "../../src/versions.ts";

/** A list of options longer than this would say more about the file than about the field. */
const MANY_OPTIONS = 30;

/** The TSDoc line of a field, or undefined when there is nothing to say. `tableOf` tells what a reference names. */
export function fieldDoc(field: Field, tableOf: (ref: string) => string | undefined): string | undefined {
  const facts = [
    state(field),
    options(field),
    limits(field),
    field.default === undefined || field.default === "" ? undefined : `Default ${code(field.default)}.`,
    references(field.refs ?? [], tableOf),
    field.versions && sentence(describeRanges(field.versions)),
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? undefined : facts.join(" ");
}

function state(field: Field): string | undefined {
  if (field.readonly) return "Read-only.";
  if (field.readonlyHint) return "Usually computed by the device.";
  return field.secret ? "Secret." : undefined;
}

function options(field: Field): string | undefined {
  if (!field.multiple) return undefined;
  const values = (field.options ?? []).map((option) => (typeof option === "string" ? option : option.value));
  if (values.length === 0 || values.length > MANY_OPTIONS) return "Several values, with spaces between.";
  return `Several of ${values.map(code).join(", ")}, with spaces between.`;
}

function limits({ maxLength, min, max }: Field): string | undefined {
  if (maxLength !== undefined) return `Up to ${maxLength} characters.`;
  return min === undefined || max === undefined ? undefined : `${min} to ${max}.`;
}

function references(refs: readonly string[], tableOf: (ref: string) => string | undefined): string | undefined {
  const tables = refs.map(tableOf).filter((table) => table !== undefined);
  return tables.length === 0 ? undefined : `Names ${tables.map(code).join(", ")}.`;
}

function code(value: string | number): string {
  return `\`${value}\``;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
