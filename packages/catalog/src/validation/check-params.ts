/**
 * Checks the parameters of a monitor, log or service call.
 *
 * @module
 */

import type { CallEntry, Param } from "../types.ts";
import type { Fault, Issue, IssueCode } from "./issue.ts";
import { nearest } from "./suggest.ts";

/** The parameters of a call, where they are sent. */
export interface CallValue {
  /** Behind the `?` of the URL. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** In the JSON body. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** What each type word takes, in words and as a test. A query carries everything as text. */
const TYPES: Readonly<
  Record<string, { readonly what: string; readonly test: (value: unknown, inQuery: boolean) => boolean }>
> = {
  string: { what: "a text", test: (value) => ["string", "number", "boolean"].includes(typeof value) },
  integer: { what: "a whole number", test: (value) => /^-?\d+$/.test(plain(value)) },
  double: { what: "a number", test: (value) => plain(value).trim() !== "" && Number.isFinite(Number(value)) },
  boolean: { what: "true or false", test: (value) => /^(?:true|false|0|1)$/.test(plain(value)) },
  array: { what: "a list", test: (value, inQuery) => Array.isArray(value) || (inQuery && plain(value) !== "") },
  object: { what: "an object", test: (value, inQuery) => isObject(value) || Array.isArray(value) || inQuery },
};

/** What is wrong with the parameters of one call. */
export function checkParams(entry: CallEntry, value: CallValue, strict: boolean): Issue[] {
  const places = ["query", "body"] as const;
  const given = places.flatMap((place) =>
    Object.entries(value[place] ?? {})
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => ({ place, name, inner })),
  );
  const missing = Object.entries(entry.params)
    .filter(([name, param]) => param.required && param.in !== "path" && !given.some((one) => one.name === name))
    .map(([name, param]) => issue([param.in, name], "required", `Parameter "${name}" is missing: give it a value`));
  const wrong = given.flatMap(({ place, name, inner }) => {
    const param = Object.hasOwn(entry.params, name) ? entry.params[name] : undefined;
    if (param === undefined) return strict ? [unknownParam(entry, place, name)] : [];
    const values = param.multiple && Array.isArray(inner) ? inner : [inner];
    const found = values
      .map((one) => checkParam(param, name, one, place === "query"))
      .find((fault) => fault !== undefined);
    return found === undefined ? [] : [issue([place, name], found.code, found.message)];
  });
  return [...missing, ...wrong];
}

function checkParam(param: Param, name: string, value: unknown, inQuery: boolean): Fault | undefined {
  const type = TYPES[param.type];
  if (type !== undefined && !type.test(value, inQuery)) {
    return { code: "wrong-type", message: `Parameter "${name}" must be ${type.what}` };
  }
  if (param.options === undefined || param.type !== "string" || param.options.includes(plain(value))) return undefined;
  const guess = nearest(plain(value), param.options);
  const hint = guess === undefined ? "" : `; did you mean "${guess}"?`;
  const options = param.options.map((option) => `"${option}"`).join(", ");
  return { code: "not-an-option", message: `Parameter "${name}" must be one of ${options}${hint}` };
}

function unknownParam(entry: CallEntry, place: "query" | "body", name: string): Issue {
  const guess = nearest(name, Object.keys(entry.params));
  const way = guess === undefined ? "leave it out" : `did you mean "${guess}"?`;
  return issue([place, name], "unknown-field", `There is no parameter "${name}": ${way}`);
}

function issue(path: readonly string[], code: IssueCode, message: string): Issue {
  return { path, code, message };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** The text that a query would carry, for what can be one. */
function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
