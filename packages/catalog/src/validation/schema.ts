/**
 * Builds a zod schema from the fields of an entry.
 *
 * @module
 */

import * as z from "zod/v4";
import { isNameList, optionValues, typesIn } from "../fields.ts";
import type { Field } from "../types.ts";
import { describeRanges, mayExist } from "../versions.ts";
import { checkValue, type Subject } from "./check-value.ts";
import type { Fault } from "./issue.ts";

/** For which device and which use a schema is built. */
export interface SchemaOptions {
  /** The product whose versions the fields bear, for messages. */
  readonly product: string;
  readonly version: string | undefined;
  /** Whether it is for what goes into JSON-RPC, which takes the same value in more forms. */
  readonly rpc: boolean;
  /** Whether a field that the catalogue does not know is refused. */
  readonly closed: boolean;
  /** Whether a field that only the device writes is refused, and what is only likely to be wrong. */
  readonly strict: boolean;
  /** Whether a required field must be there: it may be left out where the rest stays as it is. */
  readonly complete: boolean;
  /** What else can stand in every group of fields. */
  readonly more: readonly string[];
}

/** A group of fields: an entry, an entry of a child table, or a nested object. */
export interface Group {
  readonly fields: Readonly<Record<string, Field>>;
  readonly mkey: string | undefined;
}

/** Builds the schema of a group of fields. */
export function buildSchema(group: Group, options: SchemaOptions): z.ZodType {
  const shape: Record<string, z.ZodType> = {};
  for (const key of options.more) shape[key] = z.unknown().optional();
  const { product, version, rpc, strict } = options;
  for (const [name, field] of Object.entries(group.fields)) {
    const subject = { name, field, product, version, isKey: name === group.mkey, rpc, limited: strict || !rpc };
    const schema = fieldSchema(subject, options);
    shape[name] = isRequired(name, field, group, options) ? schema : schema.optional();
  }
  return options.closed ? z.strictObject(shape) : z.looseObject(shape);
}

/** Without its key nothing can be created. The sources are sure of nothing else: only strict insists on it. */
function isRequired(name: string, field: Field, group: Group, options: SchemaOptions): boolean {
  if (!options.complete || !field.required || field.readonly) return false;
  if (!mayExist(field.versions, options.version)) return false;
  return options.strict || name === group.mkey;
}

function fieldSchema(subject: Subject, options: SchemaOptions): z.ZodType {
  const { name, field, product, version } = subject;
  if (field.readonly) return readonlySchema(name, options);
  if (field.versions !== undefined && !mayExist(field.versions, version)) {
    const when = describeRanges(field.versions);
    const message = `${product} ${version} has no field "${name}" (it is there ${when}): leave it out`;
    return refuse({ code: "not-in-version", message });
  }
  const schemas = typesIn(field, version).map((type) => typeSchema(subject, type, options));
  const [only] = schemas;
  return schemas.length === 1 && only !== undefined ? only : z.union(schemas, { error: () => typeMessage(subject) });
}

/** Every answer of a device holds its read-only fields, and the device ignores them: what was read can be written back. */
function readonlySchema(name: string, { strict }: SchemaOptions): z.ZodType {
  return strict ? refuse({ code: "read-only", message: `Field "${name}" is read-only: leave it out` }) : z.unknown();
}

function typeSchema(subject: Subject, type: string, options: SchemaOptions): z.ZodType {
  const { field } = subject;
  const error = (): string => typeMessage(subject);
  const inner = { fields: field.fields ?? {}, mkey: field.guessed ? undefined : field.mkey };
  const build = (complete: boolean): z.ZodType => z.lazy(() => buildSchema(inner, { ...options, complete }));
  if (type === "table") {
    const known = Object.keys(inner.fields).length > 0;
    // Its entries are replaced as a whole, so each must be complete.
    const list = z.array(known ? build(true) : z.unknown(), { error });
    return subject.rpc ? z.preprocess(inList, list.nullable()) : list;
  }
  if (type === "object") return subject.rpc ? build(false).nullable() : build(false);
  if (subject.rpc) return looseSchema(subject, type);
  return z.union([z.string(), z.number()], { error }).check((context) => {
    const fault = checkValue(subject, type, context.value);
    if (fault !== undefined) context.issues.push(toZodIssue(fault, context.value));
  });
}

/** JSON-RPC takes one object for a list of one. */
function inList(value: unknown): unknown {
  return isObject(value) ? [value] : value;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON-RPC takes one value for a list and a list for one value, and answers null for nothing. */
function looseSchema(subject: Subject, type: string): z.ZodType {
  if (type === "raw") return z.unknown();
  return z.unknown().check((context) => {
    const { value } = context;
    const items = Array.isArray(value) ? value : [value];
    for (const [at, item] of items.entries()) {
      const fault = checkItem(subject, type, item);
      if (fault === undefined) continue;
      context.issues.push({ ...toZodIssue(fault, item), path: Array.isArray(value) ? [at] : [] });
    }
  });
}

function checkItem(subject: Subject, type: string, item: unknown): Fault | undefined {
  if (item === undefined || (subject.isKey && item === null)) {
    return { code: "required", message: `Field "${subject.name}" is missing: give it a value` };
  }
  if (item === null || (type === "boolean" && typeof item === "boolean")) return undefined;
  if (typeof item === "string" || typeof item === "number") return checkValue(subject, type, item);
  return { code: "wrong-type", message: typeMessage(subject) };
}

function typeMessage({ name, field, version }: Subject): string {
  const must = `Field "${name}" must be`;
  if (typesIn(field, version).includes("table")) {
    const example = isNameList(field) ? `: [{ "${field.mkey}": ... }]` : "";
    return `${must} a list of objects${example}`;
  }
  if (field.multiple) return `${must} one text with spaces between the values`;
  if (field.list) return `${must} a list of ${field.type === "integer" ? "numbers" : "texts"}`;
  if (field.type === "integer" || field.type === "number") return `${must} a number`;
  const options = optionValues(field, version);
  if (options.includes("enable") && options.includes("disable")) return `${must} "enable" or "disable"`;
  return `${must} a text`;
}

function refuse(fault: Fault): z.ZodType {
  return z.unknown().check((context) => {
    context.issues.push(toZodIssue(fault, context.value));
  });
}

/** `continue` lets the other fields be checked as well. */
function toZodIssue({ code, message }: Fault, input: unknown): z.core.$ZodRawIssue {
  return { code: "custom", params: { code }, message, input, continue: true };
}
