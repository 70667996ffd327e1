/**
 * Where something is installed or run.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import { checkName, checkPath } from "../names.ts";

/** One VDOM of one device. */
export interface DeviceScope {
  /** Name of the device in FortiManager. */
  readonly name: string;
  /** Default `root`. */
  readonly vdom?: string;
}

/** All devices of a group and of the groups in it. */
export interface GroupScope {
  /** Name of the group; of a nested one, with the groups round it: `emea/france`. */
  readonly group: string;
}

/** A device or a group of devices. */
export type InstallScope = DeviceScope | GroupScope;

/** As FortiManager takes it: what has no VDOM is a group. */
export type WireScope = { readonly name: string; readonly vdom?: string };

/**
 * Writes a scope.
 *
 * @throws FortiError INVALID_INPUT when it is empty: that would not mean nothing, but everything.
 */
export function toScope(scope: readonly InstallScope[], what: string, vdom = "root"): WireScope[] {
  if (Array.isArray(scope) && scope.length > 0) return scope.map((one) => toWire(one, vdom));
  throw invalidInput(`${what} needs at least one device or group`, 'Such as [{ name: "FGT1", vdom: "root" }]');
}

function toWire(scope: InstallScope, vdom: string): WireScope {
  if (isGroup(scope)) return { name: checkPath(scope.group, "A device group") };
  return { name: checkName(scope?.name, "A device"), vdom: checkName(scope.vdom ?? vdom, "A VDOM") };
}

function isGroup(scope: InstallScope): scope is GroupScope {
  return typeof scope === "object" && scope !== null && "group" in scope;
}

/** Reads a scope, as FortiManager lists members and targets. */
export function readScope(rows: readonly Readonly<Record<string, unknown>>[]): WireScope[] {
  return rows.map(({ name, vdom }) => ({
    name: String(name),
    ...(typeof vdom === "string" && vdom !== "" && { vdom }),
  }));
}

/** For people: what has no VDOM is a group. */
export function fromWire({ name, vdom }: WireScope): InstallScope {
  return vdom === undefined ? { group: name } : { name, vdom };
}

/** What tells two apart. */
export function scopeKey({ name, vdom }: WireScope): string {
  return JSON.stringify([name, vdom]);
}
