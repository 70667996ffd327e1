/**
 * Brings what people write into the form that FortiManager takes, before it is checked and sent.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import {
  isNetwork,
  isRecord,
  isSwitch,
  isUnset,
  network4,
  optionValues,
  switchWord,
} from "@fortiweave/catalog/compare";
import type { JsonValue } from "@fortiweave/core";
import type { PlainFields } from "@fortiweave/core/client";

type Fields = Readonly<Record<string, Field>> | undefined;

/** The names of an option field's values by their numbers, as FortiManager itself tells them. */
export type OptionNames = (field: string, number: number) => string | readonly string[] | undefined;

/** A variable, which stands for another value on every device. */
const VARIABLE = /\$\(/;

/**
 * The values as FortiManager spells them: a network as an address and its mask, a name as a list of it where there is a
 * list, options in their own capitals, `true` and `false` as `enable` and `disable`, `null` as the default. What the
 * catalogue does not know stays as it is; so does the number of an option, unless its name is known.
 */
export function inManagerSpelling(values: PlainFields, fields: Fields, names?: OptionNames): PlainFields {
  if (fields === undefined) return values;

  function spell(name: string, value: JsonValue, field: Field | undefined): JsonValue {
    if (field === undefined) return value;
    if (isUnset(value, field)) return emptyOf(field);
    if (field.type === "table") return spellRows(value, field);
    if (isRecord(value)) return inManagerSpelling(value as PlainFields, field.fields, names);
    if (field.list && isNetwork(field)) return spellNetwork(value);
    if (!field.list) return spellOne(name, value, field);
    const spelled = [value].flat().map((item) => spellOne(name, item as JsonValue, field));
    // Both are taken; what was given stays readable in records.
    return field.bare && !Array.isArray(value) ? (spelled[0] ?? value) : spelled.flat();
  }

  /** One row stands for a list of it, and a name for a row with that name. */
  function spellRows(value: JsonValue, { mkey, fields: inner }: Field): JsonValue {
    return [value].flat().map((row) => {
      if (isRecord(row)) return inManagerSpelling(row as PlainFields, inner, names);
      return mkey !== undefined && (typeof row === "string" || typeof row === "number")
        ? { [mkey]: row }
        : (row as JsonValue);
    });
  }

  function spellOne(name: string, value: JsonValue, field: Field): JsonValue {
    if (field.options === undefined || !(isPlain(value) || typeof value === "boolean")) return value;
    const options = optionValues(field);
    const text = isSwitch(field) ? switchWord(String(value)) : String(value);
    if (options.includes(text)) return text;
    const like = options.find((option) => option.toLowerCase() === text.toLowerCase());
    return like ?? named(name, text, field, options) ?? (typeof value === "boolean" ? Number(value) : value);
  }

  function named(name: string, text: string, field: Field, options: readonly string[]): JsonValue | undefined {
    if (!/^\d+$/.test(text)) return undefined;
    const known = field.options?.find((option) => typeof option !== "string" && String(option.number) === text);
    if (typeof known === "object") return known.value;
    const found = names?.(name, Number(text));
    return found !== undefined && [found].flat().every((one) => options.includes(one)) ? found : undefined;
  }

  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      spell(name, value, Object.hasOwn(fields, name) ? fields[name] : undefined),
    ]),
  );
}

/** Whether an option is given by its number, of which the catalogue does not know the name. */
export function hasUnnamedOption(values: PlainFields, fields: Fields): boolean {
  return Object.entries(values).some(([name, value]) => {
    const field = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) return false;
    const items = [value].flat();
    if (field.fields !== undefined)
      return items.some((row) => isRecord(row) && hasUnnamedOption(row as PlainFields, field.fields));
    const spelled = [inManagerSpelling({ [name]: value }, fields)[name] ?? []].flat();
    return (
      field.options !== undefined &&
      spelled.some((item) => isNumber(item) && !optionValues(field).includes(String(item)))
    );
  });
}

function isNumber(value: unknown): boolean {
  return isPlain(value) && /^\d+$/.test(String(value));
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** `10.0.0.5/32`, `10.0.0.5 255.255.255.255`, `10.0.0.5` and a list of both. The host's own bits stay. */
function spellNetwork(value: JsonValue): JsonValue {
  const text = [value].flat().join(" ").trim();
  if (VARIABLE.test(text)) return value;
  const [address = text, given = "32", ...rest] = text.split(/\s*\/\s*|\s+/);
  const [, mask] = rest.length > 0 ? [] : network4(`${address}/${given}`).split(" ");
  return mask === undefined ? value : [address, mask];
}

function emptyOf({ type, list, default: usual = "" }: Field): JsonValue {
  if (list || type === "table") return [];
  return type === "object" ? {} : usual;
}
