/**
 * Configuration as the command line shows it: only what differs from the defaults.
 *
 * @module
 */

import type { TableAt } from "../cmdb/configuration.ts";
import { EMPTY, type Entry, isEntry, isRows, type Value } from "../cmdb/entry.ts";
import { keyOf } from "../cmdb/key.ts";
import type { FieldSpec, Node, Schemas } from "../cmdb/schema.ts";
import { OBJECT_KEY } from "../cmdb/table.ts";
import { commandOf, isWrittenByEntry } from "./find-table.ts";
import { inOrder } from "./order.ts";
import { ENC, encodeSecret } from "./secret.ts";

/** Turns a secret into what stands behind `set password`. */
export type SecretWriter = (secret: string) => string;

/** As a device writes them: nobody can read them, and any simulator takes them back. */
export const encrypted: SecretWriter = (secret) => `${ENC} ${encodeSecret(secret)}`;

/** Tables that hold anything, with all their entries, as `show` does. */
export function configText(schemas: Schemas, tables: readonly TableAt[]): string {
  const filled = tables.filter(({ table }) => table.size > 0);
  const [global, others] = [
    filled.filter(({ vdom }) => vdom === undefined),
    filled.filter(({ vdom }) => vdom !== undefined),
  ];
  return [...tableLines(schemas, global, true), ...tableLines(schemas, others, false)].join("\n");
}

/** The tables of one scope, in the order of a device. Those that are empty say that they are. */
export function tableLines(
  schemas: Schemas,
  tables: readonly TableAt[],
  isGlobal: boolean,
  writeSecret: SecretWriter = encrypted,
): string[] {
  const byPath = Map.groupBy(tables, ({ path }) => path);
  return inOrder([...byPath.keys()], isGlobal).flatMap((path) =>
    (byPath.get(path) ?? []).flatMap(({ table }) => {
      const node = schemas.loaded(path)?.node;
      if (node === undefined) return [];
      const lines = linesWith(writeSecret);
      const entries = Array.from(table.entries(), ([, entry]) => entry);
      const command = `config ${commandOf(path)}`;
      if (node.kind === "object") return block(command, lines.fields(node, table.get(OBJECT_KEY) ?? EMPTY), "end");
      if (!isWrittenByEntry(path)) return block(command, lines.rows(node, entries), "end");
      return entries.flatMap((entry, at) =>
        block(`${command} ${quote(keyOf(node, entry, at))}`, lines.fields(node, entry), "end"),
      );
    }),
  );
}

interface Lines {
  rows(node: Node, rows: readonly Entry[]): string[];
  fields(node: Node, entry: Entry): string[];
}

function linesWith(writeSecret: SecretWriter): Lines {
  const lines: Lines = {
    rows: (inner, rows) =>
      rows.flatMap((row, at) =>
        block(`edit ${keyText(inner, keyOf(inner, row, at))}`, lines.fields(inner, row), "next"),
      ),
    fields: (inner, entry) =>
      inDeviceOrder(inner.fields.values()).flatMap((field) => {
        const value = entry[field.name];
        return value === undefined || field === inner.key ? [] : valueLines(field, value);
      }),
  };

  function valueLines(field: FieldSpec, value: Value): string[] {
    const { node: inner } = field;
    const name = word(field.name);
    if (inner === undefined) return [scalarLine(field, String(value), writeSecret)];
    if (isRows(value) && isNameList(inner)) {
      return [`set ${name} ${value.map((row, at) => keyWord(inner, keyOf(inner, row, at))).join(" ")}`];
    }
    if (isRows(value)) return block(`config ${name}`, lines.rows(inner, value), "end");
    return isEntry(value) ? block(`config ${name}`, lines.fields(inner, value), "end") : [];
  }

  return lines;
}

/** What devices write before everything else in an entry, and after it. No source lists the order of the others. */
const FIRST = ["name", "vdom", "uuid", "srcintf", "dstintf", "mode", "ip", "allowaccess", "action", "type"];
const LAST = ["comment", "comments", "snmp-index"];

function inDeviceOrder(fields: Iterable<FieldSpec>): FieldSpec[] {
  const rankOf = ({ name, node }: FieldSpec): number => {
    if (FIRST.includes(name)) return FIRST.indexOf(name) - FIRST.length;
    return LAST.includes(name) ? 1 : node !== undefined && !isNameList(node) ? 2 : 0;
  };
  return [...fields].toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** A child table that is nothing but names is a list of them. */
function isNameList({ key, fields }: Node): boolean {
  return key !== undefined && fields.size === 1;
}

function scalarLine(field: FieldSpec, text: string, writeSecret: SecretWriter): string {
  const { multiple, options } = field;
  const name = word(field.name);
  if (field.secret) return `set ${name} ${writeSecret(text)}`;
  // None of the options chosen, where some are by default.
  if (multiple && options !== undefined && text === "") return `unset ${name}`;
  if (isBare(field, text)) return `set ${name} ${text}`;
  const words = multiple && text.split(" ").every((word) => word !== "") ? text.split(" ") : [text];
  return `set ${name} ${words.map(quote).join(" ")}`;
}

const BARE_TYPES = /^(?:integer|ip|mac|uuid|datetime)/;
const BARE_WORDS = /^[\w.:,/*+-]+(?: [\w.:,/*+-]+)*$/;

function isBare({ type, options }: FieldSpec, text: string): boolean {
  if (text === "" || !BARE_WORDS.test(text)) return false;
  return options !== undefined || BARE_TYPES.test(type) || type === "user";
}

function keyText({ key }: Node, text: string): string {
  return key === undefined || (BARE_TYPES.test(key.type) && BARE_WORDS.test(text)) ? text : quote(text);
}

/** As keys that are text, also where options or numbers are listed. */
function keyWord({ key }: Node, text: string): string {
  const isPlain = key !== undefined && (key.options !== undefined || BARE_TYPES.test(key.type));
  return isPlain && BARE_WORDS.test(text) ? text : quote(text);
}

/** One word: in quotes only where it would be none without. */
export function word(text: string): string {
  return /^[\w.+-]+$/.test(text) ? text : quote(text);
}

export function quote(text: string): string {
  return text === "" ? "''" : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** The lines of what stands in it, further to the right. Text that goes over several lines stays as it is. */
function block(opening: string, body: readonly string[], closing: string): string[] {
  return [opening, ...body.map((line) => `    ${line}`), closing];
}
