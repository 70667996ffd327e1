/**
 * FortiManager's JSON-RPC API as data: every object with its urls, fields, options and references, and every call with
 * its parameters and answer, by version. The index is small; full entries are read when they are asked for.
 *
 * @example
 * ```ts
 * import { fortimanager } from "@fortiweave/catalog/fortimanager";
 *
 * const target = fortimanager.resolveUrl("/pm/config/adom/root/obj/firewall/addrgrp/blocked");
 * target?.row.path; // "firewall/addrgrp"
 * target?.key; // ["blocked"]
 *
 * const entry = await fortimanager.load("object", "firewall/addrgrp");
 * entry?.fields["member"]?.refs; // ["firewall/address.name", "firewall/addrgrp.name"]
 * ```
 *
 * @module
 */

export { loadDeviceEntry } from "./fortimanager/device-database.ts";
export { errorText, type TaskState, taskState } from "./fortimanager/protocol.ts";
export {
  createFortiManagerRegistry,
  type FortiManagerRegistry,
  type FortiManagerRow,
  fortimanager,
} from "./fortimanager/registry.ts";
export type {
  ObjectEntry,
  ObjectKind,
  ObjectRow,
  RpcArea,
  RpcCall,
  RpcEntry,
  RpcRow,
  RpcTask,
} from "./json-rpc/types.ts";
export type { UrlTarget } from "./json-rpc/url-tree.ts";
export { isPathPlaceholder, urlOf } from "./json-rpc/urls.ts";
export { labelOf } from "./labels.ts";
export type { RefTarget } from "./refs.ts";
export type { Registry } from "./registry.ts";
export type { SearchOptions } from "./search.ts";
export type { RegistrySource } from "./shelf.ts";
export type { Field, Option, VersionRange } from "./types.ts";
export { compareVersions, describeRanges, isInVersion, mayExist } from "./versions.ts";
