/**
 * Turns what people type and pick into the form that a device takes.
 *
 * @module
 */

import { isNameList, optionValues, typesIn } from "../fields.ts";
import type { ConfigEntry } from "../product.ts";
import type { Field } from "../types.ts";

/**
 * The wire form of a form's values. Lists of names become `[{ name }]`, several options one text with spaces (on
 * FortiManager both are plain lists), numeric text a number, JSON text its value, `true` and `false` `enable` and
 * `disable`. Fields that were not filled in are left out, and so is an empty text where it means nothing (numbers,
 * options, JSON, secrets). Names that the entry does not know pass as they are. The version matters only to fields that
 * changed their type.
 *
 * @throws An error that names the field, when a number is not a number or JSON text is not JSON.
 */
export function fromForm(
  entry: ConfigEntry,
  values: Readonly<Record<string, unknown>>,
  version?: string,
): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined;
    const converted = field === undefined ? (value ?? undefined) : toWire(name, field, value, version);
    if (converted !== undefined) wire[name] = converted;
  }
  return wire;
}

/** The wire form of one value, or undefined when the field was not filled in. */
function toWire(name: string, field: Field, value: unknown, version: string | undefined): unknown {
  if (value === undefined || value === null) return undefined;
  if (isStructured(value)) return value;
  const [type = field.type] = typesIn(field, version);
  if (type === "table" && isNameList(field)) return toNameList(name, field, value);
  if (type === "table" || type === "object") return fromJson(name, value);
  if (field.list) return toList(name, field, type, value);
  if (field.multiple) return toWords(value).join(" ");
  if (value === "" && (field.secret || type === "integer" || type === "option")) return undefined;
  if (typeof value === "boolean") return type === "boolean" ? value : toSwitch(field, value);
  if (type === "integer" || type === "number") return value === field.default ? value : toNumber(name, value);
  // A picked option or name may come as a number; the device wants text.
  return String(value);
}

/** An object, or a list of them, is in the device's form already. */
function isStructured(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isStructured);
  return typeof value === "object" && value !== null;
}

/** A list, or a text with commas or lines between the names. A name with a comma is safe in a list or in JSON. */
function toNameList(name: string, field: Field & { readonly mkey: string }, value: unknown): unknown {
  const { mkey } = field;
  const isNumber = field.fields?.[mkey]?.type === "integer";
  const items = typeof value === "string" ? splitNames(name, value) : value;
  if (isStructured(items)) return items;
  const list = Array.isArray(items) ? items : [items];
  return list.map((item: unknown) => ({ [mkey]: isNumber ? toNumber(name, item) : String(item) }));
}

/** FortiManager's list of plain values. A single value is not split: it can be a password with a comma. */
function toList(name: string, field: Field, type: string, value: unknown): unknown {
  if (value === "" && (field.secret || type === "integer" || type === "option")) return undefined;
  if (type.startsWith("ipv4-classnet")) return toNetwork(value);
  const items = field.one || typeof value !== "string" ? value : splitNames(name, value);
  const list: unknown[] = Array.isArray(items) ? items : items === "" ? [] : [items];
  if (type === "raw") return list;
  return list.map((item) => (type === "integer" ? toNumber(name, item) : String(item)));
}

/** An address and its mask are a list of two; an address with a length is a text. */
function toNetwork(value: unknown): unknown {
  const words = toWords(value);
  return words.length === 1 ? words[0] : words;
}

function splitNames(name: string, text: string): unknown {
  if (text.trimStart().startsWith("[")) return fromJson(name, text);
  return text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function toWords(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => String(item).split(/[\s,]+/)).filter((word) => word !== "");
}

function toNumber(name: string, value: unknown): number {
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  if (Number.isFinite(number)) return number;
  throw new Error(`Field "${name}" must be a number, not "${value}"`);
}

function toSwitch(field: Field, value: boolean): unknown {
  const options = optionValues(field, undefined);
  return options.includes("enable") && options.includes("disable") ? (value ? "enable" : "disable") : value;
}

function fromJson(name: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value.trim() === "") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    // The parser's own words quote the text, and the text may hold a password.
    throw new Error(
      `Field "${name}" must hold JSON, such as [{ "name": "web" }]: check its quotes, commas and brackets`,
    );
  }
}
