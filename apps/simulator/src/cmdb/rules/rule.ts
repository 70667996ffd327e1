/**
 * What a rule between the fields of an entry looks at, and what rules are made of.
 *
 * @module
 */

import type { Configuration } from "../configuration.ts";
import { type Entry, isRows } from "../entry.ts";
import { missingAttribute, Refusal } from "../refusal.ts";
import type { Node } from "../schema.ts";

/** An entry that is about to be stored. */
export interface Subject {
  readonly node: Node;
  readonly key: string;
  readonly entry: Entry;
  /** The entry that it takes the place of. */
  readonly before: Entry | undefined;
  readonly vdom: string;
  readonly configuration: Configuration;
}

/** Says what is wrong with an entry; undefined when nothing is. */
export type Rule = (subject: Subject) => Refusal | undefined;

/** By path of the table. */
export type Rules = Readonly<Record<string, readonly Rule[]>>;

/** A field as text, with its default where it was never set. */
export function textOf({ node, entry }: Pick<Subject, "node" | "entry">, field: string): string {
  return String(entry[field] ?? node.fields.get(field)?.default ?? "");
}

/** The rows of a child table. */
export function rowsOf({ entry }: Pick<Subject, "entry">, field: string): readonly Entry[] {
  const value = entry[field];
  return isRows(value) ? value : [];
}

/** Whether somebody set a field to anything but its default. */
export function isSet(subject: Pick<Subject, "node" | "entry">, field: string): boolean {
  return subject.entry[field] !== undefined;
}

/** The other entries of the same table. */
export function* othersOf({ node, key, vdom, configuration }: Subject): Iterable<readonly [key: string, entry: Entry]> {
  for (const row of configuration.table(node.name, vdom).entries()) if (row[0] !== key) yield row;
}

/** A refusal by the rules of the command line. `line` is what it says. */
export function broken(code: number, line: string): Refusal {
  return new Refusal(500, code, line);
}

/** Where a field says `value`, these others must be set, as far as the version has them. */
export function needs(field: string, value: string, ...wanted: readonly string[]): Rule {
  return (subject) => {
    if (textOf(subject, field) !== value || !subject.node.fields.has(field)) return undefined;
    return missingOf(subject, wanted);
  };
}

/** These fields must be set, as far as the version has them. */
export function needsAlways(...wanted: readonly string[]): Rule {
  return (subject) => missingOf(subject, wanted);
}

/** One of these fields must be set; without any, the first one is missing. */
export function needsOneOf(first: string, ...more: readonly string[]): Rule {
  return (subject) => ([first, ...more].some((field) => isSet(subject, field)) ? undefined : missingAttribute(first));
}

/** No entry of another table may have the same name. */
export function nameNotIn(path: string, code: number): Rule {
  return ({ key, before, vdom, configuration }) =>
    before === undefined && configuration.table(path, vdom).has(key)
      ? broken(code, `The name '${key}' is already used in ${path.replaceAll(/[./]/g, " ")}`)
      : undefined;
}

/** An IPv4 address may not be above another. */
export function inOrder(from: string, to: string, code: number): Rule {
  return (subject) => {
    const [low, high] = [textOf(subject, from), textOf(subject, to)];
    return addressNumber(low) > addressNumber(high) ? broken(code, `${to} ${high} is below ${from} ${low}`) : undefined;
  };
}

/** An IPv4 address as a number; 0 when it is none. */
export function addressNumber(text: string): number {
  return text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) || 0;
}

function missingOf(subject: Subject, wanted: readonly string[]): Refusal | undefined {
  const missing = wanted.find((field) => subject.node.fields.has(field) && !isSet(subject, field));
  return missing === undefined ? undefined : missingAttribute(missing);
}
