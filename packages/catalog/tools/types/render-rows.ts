/** Writes one interface per configuration table and object, and one per table or object inside it. */

import type { CmdbEntry, Field } from "../../src/types.ts";
import { fieldDoc } from "./field-doc.ts";
import { literals, pascalCase, propertyName } from "./names.ts";

/** What all entries share. */
export interface RowContext {
  /** Hands out a name for an interface; see `createNamer`. */
  readonly namer: (wanted: string) => string;
  /** Tells the path of a table or object from other text. */
  readonly isPath: (path: string) => boolean;
}

/** The interfaces of one entry: its row's first, then those it uses. */
export interface RowTypes {
  readonly name: string;
  readonly text: string;
}

/** Writes the interfaces of one entry. */
export function renderRow(entry: CmdbEntry, context: RowContext): RowTypes {
  const name = context.namer(pascalCase(entry.path));
  const what =
    entry.kind === "table" ? `A row of \`${entry.path}\`, key \`${entry.mkey}\`.` : `The object \`${entry.path}\`.`;
  return { name, text: renderInterface(name, what, entry.fields, entry.mkey, context) };
}

function renderInterface(
  name: string,
  what: string,
  fields: Readonly<Record<string, Field>>,
  mkey: string | undefined,
  context: RowContext,
): string {
  const nested: string[] = [];
  const lines = Object.entries(fields).flatMap(([fieldName, field]) => {
    const inner = field.fields !== undefined && Object.keys(field.fields).length > 0;
    const innerName = inner ? context.namer(name + pascalCase(fieldName)) : undefined;
    if (field.fields !== undefined && innerName !== undefined) {
      const where = `${field.type === "table" ? "An entry of" : "The object"} \`${fieldName}\` in {@link ${name}}.`;
      nested.push(renderInterface(innerName, where, field.fields, field.guessed ? undefined : field.mkey, context));
    }
    const doc = fieldDoc(field, context.isPath);
    const optional = isKey(fieldName, field, mkey) ? "" : "?";
    const property = `  ${propertyName(fieldName)}${optional}: ${fieldType(field, innerName)};`;
    return doc === undefined ? [property] : [`  /** ${doc} */`, property];
  });
  return [`/** ${what} */`, `export interface ${name} {`, ...lines, "}", ...nested.map((text) => `\n${text}`)].join(
    "\n",
  );
}

/** A string key is never left out; the device can choose an integer one. */
function isKey(name: string, field: Field, mkey: string | undefined): boolean {
  return name === mkey && field.type !== "integer";
}

function fieldType(field: Field, innerName: string | undefined): string {
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
  if (field.type === "option" && field.options !== undefined) {
    return literals(field.options.map((option) => (typeof option === "string" ? option : option.value)));
  }
  return simpleType(field.type);
}

function simpleType(word: string): string {
  if (word === "table") return "Record<string, unknown>[]";
  return word === "integer" ? "number" : "string";
}
