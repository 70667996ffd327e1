/**
 * Plans and applies for one client. Remembers what its plans would send, because no plan shows it.
 *
 * @module
 */

import { sameJson } from "@fortiweave/catalog/compare";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { type Applier, applyPlan } from "./apply-plan.ts";
import { staleError } from "./check-device.ts";
import { createPlan, type PreparedPlan } from "./create-plan.ts";
import type { PlanDocument } from "./document.ts";
import type { ApplyOptions, ApplyResult, Plan, PlanJson, PlanOptions } from "./types.ts";

/** The plans of one client, whatever view of it made them. */
export type PlanMemory = WeakMap<object, PreparedPlan>;

/** Plans how to bring the device into the state that a document describes. */
export async function makePlan(
  engine: Engine,
  memory: PlanMemory,
  document: PlanDocument,
  options: PlanOptions,
): Promise<Plan> {
  const prepared = await createPlan(engine, document, options);
  memory.set(prepared.plan, prepared);
  return prepared.plan;
}

/** Applies a plan of this client, or one that was stored, with the document that it was made from. */
export async function carryOut(
  applier: Applier,
  memory: PlanMemory,
  plan: Plan | PlanJson,
  options: ApplyOptions,
): Promise<ApplyResult> {
  return applyPlan(applier, memory.get(plan) ?? (await planAgain(applier.engine, plan, options)), options);
}

async function planAgain(engine: Engine, stored: PlanJson, { document, signal }: ApplyOptions): Promise<PreparedPlan> {
  if (document === undefined) {
    throw invalidInput(
      "Cannot apply a plan that this client did not make without its document",
      "A stored plan holds no secrets and no values to send: give the document it was made from as well",
    );
  }
  const { options, vdom, steps, obstacles } = stored;
  const prepared = await createPlan(engine, document, {
    ...options,
    ...(vdom !== undefined && { vdom }),
    ...(signal !== undefined && { signal }),
  });
  const now = prepared.plan.toJSON();
  if (sameJson({ vdom, steps, obstacles }, { vdom: now.vdom, steps: now.steps, obstacles: now.obstacles }))
    return prepared;
  throw staleError(["the device or the document, so that another plan is needed now"]);
}
