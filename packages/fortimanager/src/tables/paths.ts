/**
 * What stands at a path, in each place of FortiManager's database. Looked up by the compiler, never inferred from data.
 *
 * @module
 */

import type { ObjectPath, RowOf, TablePath, ValuesOf } from "@fortiweave/fortios/client";
import type {
  ObjectKeys,
  ObjectLists,
  ObjectMembers,
  ObjectParents,
  ObjectPlaces,
  ObjectSingles,
  ObjectTables,
} from "../generated/types/objects.ts";
import type { SingleObject } from "./object.ts";
import type { MappingScope } from "./place.ts";
import type { Table, TableShape } from "./table.ts";

/** What FortiManager keeps of an ADOM outside of its objects. */
export type BesideObjects =
  | "dvmdb/device"
  | "dvmdb/device/ha_slave"
  | "dvmdb/device/onboard_rule"
  | "dvmdb/device/vdom"
  | "dvmdb/folder"
  | "dvmdb/group"
  | "dvmdb/revision"
  | "dvmdb/script"
  | "dvmdb/script/script_schedule"
  | "pm/devprof"
  | "pm/fwmprof"
  | "pm/pblock"
  | "pm/pkg"
  | "pm/pkg/schedule"
  | "pm/template"
  | "pm/template/type"
  | "pm/tmplgrp"
  | "pm/wanprof";

/** The same of the global database. */
export type BesideGlobalObjects =
  | "dvmdb/revision"
  | "dvmdb/script"
  | "dvmdb/script/script_schedule"
  | "pm/pkg"
  | "pm/pkg/schedule";

/** What follows a prefix. */
export type WithoutPrefix<Prefix extends string, Path> = Path extends `${Prefix}${infer Rest}` ? Rest : never;

/** The paths of each place, as the catalogue has them. */
export interface FullPaths {
  /** An ADOM. */
  readonly adom: ObjectPlaces["adom"] | BesideObjects;
  /** The global database. */
  readonly global: ObjectPlaces["global"] | BesideGlobalObjects;
  /** A policy package. */
  readonly package: ObjectPlaces["package"];
  /** A policy package of the global database. */
  readonly globalPackage: ObjectPlaces["globalPackage"];
  /** A policy block. */
  readonly policyBlock: ObjectPlaces["policyBlock"];
  /** A device profile. */
  readonly deviceProfile: ObjectPlaces["deviceProfile"];
  /** An SD-WAN template. */
  readonly sdwanTemplate: ObjectPlaces["sdwanTemplate"];
  /** FortiManager itself: its own configuration, and its device manager. */
  readonly own: ObjectPlaces["system"] | ObjectPlaces["deviceManager"];
}

/** What comes before a path in the catalogue. */
export interface PathPrefixes {
  /** Nothing. */
  readonly adom: "";
  /** Nothing. */
  readonly global: "";
  /** Policies of packages. */
  readonly package: "pkg/";
  /** Policies of packages. */
  readonly globalPackage: "pkg/";
  /** Policies of blocks. */
  readonly policyBlock: "pblock/";
  /** Settings of profiles. */
  readonly deviceProfile: "devprof/";
  /** Settings of templates. */
  readonly sdwanTemplate: "wanprof/";
  /** Nothing. */
  readonly own: "";
}

/** A place of FortiManager's database. */
export type PlaceName = keyof FullPaths;

/** The tables of a place, as the catalogue has them. */
export type FullTablePath<Where extends PlaceName> = FullPaths[Where] & keyof ObjectTables;

/** The objects of a place, as the catalogue has them. */
export type FullObjectPath<Where extends PlaceName> = FullPaths[Where] & keyof ObjectSingles;

/** The paths of a place that are tables. */
export type TablePathOf<Where extends PlaceName> = WithoutPrefix<PathPrefixes[Where], FullTablePath<Where>>;

/** The paths of a place that are objects. */
export type ObjectPathOf<Where extends PlaceName> = WithoutPrefix<PathPrefixes[Where], FullObjectPath<Where>>;

/** The catalogue's name for a path of a place. */
export type FullPath<Where extends PlaceName, Path extends string> = `${PathPrefixes[Where]}${Path}`;

