/**
 * The `filter` parameter: `name==web`, `,` between alternatives, `&` or several parameters for conditions that must all
 * hold, a dot for a field inside (`member.name=@web`), `\.` for a dot that belongs to the name.
 *
 * @module
 */

import { type Entry, isEntry, isRows, isScalar, type Value } from "./entry.ts";
import { badRequest } from "./refusal.ts";
import type { Node } from "./schema.ts";
import { MASK } from "./secrets.ts";

/** Says of something that can be asked for the values at a trail of fields whether it passes. */
export type Predicate = (values: ValuesAt) => boolean;

export type ValuesAt = (trail: readonly string[]) => readonly string[];

interface Condition {
  readonly trail: readonly string[];
  readonly operator: string;
  readonly value: string;
}

const OPERATOR = /==|!=|=\*|!\*|=@|!@|<=|>=|<|>/;
const CONDITION = new RegExp(String.raw`^((?:[\w-]|\\?\.)+)\s*(${OPERATOR.source})(.*)$`, "s");
/** A comma or ampersand only separates when a condition follows; otherwise it belongs to the value. */
const NEXT_CONDITION = String.raw`(?=(?:[\w-]|\\?\.)+\s*(?:${OPERATOR.source}))`;
const AND = new RegExp(`&${NEXT_CONDITION}`);
const OR = new RegExp(`,${NEXT_CONDITION}`);

/** @throws Refusal when a part of a filter is no condition. */
export function parseFilters(filters: readonly string[]): Predicate {
  const all = filters
    .filter((filter) => filter !== "")
    .flatMap((filter) => filter.split(AND))
    .map((part) => part.split(OR).map(parseCondition));
  return (values) => all.every((any) => any.some((condition) => matches(values, condition)));
}

function parseCondition(text: string): Condition {
  const [, field, operator, value] = CONDITION.exec(text.trim()) ?? [];
  if (field === undefined || operator === undefined || value === undefined) throw badRequest();
  return { trail: field.split(/(?<!\\)\./).map((name) => name.replaceAll("\\.", ".")), operator, value };
}

/** A negative condition holds when no value matches, a positive one when any does. */
function matches(valuesAt: ValuesAt, { trail, operator, value }: Condition): boolean {
  const values = valuesAt(trail);
  switch (operator) {
    case "==":
      return values.some((own) => own === value);
    case "!=":
      return values.every((own) => own !== value);
    case "=*":
      return values.some((own) => fold(own) === fold(value));
    case "!*":
      return values.every((own) => fold(own) !== fold(value));
    case "=@":
      return values.some((own) => fold(own).includes(fold(value)));
    case "!@":
      return values.every((own) => !fold(own).includes(fold(value)));
    case "<=":
      return values.some((own) => compare(own, value) <= 0);
    case "<":
      return values.some((own) => compare(own, value) < 0);
    case ">=":
      return values.some((own) => compare(own, value) >= 0);
    default:
      return values.some((own) => compare(own, value) > 0);
  }
}

/** What stands at a trail, as text. A child table without a field after it stands for its keys. */
export function valuesOf(node: Node, entry: Entry, trail: readonly string[]): string[] {
  const [name = "", ...rest] = trail;
  const field = node.fields.get(name);
  if (field === undefined) return [];
  if (field.secret) return entry[name] === undefined ? [""] : [MASK];
  const value: Value =
    entry[name] ?? (field.node === undefined ? field.default : field.node.kind === "table" ? [] : {});
  if (isScalar(value)) return rest.length === 0 ? [String(value)] : [];
  const inner = field.node;
  if (inner === undefined) return [];
  if (isEntry(value)) return valuesOf(inner, value, rest);
  const path = rest.length > 0 || inner.key === undefined ? rest : [inner.key.name];
  return isRows(value) ? value.flatMap((row) => valuesOf(inner, row, path)) : [];
}

/** As numbers where both are, else as text. */
export function compare(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && !Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return a === b ? 0 : a < b ? -1 : 1;
}

function fold(text: string): string {
  return text.toLowerCase();
}
