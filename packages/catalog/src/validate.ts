/**
 * Checks what is about to be sent against the catalogue, for a device's version.
 *
 * @module
 */

import type * as z from "zod/v4";
import type { CallEntry, CmdbEntry } from "./types.ts";
import { type CallValue, checkParams } from "./validation/check-params.ts";
import type { Issue } from "./validation/issue.ts";
import { buildSchema } from "./validation/schema.ts";
import { toIssues } from "./validation/to-issues.ts";
import { describeRanges, mayExist } from "./versions.ts";

export { secretValues } from "./secrets.ts";
export type { CallValue } from "./validation/check-params.ts";
export type { Issue, IssueCode } from "./validation/issue.ts";

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
export function validateEntry(entry: CmdbEntry, value: unknown, options: ValidateOptions): Issue[] {
  const creates = options.mode === "create" && entry.kind === "table";
  if (!entry.methods.includes(creates ? "POST" : "PUT")) {
    const verb = creates ? "created" : "changed";
    return [{ path: [], code: "read-only", message: `Nothing in ${entry.path} can be ${verb} through the API` }];
  }
  if (entry.versions !== undefined && !mayExist(entry.versions, options.version)) {
    const when = describeRanges(entry.versions);
    const message = `FortiOS ${options.version} has no ${entry.path} (it is there ${when})`;
    return [{ path: [], code: "not-in-version", message }];
  }
  // Compiling a schema costs more than a form or a script ever gets back, and needs `new Function`.
  const result = schemaOf(entry, options).safeParse(value, { jitless: true });
  return result.success ? [] : toIssues(result.error, value, entry.fields);
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

const schemas: WeakMap<CmdbEntry, Map<string, z.ZodType>> = new WeakMap();

/** Built when it is first needed, and kept as long as the entry lives. */
function schemaOf(entry: CmdbEntry, { version, mode, strict = false }: ValidateOptions): z.ZodType {
  let own = schemas.get(entry);
  if (own === undefined) {
    own = new Map();
    schemas.set(entry, own);
  }
  const key = JSON.stringify([version, mode, strict]);
  let schema = own.get(key);
  if (schema === undefined) {
    const complete = mode === "create" && entry.kind === "table";
    schema = buildSchema({ fields: entry.fields, mkey: entry.mkey }, { version, strict, complete });
    own.set(key, schema);
  }
  return schema;
}
