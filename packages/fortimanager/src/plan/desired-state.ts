/**
 * The desired state of a place, whole: to ensure at once, or to plan, look at and apply.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { EnsureOptions, EnsureResult, Report } from "../tables/types.ts";
import type { Planner } from "./prepare.ts";
import type { DocumentPlaces } from "./read-document.ts";
import type { ApplyOptions, ApplyResult, Plan, PlanJson, PlanOptions } from "./types.ts";

/** What brings a place into a state that a document describes. */
export interface DesiredState<Document> {
  /**
   * Brings everything in the document into the given state: entries and values, no deletions and no order. What refers to
   * something is written after it. All is read in one request, added in one, changed in one and read back in one, however
   * many tables there are; when nothing differs, it takes the first alone. (A request holds 1,000 operations.)
   *
   * Commits nothing: in a workspace that is the caller's. Throws an `EnsureError` when some of it cannot be done, once the
   * rest has been: its `report` says what became of each entry.
   */
  ensure(document: Document, options?: EnsureOptions): Promise<Report<EnsureResult>>;
  /**
   * Plans how to bring everything into the state that the document describes: deletions and order too. Changes nothing.
   * Throws INVALID_INPUT listing everything that is wrong with the document.
   */
  plan(document: Document, options?: PlanOptions): Promise<Plan>;
  /**
   * Carries out a plan that this client made, or one that was stored, with the document that it was made from. Looks
   * first whether it still holds: throws VERIFY_FAILED when something has changed since, IN_USE when the plan has
   * obstacles, and nothing was sent. Answers what became of each step, failures too. Commits nothing.
   */
  apply(plan: Plan | PlanJson, options?: ApplyOptions<Document>): Promise<ApplyResult>;
}

/** Makes it. What plans is read when it is first used. */
export function createDesiredState(planner: Planner, places: DocumentPlaces): DesiredState<unknown> {
  const state: DesiredState<unknown> = {
    async ensure(document, options = {}) {
      const { ensureDocument } = await import("./ensure.ts");
      return ensureDocument(planner, places, document, options);
    },
    async plan(document, options = {}) {
      const { makePlan } = await import("./planner.ts");
      return makePlan(planner, places, document, options);
    },
    async apply(plan, options = {}) {
      const { applyPlan } = await import("./planner.ts");
      return applyPlan(planner, places, plan, options);
    },
  };
  return watchHandle(state, places.own.name, planner.engine.refused);
}
