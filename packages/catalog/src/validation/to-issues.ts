/**
 * Turns what zod found into issues.
 *
 * @module
 */

import type * as z from "zod/v4";
import type { Field } from "../types.ts";
import type { Issue, IssueCode } from "./issue.ts";
import { nearest } from "./suggest.ts";

/** The fields of an entry. */
type Fields = Readonly<Record<string, Field>>;

/** All issues of a failed parse, in the words of this package. */
export function toIssues(error: z.ZodError, value: unknown, fields: Fields): Issue[] {
  return error.issues.flatMap((issue) => toIssue(issue, value, fields));
}

function toIssue(issue: z.core.$ZodIssue, value: unknown, fields: Fields): Issue[] {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  if (issue.code === "unrecognized_keys") {
    const known = fieldsAt(fields, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      code: "unknown-field",
      message: unknownField(key, known),
    }));
  }
  if (issue.code === "custom") return [{ path, code: issue.params?.code as IssueCode, message: issue.message }];
  if (path.length > 0 && valueAt(value, path) === undefined) {
    return [{ path, code: "required", message: `Field "${path.at(-1)}" is missing: give it a value` }];
  }
  // zod's own words, which know no field, remain only where something else stands in the place of an object.
  const message = issue.code === "invalid_type" && issue.expected === "object" ? notAnObject(path) : issue.message;
  return [{ path, code: "wrong-type", message }];
}

function unknownField(name: string, known: Fields): string {
  const guess = nearest(name, Object.keys(known));
  return guess === undefined
    ? `There is no field "${name}": leave it out`
    : `There is no field "${name}": did you mean "${guess}"?`;
}

function notAnObject(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (last === undefined) return "The value must be an object with the names of fields as keys";
  if (typeof last === "string") return `Field "${last}" must be an object`;
  return `Entry ${last + 1} of "${path.at(-2)}" must be an object`;
}

function fieldsAt(fields: Fields, path: readonly (string | number)[]): Fields {
  return path.reduce<Fields>((known, part) => (typeof part === "number" ? known : (known[part]?.fields ?? {})), fields);
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, part) => (inner as Record<string | number, unknown> | undefined)?.[part], value);
}
