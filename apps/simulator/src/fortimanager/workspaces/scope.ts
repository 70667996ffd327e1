/**
 * What of an ADOM a lock takes, and what of an ADOM an entry belongs to.
 *
 * A scope is a path from the ADOM down: empty for all of it, `pkg/default`, `pkg/default/firewall/policy/3`,
 * `obj/firewall/address/web`, `dev/FGT1`. One lies within another when its path begins with the other's.
 *
 * @module
 */

import type { LockRecord, Spot } from "../parts.ts";

/** What can be locked, as the url names it behind `workspace/lock`. */
export interface Target {
  /** `root`, or `global`. */
  readonly adom: string;
  readonly kind: LockRecord["kind"];
  /** The path of the package, device or object; empty for the ADOM. */
  readonly path: string;
}

/** Where an entry lies. */
export interface Place {
  /** The ADOM, or the device whose ADOM it is. Neither: no lock is ever needed there. */
  readonly adom?: string;
  readonly device?: string;
  readonly scope: string;
  /** Whether what is written there waits for a commit. */
  readonly staged: boolean;
}

const POLICY = /^(?<pkg>.+)\/firewall\/policy\/[^/]+$/;

/** The target that the segments of a url name: none, `dev` and a name, `pkg` or `obj` and a path. */
export function targetOf(adom: string, rest: readonly string[]): Target | undefined {
  const [kind, ...segments] = rest;
  const path = segments.join("/");
  if (kind === undefined) return { adom, kind: "adom", path: "" };
  if (path === "") return undefined;
  if (kind === "dev" && adom !== "global") return { adom, kind, path };
  if (kind === "obj") return { adom, kind, path };
  if (kind === "pkg") return { adom, kind: POLICY.test(path) ? "policy" : "pkg", path };
  return undefined;
}

export function scopeOf({ kind, path }: Pick<Target, "kind" | "path">): string {
  if (kind === "adom") return "";
  return `${kind === "policy" ? "pkg" : kind}/${path}`;
}

/** Whether `inner` is `outer` or a part of it. */
export function isWithin(inner: string, outer: string): boolean {
  return outer === "" || inner === outer || inner.startsWith(`${outer}/`);
}

/** Whether two scopes have anything in common. */
export function overlap(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

/** Where an entry or a table lies. */
export function placeOf({ table, key }: Spot): Place {
  const path = key === undefined ? table : `${table}/${key}`;
  const [root, ...rest] = path.split("/");
  if (root === "pm") return placeOfConfiguration(rest);
  if (root === "dvmdb") return placeOfDevices(rest);
  return NOWHERE;
}

const NOWHERE: Place = { scope: "", staged: false };

function placeOfConfiguration([family, owner, ...rest]: readonly string[]): Place {
  if (family === "config" && owner === "device") {
    const [device = ""] = rest;
    return { device, scope: `dev/${device}`, staged: true };
  }
  const isGlobal = owner === "global";
  if (!isGlobal && owner !== "adom") return NOWHERE;
  const adom = isGlobal ? "global" : (rest[0] ?? "");
  const inside = isGlobal ? rest : rest.slice(1);
  // `pm/pkg/adom/root/default` is the package itself, `pm/config/adom/root/pkg/default/...` what is in it.
  const scope = family === "config" || family === undefined ? inside : [family, ...inside];
  return { adom, scope: scope.join("/"), staged: true };
}

function placeOfDevices([family, ...rest]: readonly string[]): Place {
  if (family === "device" && rest[0] !== undefined) return { device: rest[0], scope: `dev/${rest[0]}`, staged: false };
  if (family !== "adom") return NOWHERE;
  const [adom, kind, name] = rest;
  // The ADOMs themselves are nobody's to lock.
  if (adom === undefined || kind === undefined) return NOWHERE;
  const scope = kind === "device" && name !== undefined ? `dev/${name}` : rest.slice(1).join("/");
  return { adom, scope, staged: false };
}
