/**
 * The parts of a client that few scripts need. Each is read when it is first used.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { Engine } from "./engine.ts";
import type { FortiGate } from "./fortigate.ts";
import type { PlanMemory } from "./plan/planner.ts";
import type { ProfilePort } from "./profile.ts";
import type { Transaction, TransactionOptions } from "./transaction/transaction.ts";

/** What is read at its first use. */
export type LazyParts = Pick<FortiGate, "drift" | "plan" | "apply" | "profile">;

/** What it works with, beside the engine. */
export interface LazyPorts {
  /** The plans that the client has made. */
  readonly plans: PlanMemory;
  begin(options: TransactionOptions): Promise<Transaction>;
  readonly retries: ProfilePort["retries"];
  maxConnections(): ProfilePort["maxConnections"];
}

/** Makes that part of a client. */
export function createLazyParts(engine: Engine, { plans, begin, retries, maxConnections }: LazyPorts): LazyParts {
  const parts: LazyParts = {
    async drift(options = {}) {
      const { findDrift } = await import("./drift/drift.ts");
      return findDrift(engine, options);
    },
    async plan(document, options = {}) {
      const { makePlan } = await import("./plan/planner.ts");
      return makePlan(engine, plans, document, options);
    },
    async apply(plan, options = {}) {
      const { carryOut } = await import("./plan/planner.ts");
      return carryOut({ engine, begin }, plans, plan, options);
    },
    async profile(options = {}) {
      const { profileDevice } = await import("./profile.ts");
      return profileDevice({ engine, retries, maxConnections: maxConnections() }, options);
    },
  };
  return watchHandle(parts, undefined, engine.refused);
}
