/**
 * The steps of a plan, as they are shown.
 *
 * @module
 */

import type { FieldDiff } from "../compare/differences.ts";

/** What names an entry of a table. */
export type Mkey = string | number;

/** Where to move an entry: before or after another one. */
export type MoveTarget<Key = Mkey> =
  | { readonly before: Key; readonly after?: never }
  | { readonly after: Key; readonly before?: never };

/** What a step does. */
export type PlanAction = "create" | "update" | "delete" | "move";

/** One change of a plan. Secrets in it are hidden. */
export interface PlanStep {
  /** Its number, in the order of carrying out, from 1. */
  readonly id: number;
  /** What it does. */
  readonly action: PlanAction;
  /** Path of the table or object. */
  readonly table: string;
  /** Key of the entry. Absent for an object. */
  readonly mkey?: Mkey;
  /** The fields that it writes, or of a deleted entry all that are not empty. A move has none. */
  readonly changes: readonly FieldDiff[];
  /** Of a move: where to. */
  readonly to?: MoveTarget<Mkey>;
  /** Numbers of the steps that must be done before. */
  readonly dependsOn: readonly number[];
}

/** Something about a plan that whoever approves it should know. */
export interface PlanNote {
  /**
   * `open-policy`: a policy lets anybody reach anything. `lock-out`: the change may cut off whoever makes it.
   * `unsupported`: fields that the device's version lacks are left out. `secret`: a secret cannot be compared and stays as
   * it is. `built-in`: an entry stays although `exact` does not name it. `in-use`: an entry that is to be deleted is used
   * by another one.
   */
  readonly kind: "open-policy" | "lock-out" | "unsupported" | "secret" | "built-in" | "in-use";
  /** Path of the table or object. */
  readonly table: string;
  /** Key of the entry. Absent for an object. */
  readonly mkey?: Mkey;
  /** For people: names the entry. */
  readonly message: string;
}
