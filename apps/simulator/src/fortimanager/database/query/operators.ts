/**
 * The operators of filters, each as a test of the value of a field.
 *
 * @module
 */

import type { FieldSpec } from "../schema/node.ts";
import { isInside, type Span, spanOf } from "../values/networks.ts";
import { matchesPattern, type Wildcards } from "./wildcards.ts";

export const OPERATORS: ReadonlySet<unknown> = new Set([
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "in",
  "!in",
  "like",
  "!like",
  "glob",
  "!glob",
  "contain",
  "!contain",
  "&",
  "|",
]);

/** Whether the value of a field passes. */
export type Test = (value: unknown) => boolean;

export function readOperator(field: FieldSpec | undefined, operator: string, values: readonly unknown[]): Test {
  if (operator.startsWith("!") && operator !== "!=") return not(readOperator(field, operator.slice(1), values));
  const [first] = values;
  switch (operator) {
    case "==":
      return equals(field, first);
    case "!=":
      return not(equals(field, first));
    case "in":
      return anyOf(values.flat().map((value) => equals(field, value)));
    case "like":
      return matches(String(first), { many: "%", one: "_" });
    case "glob":
      return matches(String(first), { many: "*", one: "?" });
    case "contain":
      return contains(field, values.flat());
    case "&":
      return hasBits(field, first, values[1]);
    case "|":
      return (value) => (bitsOf(field, value) & bitsOf(field, first)) !== 0;
    default:
      return compares(field, operator, first);
  }
}

function not(test: Test): Test {
  return (value) => !test(value);
}

function anyOf(tests: readonly Test[]): Test {
  return (value) => tests.some((test) => test(value));
}

/** Options may be meant by number, networks in any form, a list of one by its value. */
function equals(field: FieldSpec | undefined, wanted: unknown): Test {
  if (field?.network) {
    const span = spanOf(wanted);
    return (value) => isSame(spanOf(value), span);
  }
  if (Array.isArray(wanted)) {
    const all = wanted.map((one) => textOf(field, one)).sort();
    return (value) => Array.isArray(value) && isSame(value.map((one) => textOf(field, one)).sort(), all);
  }
  const text = textOf(field, wanted);
  return (value) => {
    if (!Array.isArray(value)) return textOf(field, value) === text;
    return value.length === 0 ? text === "" : value.length === 1 && textOf(field, value[0]) === text;
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** An option by its name, whichever way it is given; nothing is the empty text. */
function textOf(field: FieldSpec | undefined, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string" && typeof value !== "number") return String(value);
  return field?.options?.nameOf(value) ?? String(value);
}

function contains(field: FieldSpec | undefined, wanted: readonly unknown[]): Test {
  const texts = wanted.map((one) => textOf(field, one));
  return (value) => {
    if (!Array.isArray(value)) return texts.every((text) => String(value ?? "").includes(text));
    const own = new Set(value.map((one) => textOf(field, one)));
    return texts.every((text) => own.has(text));
  };
}

function matches(pattern: string, wildcards: Wildcards): Test {
  return (value) =>
    (Array.isArray(value) ? value : [value]).some((one) => matchesPattern(String(one ?? ""), pattern, wildcards));
}

function hasBits(field: FieldSpec | undefined, mask: unknown, expected: unknown): Test {
  const bits = bitsOf(field, mask);
  const wanted = expected === undefined ? undefined : bitsOf(field, expected);
  return (value) => {
    const own = bitsOf(field, value) & bits;
    return wanted === undefined ? own !== 0 : own === wanted;
  };
}

/** Flags as one number, by name or by number. */
function bitsOf(field: FieldSpec | undefined, value: unknown): number {
  const values = Array.isArray(value) ? value : [value];
  return values.reduce<number>((sum, one) => sum | (field?.options?.numbers.get(String(one)) ?? (Number(one) || 0)), 0);
}

/** A network is less than or equal to the one it lies in. Anything else goes by number where both are, else as text. */
function compares(field: FieldSpec | undefined, operator: string, wanted: unknown): Test {
  const span = field?.network || field?.type.startsWith("ipv4") ? spanOf(wanted) : undefined;
  if (field?.network && span !== undefined) return (value) => comparesSpans(operator, spanOf(value), span);
  if (span !== undefined) return (value) => holds(operator, (spanOf(value)?.first ?? Number.NaN) - span.first);
  return (value) => holds(operator, compare(field, value, wanted));
}

function comparesSpans(operator: string, own: Span | undefined, wanted: Span): boolean {
  if (own === undefined) return false;
  if (own.first === wanted.first && own.last === wanted.last) return operator.endsWith("=");
  return operator.startsWith("<") ? isInside(own, wanted) : isInside(wanted, own);
}

/** Whether an operator holds for two values whose order is known. */
function holds(operator: string, order: number): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    default:
      return order >= 0;
  }
}

/** The order of two values: negative when the first comes first. */
export function compare(field: FieldSpec | undefined, a: unknown, b: unknown): number {
  const [left, right] = [numberOf(field, a), numberOf(field, b)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  const [first, second] = [textOf(field, a), textOf(field, b)];
  return first === second ? 0 : first < second ? -1 : 1;
}

function numberOf(field: FieldSpec | undefined, value: unknown): number {
  if (typeof value === "number") return value;
  const text = textOf(field, value);
  return field?.options?.numbers.get(text) ?? (text === "" ? Number.NaN : Number(text));
}
