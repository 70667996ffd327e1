/**
 * Brings what people write into the form that a FortiGate takes, before it is checked and sent.
 *
 * @module
 */

import { type Field, mayExist } from "@fortiweave/catalog";
import { isSwitch, isUnset, netmask4, optionValues, switchWord } from "@fortiweave/catalog/compare";
import type { JsonValue } from "@fortiweave/core";
import type { Body } from "./body.ts";
import { isRecord } from "./envelope.ts";

type Fields = Readonly<Record<string, Field>> | undefined;

/**
 * The values as the device spells them: options in its capitals, `true`, `false`, 1 and 0 as `enable` and `disable`,
 * `["a", "b"]` as entries of a child table, several values as one text, a mask by its length as a mask, and `null` as
 * the version's default, or an empty text where no text is due. What the catalogue does not know stays as it is.
 */
export function inDeviceSpelling(values: Body, fields: Fields, version: string | undefined): Body {
  if (fields === undefined) return values;

  function spell(value: JsonValue, field: Field | undefined): JsonValue {
    if (field === undefined) return value;
    if (isUnset(value, field)) return defaultOf(field, version);
    if (field.type === "table") return spellEntries(value, field);
    if (isRecord(value)) return inDeviceSpelling(value, field.fields, version);
    if (!field.multiple) return spellOne(value, field);
    const words = typeof value === "string" ? value.split(" ") : value;
    return Array.isArray(words) ? words.map((word) => spellOne(word, field)).join(" ") : spellOne(value, field);
  }

  /** One name stands for a list of it, but where older versions take one name: there it is left to the version's rules. */
  function spellEntries(value: JsonValue, { mkey, fields: inner, altType }: Field): JsonValue {
    const list = isPlain(value) && value !== "" && altType === undefined ? [value] : value;
    if (!Array.isArray(list)) return value;
    return list.map((entry: JsonValue) => {
      if (isRecord(entry)) return inDeviceSpelling(entry, inner, version);
      return isPlain(entry) && mkey !== undefined ? { [mkey]: entry } : entry;
    });
  }

  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      spell(value, Object.hasOwn(fields, name) ? fields[name] : undefined),
    ]),
  );
}

/** The catalogue knows the newest version's default. Older ones may lack some of its words. */
function defaultOf({ type, default: usual = "", multiple, options }: Field, version: string | undefined): JsonValue {
  if (type === "table") return [];
  if (type === "object") return {};
  if (!multiple || options === undefined) return usual;
  const lacks = (word: string): boolean =>
    options.some(
      (option) => typeof option !== "string" && option.value === word && !mayExist(option.versions, version),
    );
  return String(usual)
    .split(" ")
    .filter((word) => !lacks(word))
    .join(" ");
}

function spellOne(value: JsonValue, field: Field): JsonValue {
  if (field.type === "ipv4-netmask" || field.type === "ipv4-netmask-any") return netmask4(String(value));
  if (field.options === undefined || !(isPlain(value) || typeof value === "boolean")) return value;
  const text = isSwitch(field) ? switchWord(String(value)) : String(value);
  const options = optionValues(field);
  if (options.includes(text)) return text;
  const like = options.find((option) => option.toLowerCase() === text.toLowerCase()) ?? numbered(text, options);
  return like ?? (typeof value === "boolean" ? value : text);
}

/** `4` is `04` where the options are numbers of two digits. */
function numbered(text: string, options: readonly string[]): string | undefined {
  return /^\d+$/.test(text)
    ? options.find((option) => /^\d+$/.test(option) && Number(option) === Number(text))
    : undefined;
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
