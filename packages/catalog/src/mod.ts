/**
 * The FortiOS REST API as data: every configuration table, monitor, log and service endpoint, with its fields, limits,
 * options, references and versions. The index is small; full entries are read when they are asked for.
 *
 * @example
 * ```ts
 * import { fortios } from "@fortiweave/catalog";
 *
 * const [row] = fortios.search("address group", { area: "cmdb", version: "7.6.5" });
 * const entry = await fortios.load("cmdb", row?.path ?? "firewall/addrgrp");
 * entry?.fields["member"]?.fields?.["name"]?.refs; // ["firewall.address.name", "firewall.addrgrp.name"]
 * ```
 *
 * @module
 */

export { errorText } from "./error-text.ts";
export { labelOf } from "./labels.ts";
export type { RefTarget } from "./refs.ts";
export { createRegistry, fortios, type Registry, type RegistrySource } from "./registry.ts";
export type { SearchOptions } from "./search.ts";
export type {
  Area,
  CallEntry,
  CmdbEntry,
  Field,
  IndexRow,
  Option,
  Param,
  VersionRange,
} from "./types.ts";
export { nearest } from "./validation/suggest.ts";
export { compareVersions, describeRanges, isInVersion, mayExist } from "./versions.ts";
