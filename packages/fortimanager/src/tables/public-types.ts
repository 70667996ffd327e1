/**
 * The types that tables, and plans for them, are made of.
 *
 * @module
 */

export type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
export type { Mkey } from "@fortiweave/catalog/plan";
export type { Adom, AdomPackage } from "../adom.ts";
export type { DesiredState } from "../plan/desired-state.ts";
export type * from "../plan/document.ts";
export type * from "../plan/types.ts";
export type { Parents, UnknownShape } from "./containers.ts";
export type { LiveField, LiveSchema, PlaceFacts } from "./facts.ts";
export type { MappingResult, Mappings } from "./mappings.ts";
export type { Members } from "./members.ts";
export type { SingleObject } from "./object.ts";
export type * from "./paths.ts";
export type { EntryKey, MappingScope } from "./place.ts";
export type { AnyShape, Table, TableShape } from "./table.ts";
export type * from "./tables.ts";
export type { Targets, TargetsResult } from "./targets.ts";
export type * from "./types.ts";
export type { Usage } from "./where-used.ts";
