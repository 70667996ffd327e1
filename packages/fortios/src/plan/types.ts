/**
 * Plans, and what became of them.
 *
 * @module
 */

import type { PlanNote, PlanStep } from "@fortiweave/catalog/plan";
import type { FortiError, SimulatedRequest } from "@fortiweave/core";
import type { EnsureOptions } from "../types.ts";
import type { PlanDocument } from "./document.ts";

export type { PlanAction, PlanNote, PlanStep } from "@fortiweave/catalog/plan";

/** How to plan. */
export interface PlanOptions extends EnsureOptions {
  /** Allows `exact` in the document to delete what the document does not name. Default false. */
  readonly purge?: boolean;
}

/** A plan as plain data, without any secret: to store, to show and to approve. */
export interface PlanJson {
  /** The VDOM it is for. Absent: the administrator's own. */
  readonly vdom?: string;
  /** The version that the device reported. */
  readonly version?: string;
  /** What it was made with, as far as it matters for making it again. */
  readonly options: Pick<PlanOptions, "scope" | "unsupported" | "secrets" | "purge" | "validate">;
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
  /** Whether the device is as the document wants it. */
  readonly isEmpty: boolean;
  /** The plan as a diff for people, like {@link planText}. */
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
  /** What became of it just now. */
  readonly status: "started" | "done" | "simulated" | "failed" | "skipped" | "undone" | "not-undone";
  /** Why it failed, or was not undone. */
  readonly error?: FortiError;
}

/** How to apply a plan. */
export interface ApplyOptions {
  /**
   * `auto`: in a transaction when the device has them and the plan's tables take part, else step by step. `true`: in a
   * transaction or not at all. `false`: step by step. Default `auto`.
   */
  readonly transaction?: "auto" | boolean;
  /** Seconds after which the device gives a transaction up. Default: 2 for each step, at least 60. */
  readonly timeoutSeconds?: number;
  /** Sends no write and answers what would be sent. Default false. */
  readonly dryRun?: boolean;
  /**
   * With `true` the first failure ends it, and everything that was done is undone. With `false` steps that do not depend
   * on the failed one are still done, and stay; then there is no transaction unless it is asked for. Default true.
   */
  readonly stopOnError?: boolean;
  /** Ends it as a failure would. What was done is undone all the same. */
  readonly signal?: AbortSignal;
  /** Hears of every step. What it throws is dropped. */
  readonly onStep?: (event: StepEvent) => void;
  /** The document, for a plan that was stored as JSON. It must give the same plan again. */
  readonly document?: PlanDocument;
}

/** A step that failed. */
export interface FailedStep {
  /** The step. Absent: what failed is to end the transaction. */
  readonly step?: PlanStep;
  /** Why. */
  readonly error: FortiError;
}

/** A step that was undone. */
export interface UndoneStep {
  /** The step. */
  readonly step: PlanStep;
  /** Fields that could not be brought back, because the device never told them: secrets. */
  readonly lost: readonly string[];
}

/** What became of a plan. */
export interface ApplyResult {
  /** Whether the device is now as the plan wants it, or would be after a dry run. */
  readonly ok: boolean;
  /** How it was done. `none`: there was nothing to do. */
  readonly mode: "transaction" | "steps" | "dry-run" | "none";
  /** Steps that are in effect. */
  readonly applied: readonly PlanStep[];
  /** Steps of a dry run, with what would be sent. */
  readonly simulated: readonly { readonly step: PlanStep; readonly request: SimulatedRequest }[];
  /** Steps that were not tried. */
  readonly skipped: readonly PlanStep[];
  /** Steps that failed, the first failure first. */
  readonly failed: readonly FailedStep[];
  /** Steps that were done and undone again. */
  readonly rolledBack: readonly UndoneStep[];
  /** Steps that were done, or may have been, and could not be undone. */
  readonly notRolledBack: readonly FailedStep[];
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}
