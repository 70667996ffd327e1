/**
 * The tables and objects of FortiManager, place by place.
 *
 * @module
 */

import type { Mkey } from "@fortiweave/catalog/plan";
import type { DesiredState } from "../plan/desired-state.ts";
import type { AdomDocument, GlobalDocument } from "../plan/document.ts";
import type { UnknownShape } from "./containers.ts";
import type { SingleObject } from "./object.ts";
import type {
  DeviceObject,
  DeviceShape,
  FullPath,
  ObjectAt,
  ObjectPath,
  ObjectPathOf,
  ParentsOf,
  PlaceName,
  TableAt,
  TablePath,
  TablePathOf,
} from "./paths.ts";
import type { AnyShape, Table } from "./table.ts";
import type { Targets } from "./targets.ts";

/** Tables and objects, by paths that the catalogue knows. A path with a typo does not compile. */
export interface TypedPaths<Where extends PlaceName> {
  /**
   * A table: `table("firewall/address")`. A child table needs the keys of what it lies in:
   * `table("firewall/address/dynamic_mapping", { address: "web" })`. Throws INVALID_INPUT for a path that is not there.
   */
  table<Path extends TablePathOf<Where>>(
    path: Path,
    ...parents: ParentsOf<FullPath<Where, Path>>
  ): TableAt<Where, Path>;
  /** An object, of which there is one. */
  object<Path extends ObjectPathOf<Where>>(
    path: Path,
    ...parents: ParentsOf<FullPath<Where, Path>>
  ): ObjectAt<Where, Path>;
  /** Any path, in plain values: for what the catalogue lacks, and for tools that learn the path at run time. */
  untyped: UntypedPaths;
}

/** Tables and objects in plain values. What the catalogue knows is checked, and its secrets are kept out of records. */
export interface UntypedPaths {
  /** A table: `table("firewall/address")`. */
  table(path: string, shape?: UnknownShape & { readonly parents?: Readonly<Record<string, Mkey>> }): Table<AnyShape>;
  /** An object. */
  object(path: string, shape?: { readonly parents?: Readonly<Record<string, Mkey>> }): SingleObject;
}

/** A policy package. Folders stand before its name: `emea/branches`. */
export interface PolicyPackage extends TypedPaths<"package"> {
  /** Its name, with its folders. */
  readonly name: string;
  /** Its policies. */
  readonly policies: TableAt<"package", "firewall/policy">;
  /** The devices and groups that it is installed on. */
  readonly targets: Targets;
}

/** A policy package of the global database: policies before and behind those of an ADOM. */
export interface GlobalPackage extends TypedPaths<"globalPackage"> {
  /** Its name, with its folders. */
  readonly name: string;
  /** The ADOMs that it is assigned to. */
  readonly targets: Targets;
}

/** A policy block. */
export interface PolicyBlock extends TypedPaths<"policyBlock"> {
  /** Its name. */
  readonly name: string;
  /** Its policies. */
  readonly policies: TableAt<"policyBlock", "firewall/policy">;
}

/** What an ADOM holds, and its desired state. */
export interface AdomTables extends TypedPaths<"adom">, DesiredState<AdomDocument> {
  /** Its name. */
  readonly name: string;
  /** A policy package, with its folders: `package("emea/branches")`. */
  package(name: string): PolicyPackage;
  /** A policy block. */
  policyBlock(name: string): PolicyBlock;
  /** A device profile, for system settings of devices. */
  deviceProfile(name: string): TypedPaths<"deviceProfile">;
  /** An SD-WAN template. */
  sdwanTemplate(name: string): TypedPaths<"sdwanTemplate">;
}

/** What the global database holds, and its desired state. */
export interface GlobalTables extends TypedPaths<"global">, DesiredState<GlobalDocument> {
  /** A policy package of the global database. */
  package(name: string): GlobalPackage;
}

/** FortiManager's copy of the configuration of one device, with the tables of FortiOS. */
export interface DeviceTables {
  /** A table, by its path on a FortiGate: `table("router/static")`, `table("firewall.service/custom")`. */
  table<Path extends TablePath>(path: Path): Table<DeviceShape<Path>>;
  /** An object, by its path on a FortiGate: `object("system/dns")`. */
  object<Path extends ObjectPath>(path: Path): DeviceObject<Path>;
  /** Any path, in plain values. */
  readonly untyped: UntypedPaths;
}

/** The tables and objects of a FortiManager. */
export interface Tables<Adom = AdomTables> extends Pick<TypedPaths<"own">, "table" | "object"> {
  /** An ADOM. */
  adom(name: string): Adom;
  /** The global database. */
  readonly global: GlobalTables;
  /** FortiManager's copy of a device's configuration. Without a VDOM: what is global on the device. */
  deviceDatabase(device: string, vdom?: string): DeviceTables;
  /** Any path that is FortiManager's own, in plain values: `untyped.table("cli/global/system/admin/user")`. */
  readonly untyped: UntypedPaths;
}
