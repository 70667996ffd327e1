/**
 * Makes plans, and carries them out. A plan shows no secret, so that what it was made from is remembered beside it.
 *
 * @module
 */

import { sameJson } from "@fortiweave/catalog/compare";
import { planText, risksOf } from "@fortiweave/catalog/plan";
import { FortiError } from "@fortiweave/core";
import { createIssues, invalidInput } from "@fortiweave/core/client";
import { type Carried, carryOut } from "./carry-out.ts";
import { findObstacles } from "./obstacles.ts";
import { type Planner, type Prepared, prepare } from "./prepare.ts";
import { type DocumentPlaces, readDocument } from "./read-document.ts";
import type { ManagerTask } from "./run.ts";
import type { ApplyOptions, ApplyResult, Plan, PlanJson, PlanOptions, StepEvent } from "./types.ts";

/** What a plan was made from. */
interface Source {
  readonly document: unknown;
  readonly options: PlanOptions;
}

const sources: WeakMap<object, Source> = new WeakMap();

/** Plans how to bring a place into the state that a document describes. */
export async function makePlan(
  planner: Planner,
  places: DocumentPlaces,
  document: unknown,
  options: PlanOptions,
): Promise<Plan> {
  const { json } = await makeJson(planner, places, { document, options });
  const { signal: _ended, ...later } = options;
  const plan: Plan = { ...json, isEmpty: json.steps.length === 0, text: () => textOf(json), toJSON: () => json };
  sources.set(plan, { document: structuredClone(document), options: later });
  return plan;
}

async function makeJson(
  planner: Planner,
  places: DocumentPlaces,
  { document, options }: Source,
): Promise<{ readonly json: PlanJson; readonly prepared: Prepared }> {
  const { purge = false, ...ensure } = options;
  const issues = createIssues();
  const wanted = await readDocument(document, places, { issues, purge });
  const prepared = await prepare(planner, wanted, ensure, issues);
  const { findings, tasks, find, calls } = prepared;
  const changes = findings.flatMap(({ change }) => change ?? []);
  const json: PlanJson = {
    place: places.own.name,
    ...(find.version !== undefined && { version: find.version }),
    options: {
      unsupported: find.unsupported,
      secrets: find.secrets,
      purge,
      ...(options.validate !== undefined && { validate: options.validate }),
    },
    steps: tasks.map(({ step }) => step),
    unchanged: findings.length - changes.length,
    warnings: [...findings.flatMap(({ notes }) => notes), ...changes.flatMap(risksOf)],
    obstacles: await findObstacles(planner.engine, findings, calls),
  };
  return { json, prepared };
}

function textOf(plan: PlanJson): string {
  const { place, version } = plan;
  return planText(plan, [place, ...(version === undefined ? [] : [`FortiManager ${version}`])].join(", "));
}

/** Applies a plan of this client, or one that was stored, with its document. */
export async function applyPlan(
  planner: Planner,
  places: DocumentPlaces,
  plan: Plan | PlanJson,
  options: ApplyOptions,
): Promise<ApplyResult> {
  const { engine } = planner;
  const start = engine.runtime.now();
  const { dryRun = false, stopOnError = true, onStep, signal, document } = options;
  const source = sources.get(plan) ?? (document === undefined ? undefined : { document, options: plan.options });
  if (source === undefined) {
    throw invalidInput(
      "Cannot apply a plan that this client did not make without its document",
      "A stored plan holds no secrets and no values to send: give the document it was made from as well",
    );
  }
  const { json, prepared } = await makeJson(planner, places, {
    ...source,
    options: { ...source.options, ...(signal && { signal }) },
  });
  refuseStale(plan, json);
  if (json.obstacles.length > 0) throw blocked(json);
  const total = prepared.tasks.length;
  const simulates = dryRun || engine.simulates;
  const carried = await carryOut(simulates ? engine.simulating : engine, prepared, {
    stops: stopOnError,
    signal,
    report({ step }, status, error) {
      tell(onStep, { step, total, status, ...(error !== undefined && { error }) });
    },
  });
  const mode = total === 0 ? "none" : simulates ? "dry-run" : "batches";
  return toResult(mode, prepared, carried, engine.runtime.now() - start);
}

function tell(onStep: ApplyOptions["onStep"], event: StepEvent): void {
  try {
    onStep?.(event);
  } catch {
    // Whoever only listens has no say.
  }
}

function refuseStale(then: PlanJson, now: PlanJson): void {
  const parts = ({ place, steps, obstacles }: PlanJson): unknown => ({ place, steps, obstacles });
  // A stored plan has been through JSON.
  if (sameJson(parts(then), JSON.parse(JSON.stringify(parts(now))))) return;
  throw new FortiError({
    code: "VERIFY_FAILED",
    message:
      "Cannot apply the plan: since it was made, somebody has changed what it is about, so that another one is needed",
    hint: "Nothing was sent; make the plan again and look at it again",
    reached: "no",
  });
}

function blocked({ obstacles }: PlanJson): FortiError {
  return new FortiError({
    code: "IN_USE",
    message: `Cannot apply the plan: ${obstacles.map(({ message }) => message).join("; ")}`,
    hint: "Nothing was sent; say in the document what is to become of the entries that use it",
    reached: "no",
  });
}

function toResult(
  mode: ApplyResult["mode"],
  prepared: Prepared,
  { run, requests }: Carried,
  durationMs: number,
): ApplyResult {
  const shown = (tasks: Iterable<ManagerTask>) => Array.from(tasks, ({ step }) => step);
  const applied = prepared.tasks.filter((task) => isInEffect(task, run));
  const result = {
    ok: run.failed.size === 0 && run.skipped.length === 0,
    mode,
    applied: shown(applied),
    simulated: Array.from(run.simulated, ([{ step }, request]) => ({ step, request })),
    skipped: shown(run.skipped),
    failed: Array.from(run.failed, ([{ step }, error]) => ({ step, error })),
    requests: prepared.requests + requests,
    durationMs,
  };
  return { ...result, outcome: inWords(result) };
}

/** Carried out, or not known to be and found to be. */
function isInEffect(task: ManagerTask, { failed, skipped, simulated }: Carried["run"]): boolean {
  return !failed.has(task) && !skipped.includes(task) && !simulated.has(task);
}

function inWords({ ok, mode, applied, failed, skipped }: Omit<ApplyResult, "outcome">): string {
  if (mode === "dry-run") return "Nothing was sent";
  if (mode === "none") return "There was nothing to do";
  const ids = (steps: readonly { readonly id: number }[]): string => steps.map(({ id }) => id).join(", ");
  const stands = applied.length === 0 ? "No step is in effect" : `In effect: steps ${ids(applied)}`;
  if (ok) return `${stands}; in a workspace they are not committed yet`;
  const fails = `failed: ${ids(failed.map(({ step }) => step))}`;
  const rest = skipped.length === 0 ? "" : `; not tried: ${ids(skipped)}`;
  return `${stands}; ${fails}${rest}. Nothing was undone: in a workspace nothing is committed yet, and whoever throws there discards it`;
}
