/**
 * Carries out the steps of a plan, in as few requests as their order allows.
 *
 * @module
 */

import { isRecord } from "@fortiweave/catalog/compare";
import type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { type Mkey, type Task, valuesOf } from "@fortiweave/catalog/plan";
import { FortiError, isFortiError, type JsonValue, type SimulatedRequest } from "@fortiweave/core";
import type { Engine, RpcItem, RpcMethod, RpcResult } from "../engine.ts";
import { entryUrl, type Place } from "../tables/place.ts";
import type { CallOptions } from "../types.ts";
import { dropsRows } from "./child-rows.ts";
import { inPortions } from "./portions.ts";
import type { StepEvent } from "./types.ts";

/** A step of a plan of FortiManager. */
export type ManagerTask = Task<ObjectEntry>;

/** What carries out steps. */
export interface StepRunner {
  readonly engine: Engine;
  /** The places of the steps, by the names of their tables. */
  readonly places: ReadonlyMap<string, Place>;
  readonly options: CallOptions;
  /** Whether nothing is sent any more once a step has failed. */
  readonly stops: boolean;
  readonly report: (task: ManagerTask, status: StepEvent["status"], error?: FortiError) => void;
}

/** What became of the steps. */
export interface Run {
  /** Those that FortiManager carried out, with what it answered. */
  readonly done: ReadonlyMap<ManagerTask, RpcResult>;
  /** Those that failed, in their order. */
  readonly failed: Map<ManagerTask, FortiError>;
  /** Those that were not sent. */
  readonly skipped: readonly ManagerTask[];
  /** Of those that were only simulated, what would have been sent. */
  readonly simulated: ReadonlyMap<ManagerTask, SimulatedRequest>;
  readonly requests: number;
}

/**
 * Carries out the steps. Those of one verb that need nothing but what is done, or stands before them in the same request,
 * go together: FortiManager does them one after the other. A step that needs one that failed is left out.
 */
export async function runSteps(tasks: readonly ManagerTask[], runner: StepRunner): Promise<Run> {
  const { engine, options, report, stops } = runner;
  const done = new Map<ManagerTask, RpcResult>();
  const failed = new Map<ManagerTask, FortiError>();
  const skipped: ManagerTask[] = [];
  const simulated = new Map<ManagerTask, SimulatedRequest>();
  const missing = new Set<number>();
  let left = tasks.map((task) => ({ task, item: toItem(task, runner), method: methodOf(task) }));
  let requests = 0;

  const leaveOut = (task: ManagerTask): void => {
    skipped.push(task);
    missing.add(task.step.id);
    report(task, "skipped");
  };
  const fail = (task: ManagerTask, error: FortiError): void => {
    failed.set(task, error);
    missing.add(task.step.id);
    report(task, "failed", error);
  };

  while (left.length > 0) {
    if (stops && failed.size > 0) {
      for (const { task } of left) leaveOut(task);
      break;
    }
    const [portion = []] = inPortions(nextTogether(left), ({ item }) => item);
    const sent = new Set(portion);
    left = left.filter((one) => !sent.has(one));
    const ready = portion.filter(({ task }) => {
      if (!task.step.dependsOn.some((id) => missing.has(id))) return true;
      leaveOut(task);
      return false;
    });
    const [first] = ready;
    if (first === undefined) continue;
    for (const { task } of ready) report(task, "started");
    try {
      if (options.signal?.aborted) throw cancelled(options.signal.reason);
      requests += 1;
      const items = ready.map(({ item }) => item);
      const outcomes = await engine.sendMany({ method: first.method, items }, options);
      for (const [at, { task }] of ready.entries()) {
        const outcome = outcomes[at];
        if (outcome?.ok === false) fail(task, outcome.error);
        else if (outcome !== undefined) {
          done.set(task, outcome.result);
          if (outcome.result.simulated === undefined) report(task, "done");
          else {
            simulated.set(task, outcome.result.simulated);
            report(task, "simulated");
          }
        }
      }
    } catch (error) {
      // A client that may only read refuses the first write.
      if (!isFortiError(error) || error.code === "READ_ONLY") throw error;
      for (const { task } of ready) fail(task, error);
    }
  }
  return { done, failed, skipped, simulated, requests };
}

interface Ready {
  readonly task: ManagerTask;
  readonly item: RpcItem;
  readonly method: RpcMethod;
}

/** The first step that is left, and all others of its verb that wait for nothing that comes later than they. */
function nextTogether(left: readonly Ready[]): Ready[] {
  const [first] = left;
  const waiting = new Set(left.map(({ task }) => task.step.id));
  const together: Ready[] = [];
  for (const one of left) {
    if (one.method !== first?.method || one.task.step.dependsOn.some((id) => waiting.has(id))) continue;
    together.push(one);
    waiting.delete(one.task.step.id);
  }
  return together;
}

function methodOf({ change, step }: ManagerTask): RpcMethod {
  if (change === undefined) return "move";
  if (step.action === "create") return "add";
  if (step.action === "delete") return "delete";
  return dropsRows(change.before ?? {}, valuesOf(change), change.entry.fields) ? "set" : "update";
}

function toItem({ change, step }: ManagerTask, { places }: StepRunner): RpcItem {
  const { action, mkey, to } = step;
  const place = places.get(step.table) as Place;
  const url = mkey === undefined || action === "create" ? place.url : entryUrl(place, mkey);
  if (to !== undefined) {
    return { url, option: to.before === undefined ? "after" : "before", target: String(to.before ?? to.after) };
  }
  // What is written went through the checks: it is JSON.
  return action === "delete" ? { url } : { url, data: (change === undefined ? {} : valuesOf(change)) as JsonValue };
}

function cancelled(cause: unknown): FortiError {
  return new FortiError({ code: "ABORTED", message: "The plan was cancelled before this step", reached: "no", cause });
}

/** The key of an entry that was made, as FortiManager tells it. */
export function keyIn({ data }: RpcResult, { mkey = "name" }: ObjectEntry): Mkey | undefined {
  const key = isRecord(data) ? data[mkey] : undefined;
  return typeof key === "string" || typeof key === "number" ? key : undefined;
}
