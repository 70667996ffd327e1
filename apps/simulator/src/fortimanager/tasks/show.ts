/**
 * Tasks as `task/task` shows them.
 *
 * @module
 */

import { taskState } from "@fortiweave/catalog/fortimanager";
import type { Entry } from "../parts.ts";
import { type Line, percentOf, type State, type Task } from "./task.ts";

/** How an answer is to look. */
export interface View {
  /** States and sources in words, not numbers. */
  readonly verbose: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** In the order of their numbers. */
const SOURCES = [
  "device manager",
  "security console",
  "global object",
  "config installation",
  "script installation",
  "check point",
  "import objects",
  "import interfaces and zones",
  "import policy",
  "ems policy",
  "policy check",
  "assignment",
  "object assignment",
  "cloning package",
  "certificate enrollment",
  "install objects",
  "install device",
  "fwm",
  "integrity check",
  "cloning policy block",
  "import config",
  "generate controllers",
  "unknown",
];

export function showTask(task: Task, adomOid: number, view: View): Entry {
  const { id, plan, lines, state, startedAt, endedAt } = task;
  const percents = lines.map((line) => percentOf(line, task.pace, view.now));
  const total = percents.reduce((sum, percent) => sum + percent, 0);
  const count = (is: (line: Line) => boolean): number => lines.filter(is).length;
  return {
    adom: adomOid,
    end_tm: seconds(endedAt),
    flags: 0,
    id,
    line: lines.map((_, index) => showLine(task, index, view)),
    num_done: count(({ endedAt, state }) => endedAt !== 0 && state !== "cancelled"),
    num_err: count(({ err }) => err !== 0),
    num_lines: lines.length,
    num_warn: count(({ state }) => state === "warning"),
    percent: state === "done" ? 100 : Math.floor(total / Math.max(1, lines.length)),
    pid: 10_000 + id,
    src: sourceOf(plan.src ?? "unknown", view),
    start_tm: seconds(startedAt),
    state: showState(state, view),
    title: plan.title,
    tot_percent: total,
    user: plan.user,
  };
}

/** One line. Its key is its `oid`, and begins with 1. */
export function showLine({ lines, pace }: Task, index: number, view: View): Entry {
  const line = lines[index] as Line;
  const { name, vdom, ip } = line.plan;
  return {
    detail: line.detail,
    end_tm: seconds(line.endedAt),
    err: line.err,
    history: showHistory(line, pace, view),
    ip: ip ?? null,
    name,
    oid: index + 1,
    percent: percentOf(line, pace, view.now),
    poid: 0,
    start_tm: seconds(line.startedAt),
    state: showState(line.state, view),
    vdom: vdom ?? null,
  };
}

/** What a line has said so far. States are numbers here, whatever the answer's. */
export function showHistory(line: Line, pace: number, view: View): Entry[] {
  const { plan, history, startedAt } = line;
  const reached = percentOf(line, pace, view.now);
  const onTheWay = (plan.steps ?? []).filter(({ percent }) => startedAt !== 0 && percent <= reached);
  const timeAt = (percent: number): number => startedAt + Math.floor((plan.ms * pace * percent) / 100);
  const steps = onTheWay.map((step) => ({ ...step, state: "running" as const, at: timeAt(step.percent) }));
  return [...history.slice(0, 1), ...steps, ...history.slice(1)].map(({ detail, percent, state, at }) => ({
    detail: `${stamp(at)}:${detail}`,
    name: plan.name,
    percent,
    state: showState(state, { ...view, verbose: false }),
    vdom: plan.vdom ?? null,
  }));
}

function showState(state: State, { verbose }: View): string | number {
  return verbose ? state : (taskState(state)?.number ?? 0);
}

function sourceOf(src: string, { verbose }: View): string | number {
  const known = SOURCES.includes(src) ? src : "unknown";
  return verbose ? known : SOURCES.indexOf(known);
}

/** `2026-01-12 02:13:44` */
function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
