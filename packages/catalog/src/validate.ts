/**
 * Checks what is about to be sent against the catalogue, for a device's version.
 *
 * @module
 */

import type * as z from "zod/v4";
import type { RpcCall, RpcEntry } from "./json-rpc/types.ts";
import { addedKeys, type ConfigEntry, canBeWritten, isObjectEntry, productOf } from "./product.ts";
import type { CallEntry } from "./types.ts";
import { type CallValue, checkParams } from "./validation/check-params.ts";
import type { Issue } from "./validation/issue.ts";
import { buildSchema, type Group, type SchemaOptions } from "./validation/schema.ts";
import { toIssues } from "./validation/to-issues.ts";
import { describeRanges, mayExist } from "./versions.ts";

export type { ConfigEntry } from "./product.ts";
export { secretValues } from "./secrets.ts";
export type { CallValue } from "./validation/check-params.ts";
export type { Issue, IssueCode } from "./validation/issue.ts";

/** What can stand in the `data` of every object of FortiManager. */
const DATA_KEYS: readonly string[] = ["meta fields", "object member", "object position", "scope member", "unset attrs"];

/** What can stand in every params item. */
const PARAM_KEYS: readonly string[] = ["apiver", "fields", "filter", "loadsub", "option", "range", "sortings", "url"];

/** How an entry is checked. */
export interface ValidateOptions {
  /** The device's version, such as `7.4.8`; two parts stand for a branch. Without one, what any version has is right. */
  readonly version?: string | undefined;
  /** `create` needs the key of a table; `update` may leave anything out. */
  readonly mode: "create" | "update";
  /** Refuses unknown and read-only fields, and insists on all that the catalogue calls required. Default false. */
  readonly strict?: boolean | undefined;
}

/**
 * What is wrong with a configuration entry that is about to be written. An empty list: nothing that the catalogue
 * knows of. The device has the last word: it may refuse for reasons that no table shows.
 *
 * An object of FortiManager takes names or numbers for options, and a value or a list of values. Its lengths, ranges and
 * formats are those of the same field in FortiOS, so that only `strict` holds it to them.
 *
 * @example
 * ```ts
 * import { fortios } from "@fortiweave/catalog";
 * import { validateEntry } from "@fortiweave/catalog/validate";
 *
 * const entry = await fortios.load("cmdb", "firewall/address");
 * if (entry) {
 *   const issues = validateEntry(entry, { name: "web", type: "mac" }, { mode: "create", version: "6.0.5" });
 *   console.log(issues[0]?.message);
 *   // Field "type" cannot be "mac": FortiOS 6.0.5 does not have it (since 6.2.0); it can be "ipmask", ...
 * }
 * ```
 */
export function validateEntry(entry: ConfigEntry, value: unknown, options: ValidateOptions): Issue[] {
  const creates = options.mode === "create" && entry.kind !== "object";
  if (!canBeWritten(entry, creates ? "create" : "update")) {
    const verb = creates ? "created" : "changed";
    return [{ path: [], code: "read-only", message: `Nothing in ${entry.path} can be ${verb} through the API` }];
  }
  if (entry.versions !== undefined && !mayExist(entry.versions, options.version)) {
    const when = describeRanges(entry.versions);
    const message = `${productOf(entry)} ${options.version} has no ${entry.path} (it is there ${when})`;
    return [{ path: [], code: "not-in-version", message }];
  }
  const { version, strict = false } = options;
  const rpc = isObjectEntry(entry);
  const closed = strict && !(rpc && entry.partial);
  const group = { fields: entry.fields, mkey: entry.mkey };
  const product = productOf(entry);
  const more = [...addedKeys(entry), ...(rpc ? DATA_KEYS : [])];
  return check(entry, group, value, { product, version, rpc, closed, strict, complete: creates, more });
}

/**
 * What is wrong with the parameters of a monitor, log or service call. Parameters in the path are not looked at. With
 * `strict`, parameters that the catalogue does not know are refused.
 */
export function validateCall(
  entry: CallEntry,
  value: CallValue,
  options: { readonly strict?: boolean | undefined } = {},
): Issue[] {
  return checkParams(entry, value, options.strict ?? false);
}

/**
 * What is wrong with the params item of a call of FortiManager or FortiAnalyzer, in which `data` and what else it takes
 * stand beside `url`. With `strict`, names that the catalogue does not know are refused, and what it calls required is
 * insisted on.
 */
export function validateParams(
  entry: RpcEntry,
  method: string,
  params: unknown,
  options: Omit<ValidateOptions, "mode"> = {},
): Issue[] {
  const call = entry.calls.find(({ methods }) => methods.includes(method));
  if (call === undefined) {
    const message = `There is no ${method} of ${entry.path}: it takes ${entry.methods.join(", ")}`;
    return [{ path: [], code: "not-an-option", message }];
  }
  const versions = call.versions ?? entry.versions;
  if (versions !== undefined && !mayExist(versions, options.version)) {
    const message = `Version ${options.version} has no ${method} of ${entry.path} (it is there ${describeRanges(versions)})`;
    return [{ path: [], code: "not-in-version", message }];
  }
  const { version, strict = false } = options;
  const closed = strict && !call.partial;
  const group = { fields: call.params, mkey: undefined };
  return check(call, group, params, {
    product: "Version",
    version,
    rpc: true,
    closed,
    strict,
    complete: true,
    more: PARAM_KEYS,
  });
}

function check(owner: ConfigEntry | RpcCall, group: Group, value: unknown, options: SchemaOptions): Issue[] {
  // Compiling a schema costs more than a form or a script ever gets back, and needs `new Function`.
  const result = schemaOf(owner, group, options).safeParse(value, { jitless: true });
  return result.success ? [] : toIssues(result.error, value, group.fields);
}

const schemas: WeakMap<ConfigEntry | RpcCall, Map<string, z.ZodType>> = new WeakMap();

/** Built when it is first needed, and kept as long as its owner lives. */
function schemaOf(owner: ConfigEntry | RpcCall, group: Group, options: SchemaOptions): z.ZodType {
  let own = schemas.get(owner);
  if (own === undefined) {
    own = new Map();
    schemas.set(owner, own);
  }
  const key = JSON.stringify([options.version, options.complete, options.strict]);
  let schema = own.get(key);
  if (schema === undefined) {
    schema = buildSchema(group, options);
    own.set(key, schema);
  }
  return schema;
}
