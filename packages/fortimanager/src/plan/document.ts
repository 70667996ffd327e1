/**
 * The form of a document that says what FortiManager's databases are to hold.
 *
 * @module
 */

import type { ObjectSingles, ObjectTables } from "../generated/types/objects.ts";
import type { FullObjectPath, FullTablePath, Input, KeyOf, WithoutPrefix } from "../tables/paths.ts";

/** What is wanted of one table. */
export interface TableState<Row = Readonly<Record<string, unknown>>, Key = string | number> {
  /** Entries that are to be there. Each says its key; fields that it leaves out stay as they are. */
  readonly ensure?: readonly Row[];
  /** Keys of entries that are not to be there. */
  readonly absent?: readonly Key[];
  /** Keys in the order in which their entries are to stand. The others stay where they are. */
  readonly order?: readonly Key[];
  /**
   * No other entries than those of `ensure`, and those whose keys are kept here. All others are deleted, except those that
   * FortiManager comes with; the option `purge` must allow it.
   */
  readonly exact?: true | { readonly keep: readonly Key[] };
}

/**
 * What is wanted of a table: a list of entries, or more than that. Told by a condition, so that a compiler looks at the
 * tables that a document names, and not at all of them.
 */
export type StateOf<Full> = Full extends keyof ObjectTables
  ? TableState<Input<ObjectTables[Full]>, KeyOf<Full>> | readonly Input<ObjectTables[Full]>[]
  : never;

/** The values that are wanted of an object. Fields that are left out stay as they are. */
export type ObjectStateOf<Full> = Full extends keyof ObjectSingles ? Partial<Input<ObjectSingles[Full]>> : never;

/** What is wanted of the tables of an ADOM, by their paths. */
export type AdomTableStates = { readonly [Path in FullTablePath<"adom">]?: StateOf<Path> };

/** What is wanted of the objects of an ADOM. */
export type AdomObjectStates = { readonly [Path in FullObjectPath<"adom">]?: ObjectStateOf<Path> };

/** What is wanted of the global database, by the paths of its tables and objects. */
export type GlobalStates = { readonly [Path in FullTablePath<"global">]?: StateOf<Path> } & {
  readonly [Path in FullObjectPath<"global">]?: ObjectStateOf<Path>;
};

/** What is wanted of a policy package, by the paths of its tables and objects. */
export type PackageStates = {
  readonly [Full in FullTablePath<"package"> as WithoutPrefix<"pkg/", Full>]?: StateOf<Full>;
} & { readonly [Full in FullObjectPath<"package"> as WithoutPrefix<"pkg/", Full>]?: ObjectStateOf<Full> };

/** What is wanted of a policy package of the global database. */
export type GlobalPackageStates = {
  readonly [Full in FullTablePath<"globalPackage"> as WithoutPrefix<"pkg/", Full>]?: StateOf<Full>;
};

/** What is wanted of a policy block. */
export type PolicyBlockStates = {
  readonly [Full in FullTablePath<"policyBlock"> as WithoutPrefix<"pblock/", Full>]?: StateOf<Full>;
};

/**
 * The desired state of an ADOM: plain data that JSON can carry. What it does not name stays as it is.
 *
 * @example
 * ```ts
 * import type { AdomDocument } from "@fortiweave/fortimanager";
 *
 * export const document: AdomDocument = {
 *   "firewall/address": [{ name: "web", subnet: "10.0.0.5/32" }],
 *   "firewall/addrgrp": { ensure: [{ name: "servers", member: ["web"] }], absent: ["old-servers"] },
 *   packages: {
 *     default: {
 *       "firewall/policy": [{ policyid: 7, name: "to-servers", srcintf: ["any"], dstintf: ["any"], srcaddr: ["all"],
 *         dstaddr: ["servers"], service: ["HTTPS"], schedule: ["always"], action: "accept" }],
 *     },
 *   },
 * };
 * ```
 */
export type AdomDocument = AdomTableStates &
  AdomObjectStates & {
    /** What its policy packages are to hold, by their names. The packages must exist. */
    readonly packages?: Readonly<Record<string, PackageStates>>;
    /** What its policy blocks are to hold, by their names. The blocks must exist. */
    readonly policyBlocks?: Readonly<Record<string, PolicyBlockStates>>;
  };

/** The desired state of the global database. */
export type GlobalDocument = GlobalStates & {
  /** What its policy packages are to hold, by their names. The packages must exist. */
  readonly packages?: Readonly<Record<string, GlobalPackageStates>>;
};