/** The keys of the entries that a child table lies in, and nothing for other tables. */
export type ParentsOf<Full> = Full extends keyof ObjectParents ? readonly [parents: ObjectParents[Full]] : readonly [];

/** An option by its name or its number, a single value in place of a list of it, and lists that nobody may change. */
export type InputValue<Value> = Value extends string
  ? string extends Value
    ? Value
    : Value | number
  : Value extends readonly (infer Item)[]
    ? [Item] extends [string | number]
      ? readonly Item[] | Item
      : readonly Input<Item>[]
    : Value;

/** A row as FortiManager takes it. */
export type Input<Row> = { [Field in keyof Row]: InputValue<Row[Field]> };

/** What the key of a table holds. */
export type KeyOf<Full extends keyof ObjectTables> = Full extends keyof ObjectKeys
  ? ObjectKeys[Full] extends keyof ObjectTables[Full]
    ? ObjectKeys[Full] extends "_scope"
      ? MappingScope
      : Extract<ObjectTables[Full][ObjectKeys[Full]], string | number>
    : string | number
  : string | number;

/** A row of the mappings of a table. */
export type MappingOf<Full extends string> = `${Full}/dynamic_mapping` extends keyof ObjectTables
  ? Input<ObjectTables[`${Full}/dynamic_mapping`]>
  : never;

/** What a table of FortiManager's own is. */
export interface TypedShape<Full extends keyof ObjectTables> extends TableShape {
  /** A row, as FortiManager answers it. */
  readonly row: ObjectTables[Full];
  /** A row, as it takes it. */
  readonly input: Input<ObjectTables[Full]>;
  /** What its key holds. */
  readonly key: KeyOf<Full>;
  /** The fields that are lists of names. */
  readonly member: Full extends keyof ObjectLists ? ObjectLists[Full] : never;
  /** A row of its per-device mappings. */
  readonly mapping: MappingOf<Full>;
  /** Whether its entries have installation targets or members. */
  readonly targets: `${Full}/${"scope" | "object"} member` & keyof ObjectMembers extends never ? false : true;
}

/** A table, with everything that its path tells. */
export type TypedTable<Full extends keyof ObjectTables> = Table<TypedShape<Full>>;

/** The table at a path of a place. */
export type TableAt<Where extends PlaceName, Path extends string> =
  FullPath<Where, Path> extends infer Full extends keyof ObjectTables ? TypedTable<Full> : never;

/** The object at a path of a place. */
export type ObjectAt<Where extends PlaceName, Path extends string> =
  FullPath<Where, Path> extends infer Full extends keyof ObjectSingles
    ? SingleObject<ObjectSingles[Full], Input<ObjectSingles[Full]>>
    : never;

/**
 * A value of a FortiGate, as FortiManager has it: several options and names are lists, and so is a network; a single one
 * is taken without a list.
 */
export type DeviceValue<Value> = Value extends readonly (infer Entry)[]
  ? Entry extends { readonly name?: infer Name }
    ? keyof Entry extends "name"
      ? Name | Name[]
      : DeviceRow<Entry>[]
    : DeviceRow<Entry>[]
  : Value extends string
    ? Value | Value[]
    : Value;

/** A row of a table of a FortiGate, as FortiManager has it. */
export type DeviceRow<Row> = { [Field in keyof Row]: DeviceValue<Row[Field]> };

/** What a table in the database of a device is. */
export interface DeviceShape<Path extends TablePath> extends TableShape {
  /** A row, as FortiManager answers it. */
  readonly row: DeviceRow<RowOf<Path>>;
  /** A row, as it takes it. */
  readonly input: Input<DeviceRow<RowOf<Path>>>;
  /** A name or a number. */
  readonly key: string | number;
  /** The fields that are lists of names. */
  readonly member: keyof RowOf<Path> & string;
  /** None: it is a device's already. */
  readonly mapping: never;
  /** None. */
  readonly targets: false;
}

/** The object at a path of a FortiGate, in the database of a device. */
export type DeviceObject<Path extends ObjectPath> = SingleObject<
  DeviceRow<ValuesOf<Path>>,
  Input<DeviceRow<ValuesOf<Path>>>
>;

/** The paths of a FortiGate, and what stands there. */
export type { ObjectPath, RowOf, TablePath, ValuesOf } from "@fortiweave/fortios/client";
