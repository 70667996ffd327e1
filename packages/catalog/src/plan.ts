/**
 * Puts changes of a configuration into an order in which each finds what it needs, and writes them as the steps of a
 * plan. What the clients of all products share; scripts have no use for it.
 *
 * @module
 */

export { isBuiltIn, isProtected } from "./plan/built-in.ts";
export { type Change, nameOf, tableOf, valuesOf } from "./plan/change.ts";
export { keyText, mkeyOf, OBJECT_KEY, type TableContent } from "./plan/content.ts";
export type { Dependencies } from "./plan/dependencies.ts";
export { type KeyMove, movesFor, toSent } from "./plan/moves.ts";
export { type Ordered, orderChanges } from "./plan/order.ts";
export { planText, type ShownPlan } from "./plan/plan-text.ts";
export {
  type Reference,
  type Row,
  referencesIn,
  type Target,
  targetsOf,
  withoutReferences,
} from "./plan/references.ts";
export { fortiosPath, risksOf } from "./plan/risks.ts";
export { type TableMoves, type Task, toTasks } from "./plan/to-steps.ts";
export type { Mkey, MoveTarget, PlanAction, PlanNote, PlanStep } from "./plan/types.ts";
export { findUsers, type User, type Users } from "./plan/users.ts";
