/**
 * Writes YAML 1.2: the values that JSON can carry, in block style, so that any reader of YAML reads them back.
 *
 * @module
 */

import { escapeAll } from "@fortiweave/catalog/compare";

const INDENT = "  ";

/** Words and numbers of older and newer YAML, which without quotes would be something else than a text. */
const PLAIN_TEXT = /^[A-Za-z_/][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$/;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/i;

/** What YAML does not allow to stand as it is, and JSON does. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** The value as a document, with a line break at the end. What JSON leaves out, this leaves out. */
export function writeYaml(value: unknown): string {
  return `${writeNode(toPlain(value), "").trimStart()}\n`;
}

/** Dates become texts, undefined goes, NaN is null: as JSON has it. */
function toPlain(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}

/** Begins with a blank where it goes on in the same line, and with a line break where it does not. */
function writeNode(value: unknown, indent: string): string {
  if (Array.isArray(value)) return value.length === 0 ? " []" : writeList(value, indent);
  if (typeof value !== "object" || value === null) return ` ${writeScalar(value)}`;
  const entries = Object.entries(value);
  return entries.length === 0 ? " {}" : entries.map((entry) => writeEntry(entry, indent)).join("");
}

function writeList(items: readonly unknown[], indent: string): string {
  return items.map((item) => `\n${indent}-${writeItem(item, indent + INDENT)}`).join("");
}

/** What a dash begins stands in its line. */
function writeItem(item: unknown, indent: string): string {
  return ` ${writeNode(item, indent).trimStart()}`;
}

function writeEntry([name, value]: readonly [string, unknown], indent: string): string {
  return `\n${indent}${writeScalar(name)}:${writeNode(value, indent + INDENT)}`;
}

function writeScalar(value: unknown): string {
  if (typeof value !== "string") return String(value);
  if (PLAIN_TEXT.test(value) && !RESERVED.test(value)) return value;
  return escapeAll(JSON.stringify(value), UNPRINTABLE);
}
