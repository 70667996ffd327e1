/**
 * Shapes: what a JSON value must look like.
 *
 * | shape                             | fits                                                                          |
 * | --------------------------------- | ----------------------------------------------------------------------------- |
 * | `"web"`, `5`, `true`, `null`      | this value and no other; `"{{id}}"` is what a step took as `id`               |
 * | `text`, `integer`, `number`, `bool` | any value of this kind; `filled` is text that is not empty                  |
 * | `anything`                        | any value                                                                     |
 * | `matching(/^v7/)`                 | text that the expression finds something in                                   |
 * | `between(1, 5)`                   | numbers from 1 to 5                                                           |
 * | `oneOf(text, integer)`            | what fits any of these                                                        |
 * | `[shape, shape]`                  | a list of these two, in this order                                            |
 * | `listOf(shape)`                   | a list, empty or not, of such values; `listOf(shape, 3)`: three of them       |
 * | `someOf(shape)`                   | a list, not empty, of such values                                             |
 * | `holding(shape, shape)`           | a list in which each of these fits some value, whatever else it holds         |
 * | `lacking(shape)`                  | a list in which this fits no value                                            |
 * | `exactly({ key: shape })`         | an object with these keys and no others                                       |
 * | `including({ key: shape })`       | an object with these keys, whatever else it holds                             |
 * | `optional(shape)`, `absent`       | in place of a key's shape: the key may be missing, or must be                 |
 *
 * A plain object stands for `exactly`.
 */

import { type Captured, fill } from "./captured.ts";

export type Shape = string | number | boolean | null | readonly Shape[] | ObjectShape | Matcher;

export interface ObjectShape {
  readonly [key: string]: Shape;
}

/** A shape that is no literal. */
export class Matcher {
  /** What is wrong with a value, a line each: none when it fits. */
  readonly faults: (value: unknown, at: string, captured: Captured) => readonly string[];

  constructor(faults: Matcher["faults"]) {
    this.faults = faults;
  }
}

class Optional extends Matcher {}

/** @returns What is wrong, a line each with the place: `results[0].name is 5, not "web"`. None when the value fits. */
export function faultsOf(value: unknown, shape: Shape, captured: Captured, at = "body"): readonly string[] {
  if (shape instanceof Matcher) return shape.faults(value, at, captured);
  if (Array.isArray(shape)) return tuple(shape).faults(value, at, captured);
  if (typeof shape === "object" && shape !== null) return exactly(shape as ObjectShape).faults(value, at, captured);
  const wanted = fill(shape, captured);
  return value === wanted ? [] : [`${at} is ${show(value)}, not ${show(wanted)}`];
}

export const text: Shape = kind("text", (value) => typeof value === "string");
export const filled: Shape = kind("text that is not empty", (value) => typeof value === "string" && value !== "");
export const number: Shape = kind("a number", (value) => typeof value === "number");
export const integer: Shape = kind("a whole number", Number.isInteger);
export const bool: Shape = kind("true or false", (value) => typeof value === "boolean");
export const anything: Shape = kind("anything", () => true);
export const absent: Shape = new Optional((value, at) => [`${at} is there: ${show(value)}`]);

export function matching(pattern: RegExp): Shape {
  return kind(`text like ${pattern}`, (value) => typeof value === "string" && pattern.test(value));
}

export function between(low: number, high: number): Shape {
  return kind(`from ${low} to ${high}`, (value) => typeof value === "number" && value >= low && value <= high);
}

export function oneOf(...shapes: readonly Shape[]): Shape {
  return new Matcher((value, at, captured) => {
    const faults = shapes.map((shape) => faultsOf(value, shape, captured, at));
    return faults.some((own) => own.length === 0) ? [] : [`${at} fits none: ${faults.flat().join("; or ")}`];
  });
}

export function listOf(shape: Shape, length?: number): Shape {
  return list((values, at, captured) => {
    if (length !== undefined && values.length !== length) return [`${at} has ${values.length} values, not ${length}`];
    return values.flatMap((value, index) => faultsOf(value, shape, captured, `${at}[${index}]`));
  });
}

export function someOf(shape: Shape): Shape {
  const each = listOf(shape);
  return list((values, at, captured) =>
    values.length === 0 ? [`${at} is empty`] : faultsOf(values, each, captured, at),
  );
}

export function holding(...shapes: readonly Shape[]): Shape {
  return list((values, at, captured) =>
    shapes
      .filter((shape) => !values.some((value) => faultsOf(value, shape, captured).length === 0))
      .map((shape) => `${at} lacks ${values.length === 1 ? "it" : nearest(values, shape, captured, at)}`),
  );
}

export function lacking(shape: Shape): Shape {
  return list((values, at, captured) =>
    values.flatMap((value, index) =>
      faultsOf(value, shape, captured).length === 0 ? [`${at}[${index}] is there: ${show(value)}`] : [],
    ),
  );
}

export function exactly(shape: ObjectShape): Matcher {
  const known = including(shape);
  return new Matcher((value, at, captured) => {
    const others = isObject(value) ? Object.keys(value).filter((key) => !Object.hasOwn(shape, key)) : [];
    return [...known.faults(value, at, captured), ...others.map((key) => `${at}.${key} should not be there`)];
  });
}

export function including(shape: ObjectShape): Matcher {
  return new Matcher((value, at, captured) => {
    if (!isObject(value)) return [`${at} is ${show(value)}, not an object`];
    return Object.entries(shape).flatMap(([key, own]) => {
      if (Object.hasOwn(value, key)) return faultsOf(value[key], own, captured, `${at}.${key}`);
      return own instanceof Optional ? [] : [`${at}.${key} is missing`];
    });
  });
}

export function optional(shape: Shape): Shape {
  return new Optional((value, at, captured) => faultsOf(value, shape, captured, at));
}

function tuple(shapes: readonly Shape[]): Matcher {
  return list((values, at, captured) => {
    if (values.length !== shapes.length) return [`${at} has ${values.length} values, not ${shapes.length}`];
    return shapes.flatMap((shape, index) => faultsOf(values[index], shape, captured, `${at}[${index}]`));
  });
}

function list(faults: (values: readonly unknown[], at: string, captured: Captured) => readonly string[]): Matcher {
  return new Matcher((value, at, captured) =>
    Array.isArray(value) ? faults(value, at, captured) : [`${at} is ${show(value)}, not a list`],
  );
}

function kind(name: string, fits: (value: unknown) => boolean): Matcher {
  return new Matcher((value, at) => (fits(value) ? [] : [`${at} is ${show(value)}, not ${name}`]));
}

/** Of a list that lacks something, what comes closest to it. */
function nearest(values: readonly unknown[], shape: Shape, captured: Captured, at: string): string {
  const faults = values.map((value, index) => faultsOf(value, shape, captured, `${at}[${index}]`));
  const [best = []] = faults.toSorted((a, b) => a.length - b.length);
  return values.length === 0 ? "anything" : `what was looked for; closest: ${best.join("; ")}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? "nothing";
  return shown.length > 300 ? `${shown.slice(0, 300)}...` : shown;
}
