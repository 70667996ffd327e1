/**
 * Checks one plain value: a text or a number, against the facts about its field.
 *
 * @module
 */

import { optionValues, toOption } from "../fields.ts";
import type { Field } from "../types.ts";
import { describeRanges } from "../versions.ts";
import { formatOf } from "./formats.ts";
import type { Fault } from "./issue.ts";
import { nearest } from "./suggest.ts";

/** A field under a name, and what it is checked for. */
export interface Subject {
  readonly name: string;
  readonly field: Field;
  /** The product whose versions the field bears, for messages. */
  readonly product: string;
  readonly version: string | undefined;
  /** The field names its entry, so it cannot be empty. */
  readonly isKey: boolean;
  /** Its value goes into JSON-RPC, where options have numbers and texts can hold variables. */
  readonly rpc: boolean;
  /** Its limits and its format hold. Those of FortiManager are borrowed from FortiOS. */
  readonly limited: boolean;
}

/** The most options that a message lists. */
const LISTED_OPTIONS = 20;

/** A longer value is cut in messages. */
const QUOTED_LENGTH = 60;

/** What a device shows in place of a stored secret, and takes back as "leave it as it is". */
const MASKED = /^ENC /;

/** A variable of FortiManager, which stands for another value on every device. */
const VARIABLE = /\$\(/;

/** What is wrong with a plain value of a type word, or undefined. */
export function checkValue(subject: Subject, type: string, value: string | number): Fault | undefined {
  const { name, field } = subject;
  const text = String(value);
  if (subject.rpc && VARIABLE.test(text)) return undefined;
  if (subject.isKey && text === "") return { code: "required", message: `Field "${name}" is empty: give it a value` };
  // What the device itself sets is always right, also where its own limits say otherwise.
  if (text === String(field.default ?? "")) return undefined;
  const words = field.multiple ? text.split(/\s+/).filter((word) => word !== "") : [text];
  const check = type === "integer" ? checkInteger : type === "option" ? checkOption : checkText;
  for (const word of words) {
    const fault = check(subject, type, word);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Writes a value into a message. The value of a secret field never gets there. */
export function quote(field: Field, value: unknown): string {
  if (field.secret) return "the value given";
  const text = String(value);
  return `"${text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}...` : text}"`;
}

function checkInteger({ name, field, limited }: Subject, _type: string, text: string): Fault | undefined {
  const { min, max } = field;
  // That a list of FortiManager holds numbers is borrowed as well.
  if (!limited && field.list) return undefined;
  if (!/^-?\d+$/.test(text)) {
    return { code: "wrong-type", message: `Field "${name}" must be a whole number, not ${quote(field, text)}` };
  }
  const value = Number(text);
  if (!limited || ((min === undefined || value >= min) && (max === undefined || value <= max))) return undefined;
  return { code: "out-of-range", message: `Field "${name}" must be from ${min} to ${max}, not ${quote(field, text)}` };
}

function checkOption(subject: Subject, _type: string, word: string): Fault | undefined {
  const { name, field, product, version } = subject;
  const values = optionValues(field, version);
  if (field.options === undefined || values.includes(word)) return undefined;
  if (subject.rpc && /^\d+$/.test(word)) return undefined;
  const elsewhere = field.options.map(toOption).find(({ value }) => value === word);
  if (elsewhere?.versions !== undefined) {
    const when = `${product} ${version} does not have it (${describeRanges(elsewhere.versions)})`;
    return {
      code: "not-an-option",
      message: `Field "${name}" cannot be "${word}": ${when}; it can be ${list(values)}`,
    };
  }
  const guess = nearest(word, values);
  const hint = guess === undefined ? "" : `; did you mean "${guess}"?`;
  return { code: "not-an-option", message: `Field "${name}" can be ${list(values)}, not ${quote(field, word)}${hint}` };
}

function checkText({ name, field, limited }: Subject, type: string, text: string): Fault | undefined {
  if (!limited || (field.secret && MASKED.test(text))) return undefined;
  const length = [...text].length;
  if (field.maxLength !== undefined && length > field.maxLength) {
    const message = `Field "${name}" takes up to ${field.maxLength} characters, not ${length}: shorten it`;
    return { code: "too-long", message };
  }
  const format = formatOf(type);
  if (format === undefined || text === "" || format.test(text)) return undefined;
  return { code: "wrong-format", message: `Field "${name}" must be ${format.what}, not ${quote(field, text)}` };
}

function list(values: readonly string[]): string {
  const shown = values.slice(0, LISTED_OPTIONS).map((value) => `"${value}"`);
  const rest = values.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} or ${rest} others`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}
