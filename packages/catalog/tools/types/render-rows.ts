/** Writes one interface per configuration table and object, and one per table or object inside it. */

import type { Field } from "../../src/types.ts";
import { fieldDoc } from "./field-doc.ts";
import { literals, pascalCase, propertyName } from "./names.ts";

/** What all interfaces share. */
export interface RowContext {
  /** Hands out a name for an interface; see `createNamer`. */
  readonly namer: (wanted: string) => string;
  /** What a reference names, for people: `system/interface`. */
  readonly tableOf: (ref: string) => string | undefined;
  /** The interface that another entry has for exactly what is inside one, by its path. */
  readonly writtenAt?: (path: string, field: Field) => string | undefined;
}

/** A group of fields that becomes an interface. */
export interface Group {
  readonly name: string;
  readonly path: string;
  /** What it is, in a sentence. */
  readonly what: string;
  readonly mkey: string | undefined;
  readonly fields: Readonly<Record<string, Field>>;
  /** Only a call insists on what it requires: a row is also what an update changes of it. */
  readonly isCall?: true;
}

/** A table, an object, or a list of members. */
interface Entry {
  readonly path: string;
  readonly kind: "table" | "object" | "member";
  readonly mkey?: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** The interfaces of an entry: its row's first, then those it uses. */
export function renderRow(entry: Entry, name: string, context: RowContext): string {
  const { path, mkey, fields } = entry;
  return renderGroup({ name, path, what: describe(entry), mkey, fields }, context);
}

function describe({ kind, path, mkey }: Entry): string {
  if (kind === "object") return `The object \`${path}\`.`;
  if (kind === "member") return `A member in \`${path}\`.`;
  return mkey === undefined ? `A row of \`${path}\`.` : `A row of \`${path}\`, key \`${mkey}\`.`;
}

/** The interface of a group of fields, and those it uses. */
export function renderGroup({ name, path, what, mkey, fields, isCall }: Group, context: RowContext): string {
  const nested: string[] = [];
  const lines = Object.entries(fields).flatMap(([fieldName, field]) => {
    const inner = innerGroup(name, path, fieldName, field, context);
    if (typeof inner === "object") nested.push(renderGroup(inner, context));
    const doc = fieldDoc(field, context.tableOf);
    const optional = isKey(fieldName, field, mkey) || (isCall && field.required) ? "" : "?";
    const type = fieldType(field, typeof inner === "object" ? inner.name : inner);
    const property = `  ${propertyName(fieldName)}${optional}: ${type};`;
    return doc === undefined ? [property] : [`  /** ${doc} */`, property];
  });
  return [`/** ${what} */`, `export interface ${name} {`, ...lines, "}", ...nested.map((text) => `\n${text}`)].join(
    "\n",
  );
}

/** What is inside a field: a group that is still to be written, or the name of an interface that is. */
function innerGroup(
  outer: string,
  path: string,
  fieldName: string,
  field: Field,
  context: RowContext,
): Group | string | undefined {
  const { fields } = field;
  if (fields === undefined || Object.keys(fields).length === 0) return undefined;
  const written = context.writtenAt?.(`${path}/${fieldName}`, field);
  if (written !== undefined) return written;
  return {
    name: context.namer(outer + pascalCase(fieldName)),
    path: `${path}/${fieldName}`,
    what: `${field.type === "table" ? "An entry of" : "The object"} \`${fieldName}\` in {@link ${outer}}.`,
    mkey: field.guessed ? undefined : field.mkey,
    fields,
  };
}

/** A string key is never left out; the device can choose an integer one. */
function isKey(name: string, field: Field, mkey: string | undefined): boolean {
  return name === mkey && field.type !== "integer";
}

/** The type of a field, in which `innerName` is the interface of what is inside. */
export function fieldType(field: Field, innerName: string | undefined): string {
  const types = new Set([
    ownType(field, innerName),
    ...(field.altType === undefined ? [] : [simpleType(field.altType)]),
  ]);
  if (field.type === "integer" && typeof field.default === "string") types.add(JSON.stringify(field.default));
  // Any string already covers what an older version allowed.
  return [...types].join(" | ");
}

function ownType(field: Field, innerName: string | undefined): string {
  if (field.type === "table") return `${innerName ?? "Record<string, unknown>"}[]`;
  if (field.type === "object") return innerName ?? "Record<string, unknown>";
  if (field.multiple) return "string";
  const type = valueType(field);
  if (!field.list) return type;
  const list = type.includes("|") ? `(${type})[]` : `${type}[]`;
  return field.bare ? `${type} | ${list}` : list;
}

function valueType(field: Field): string {
  // FortiManager answers names as texts, also where they are numbers.
  if (field.list && (field.type === "raw" || field.type === "integer")) return "string | number";
  return field.type === "option" && field.options !== undefined ? optionType(field.options) : simpleType(field.type);
}

/** Where an option's number is known, it can stand in its place. */
function optionType(options: NonNullable<Field["options"]>): string {
  const numbers = options.flatMap((option) => (typeof option === "string" ? [] : (option.number ?? [])));
  const words = literals(options.map((option) => (typeof option === "string" ? option : option.value)));
  return [words, ...numbers].join(" | ");
}

const SIMPLE_TYPES: Readonly<Record<string, string>> = {
  table: "Record<string, unknown>[]",
  integer: "number",
  number: "number",
  boolean: "boolean",
  raw: "unknown",
};

function simpleType(word: string): string {
  return SIMPLE_TYPES[word] ?? "string";
}
