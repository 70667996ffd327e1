/**
 * What can be locked, and how its urls read.
 *
 * @module
 */

import type { LockTarget } from "@fortiweave/core/workspace";
import { checkName } from "../names.ts";
import { type UrlValue, writeValue } from "../url.ts";

/**
 * What to lock: the name of an ADOM, or `"global"` for the global database; or a part of an ADOM. A package's path begins
 * with its folders. Single policies can be locked where `per-policy-lock` is on, objects once a package or policy is locked.
 */
export type Lockable =
  | string
  | { readonly adom: string }
  | { readonly adom: string; readonly package: string; readonly policy?: string | number }
  | { readonly adom: string; readonly device: string }
  /** `{ adom: "root", object: "firewall/address", key: "web" }` */
  | { readonly adom: string; readonly object: string; readonly key: string | number };

/** What is done with locks, as the url says it. */
export type LockVerb = "lock" | "unlock" | "commit" | "lockinfo" | "dirty";

/** Something that can be locked. */
export interface WorkspaceTarget extends LockTarget {
  /** Name of the ADOM, or `global`. */
  readonly adom: string;
  /** Which kind of thing it is. */
  readonly kind: "adom" | "package" | "policy" | "device" | "object";
  /** Its url for one of the calls. */
  url(verb: LockVerb): string;
}

/** The parts of a {@link Lockable}, all of them optional. */
interface Parts {
  readonly adom: string;
  readonly package?: string;
  readonly policy?: UrlValue;
  readonly device?: string;
  readonly object?: string;
  readonly key?: UrlValue;
}

/**
 * Reads what to lock.
 *
 * @throws FortiError INVALID_INPUT for a name that cannot be one.
 */
export function toTarget(what: Lockable): WorkspaceTarget {
  const parts: Parts = typeof what === "string" ? { adom: what } : what;
  const adom = checkName(parts.adom, "An ADOM");
  const { kind, path, name } = partOf(parts);
  const base = adom === "global" ? "dvmdb/global/workspace" : `dvmdb/adom/${writeValue("adom", adom)}/workspace`;
  const place = adom === "global" ? "the global database" : `ADOM ${JSON.stringify(adom)}`;
  return {
    adom,
    kind,
    name: kind === "adom" ? place : `${name} in ${place}`,
    scope: path === "" ? adom : `${adom}/${path}`,
    url: (verb) => (path === "" ? `${base}/${verb}` : `${base}/${verb}/${path}`),
  };
}

/** Which part of the ADOM it is; an empty path for all of it. */
function partOf(parts: Parts): Pick<WorkspaceTarget, "kind" | "name"> & { readonly path: string } {
  if (parts.package !== undefined) {
    const path = `pkg/${writeValue("pkg", parts.package)}`;
    const name = `package ${JSON.stringify(parts.package)}`;
    if (parts.policy === undefined) return { kind: "package", path, name };
    const policy = writeValue("policy", parts.policy);
    return { kind: "policy", path: `${path}/firewall/policy/${policy}`, name: `policy ${policy} of ${name}` };
  }
  if (parts.device !== undefined) {
    return {
      kind: "device",
      path: `dev/${writeValue("device", parts.device)}`,
      name: `device ${JSON.stringify(parts.device)}`,
    };
  }
  if (parts.object !== undefined) {
    // The table's path leads through the url as a package's does.
    const table = writeValue("pkg", parts.object);
    return {
      kind: "object",
      path: `obj/${table}/${writeValue("key", parts.key)}`,
      name: `${parts.object} ${JSON.stringify(parts.key)}`,
    };
  }
  return { kind: "adom", path: "", name: "" };
}
