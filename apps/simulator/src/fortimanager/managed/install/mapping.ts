/**
 * What an object of an ADOM is on one device: its mapping, and the interfaces that stand for normalised ones.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { type JsonObject, listOf, objectsIn } from "../form/json.ts";

/** Where something is to be installed. */
export interface Target {
  readonly device: string;
  readonly vdom: string;
  /** Names of the groups that the device is in. */
  readonly groups: readonly string[];
  /** `FortiGate-VM64` */
  readonly platform: string;
}

/** The entry with what its mapping for the device, or for a group that it is in, puts in its place. */
export function mapEntry(entry: Entry, target: Target): Entry {
  const { dynamic_mapping: mappings, ...own } = entry;
  const { _scope, oid: _oid, ...mapped } = mappingFor(mappings, target) ?? {};
  return { ...own, ...mapped };
}

/** The device's own mapping comes before that of a group. */
export function mappingFor(mappings: unknown, { device, vdom, groups }: Target): JsonObject | undefined {
  const rows = objectsIn(mappings);
  const isFor = (row: JsonObject, test: (scope: JsonObject) => boolean) => objectsIn(row._scope).some(test);
  const isDevice = (scope: JsonObject) => scope.name === device && (scope.vdom ?? "root") === vdom;
  const isGroup = (scope: JsonObject) => !scope.vdom && groups.includes(String(scope.name));
  return rows.find((row) => isFor(row, isDevice)) ?? rows.find((row) => isFor(row, isGroup));
}

/** The interfaces of the device that a normalised one stands for; undefined when it stands for none there. */
export function interfacesFor(normalised: Entry, target: Target): readonly string[] | undefined {
  const local = listOf(mappingFor(normalised.dynamic_mapping, target)?.["local-intf"]).map(String);
  if (local.length > 0) return local;
  const platform = objectsIn(normalised.platform_mapping).find(({ name }) => name === target.platform);
  if (typeof platform?.["intf-zone"] === "string") return [platform["intf-zone"]];
  const fallback = normalised["defmap-intf"];
  return normalised["default-mapping"] === "enable" && typeof fallback === "string" ? [fallback] : undefined;
}
