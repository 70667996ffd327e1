/**
 * The form of a document that says what a device's configuration is to be.
 *
 * @module
 */

import type { Mkey } from "../encode.ts";
import type { CmdbObjects, CmdbTables } from "../generated/types/cmdb.ts";
import type { KeyOf } from "../path-types.ts";

/** What is wanted of one table. */
export interface TableState<Row = Readonly<Record<string, unknown>>, Key = Mkey> {
  /** Entries that are to be there. Each says its key; fields that it leaves out stay as they are. */
  readonly ensure?: readonly Row[];
  /** Keys of entries that are not to be there. */
  readonly absent?: readonly Key[];
  /** Keys in the order in which their entries are to stand. The others stay where they are. */
  readonly order?: readonly Key[];
  /**
   * No other entries than those of `ensure`, and those whose keys are kept here. All others are deleted, except the
   * device's built-in ones; the option `purge` must allow it.
   */
  readonly exact?: true | { readonly keep: readonly Key[] };
}

/** What is wanted of the tables of one VDOM, by their paths. What it does not name stays as it is. */
export type TableStates = { readonly [P in keyof CmdbTables]?: TableState<CmdbTables[P], KeyOf<P>> };

/** The values that are wanted of objects, such as `system/global`. Fields that are left out stay as they are. */
export type ObjectStates = { readonly [P in keyof CmdbObjects]?: Partial<CmdbObjects[P]> };

/**
 * The desired state of one VDOM: plain data that JSON can carry.
 *
 * @example
 * ```ts
 * import type { PlanDocument } from "@fortiweave/fortios";
 *
 * export const document: PlanDocument = {
 *   "firewall/address": { ensure: [{ name: "web", subnet: "10.0.0.5/32" }], absent: ["old-web"] },
 *   "firewall/addrgrp": { ensure: [{ name: "servers", member: [{ name: "web" }] }] },
 *   "system/global": { hostname: "edge" },
 * };
 * ```
 */
export type PlanDocument = TableStates & ObjectStates;
