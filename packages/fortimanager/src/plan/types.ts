/**
 * Plans, and what became of them.
 *
 * @module
 */

import type { PlanNote, PlanStep } from "@fortiweave/catalog/plan";
import type { FortiError, SimulatedRequest } from "@fortiweave/core";
import type { EnsureOptions } from "../tables/types.ts";

export type { PlanAction, PlanNote, PlanStep } from "@fortiweave/catalog/plan";

/** How to plan. */
export interface PlanOptions extends EnsureOptions {
  /** Allows `exact` in the document to delete what the document does not name. Default false. */
  readonly purge?: boolean;
}

/** A plan as plain data, without any secret: to store, to show and to approve. */
export interface PlanJson {
  /** What it is for: `ADOM "root"`. */
  readonly place: string;
  /** The version that FortiManager reported, as far as it was needed. */
  readonly version?: string;
  /** What it was made with, as far as it matters for making it again. */
  readonly options: Pick<PlanOptions, "unsupported" | "secrets" | "purge" | "validate">;
  /** The changes, in the order of carrying out. */
  readonly steps: readonly PlanStep[];
  /** How many entries and objects of the document are as wanted already. */
  readonly unchanged: number;
  /** What to know before approving it. */
  readonly warnings: readonly PlanNote[];
  /** Why it cannot be applied as it is. */
  readonly obstacles: readonly PlanNote[];
}

/** A plan, ready to be applied by the client that made it. */
export interface Plan extends PlanJson {
  /** Whether everything is as the document wants it. */
  readonly isEmpty: boolean;
  /** The plan as a diff for people. */
  text(): string;
  /** The plan as plain data. */
  toJSON(): PlanJson;
}

/** What happens to a step while a plan is applied. */
export interface StepEvent {
  /** The step. */
  readonly step: PlanStep;
  /** How many steps the plan has. */
  readonly total: number;
  /** What became of it just now. Steps of one request are started together. */
  readonly status: "started" | "done" | "simulated" | "failed" | "skipped";
  /** Why it failed. */
  readonly error?: FortiError;
}

/** How to apply a plan. */
export interface ApplyOptions<Document = unknown> {
  /** Sends no write and answers what would be sent. Default false. */
  readonly dryRun?: boolean;
  /**
   * With `true` the first request of which a step fails is the last one: what FortiManager did of it, and before it,
   * stands. With `false` steps that do not depend on the failed one are still done. Default true.
   */
  readonly stopOnError?: boolean;
  /** Ends it before the next request. */
  readonly signal?: AbortSignal;
  /** Hears of every step. What it throws is dropped. */
  readonly onStep?: (event: StepEvent) => void;
  /** The document, for a plan that was stored as JSON. It must give the same plan again. */
  readonly document?: Document;
}

/** A step that failed. */
export interface FailedStep {
  /** The step. */
  readonly step: PlanStep;
  /** Why. */
  readonly error: FortiError;
}

/** What became of a plan. */
export interface ApplyResult {
  /** Whether everything is now as the plan wants it, or would be after a dry run. */
  readonly ok: boolean;
  /** How it was done. `none`: there was nothing to do. */
  readonly mode: "batches" | "dry-run" | "none";
  /** Steps that are in effect: read back, they hold what was written. */
  readonly applied: readonly PlanStep[];
  /** Steps of a dry run, with the request that would carry them, several in one. */
  readonly simulated: readonly { readonly step: PlanStep; readonly request: SimulatedRequest }[];
  /** Steps that were not tried. */
  readonly skipped: readonly PlanStep[];
  /** Steps that failed, the first failure first. */
  readonly failed: readonly FailedStep[];
  /**
   * For people: what stands and what does not, and how to take it back. Nothing is undone by itself: in a workspace
   * nothing is committed yet, and whoever throws there discards it.
   */
  readonly outcome: string;
  /** How many requests it took. */
  readonly requests: number;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}
