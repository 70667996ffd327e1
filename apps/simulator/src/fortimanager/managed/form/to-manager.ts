/**
 * Turns what a FortiGate shows into what FortiManager keeps of it.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import { isDefined, isObject, type JsonObject } from "./json.ts";

type Fields = Readonly<Record<string, Field>>;

/** @param fields Of the table in the device's database. What it does not know is left out. */
export function toManager(fields: Fields, shown: JsonObject): Record<string, unknown> {
  const pairs = Object.entries(shown).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, field === undefined ? undefined : convertValue(field, value)] as const;
  });
  return Object.fromEntries(pairs.filter(([, value]) => isDefined(value)));
}

function convertValue(field: Field, value: unknown): unknown {
  if (field.list === true) return listIn(field, value);
  if (field.fields === undefined) return value;
  if (Array.isArray(value)) return value.filter(isObject).map((row) => toManager(field.fields ?? {}, row));
  return isObject(value) ? toManager(field.fields, value) : undefined;
}

/** Rows with nothing but a name become a list of names; a text is taken apart at its spaces unless it is one value. */
function listIn(field: Field, value: unknown): unknown[] {
  if (Array.isArray(value)) return value.filter(isObject).map(nameIn);
  if (value === "") return [];
  return field.one === true && !field.secret ? [value] : String(value).split(" ");
}

function nameIn({ q_origin_key: key, ...row }: JsonObject): unknown {
  return key ?? Object.values(row)[0];
}
