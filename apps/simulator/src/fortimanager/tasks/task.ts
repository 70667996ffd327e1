/**
 * One task: its lines are done one after the other, each when its time has come by the device's clock.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";
import type { TaskLinePlan, TaskPlan, Troubles } from "../parts.ts";

export type State = "pending" | "running" | "cancelling" | "cancelled" | "done" | "error" | "warning";

/** A line, as far as it is now. */
export interface Line {
  readonly plan: TaskLinePlan;
  state: State;
  detail: string;
  /** Not 0: it failed. */
  err: number;
  /** Milliseconds since the epoch. 0: not yet. */
  startedAt: number;
  endedAt: number;
  readonly history: {
    readonly detail: string;
    readonly percent: number;
    readonly state: State;
    /** Milliseconds since the epoch. */
    readonly at: number;
  }[];
}

export interface Task {
  readonly id: number;
  readonly plan: TaskPlan;
  readonly lines: readonly Line[];
  state: State;
  startedAt: number;
  endedAt: number;
  /** How long the lines take, in milliseconds for one of their own. */
  readonly pace: number;
}

export interface RunningTask {
  readonly task: Task;
  /** Does what is due by now. */
  catchUp(): Promise<void>;
  /** Does everything, as its time comes. */
  readonly over: Promise<void>;
  cancel(): void;
  /** Fails at once. */
  fail(detail: string): void;
}

/** How long a cancelled task needs to stop, in milliseconds. */
const CANCEL_MS = 200;

export function isOver({ state }: Pick<Task, "state">): boolean {
  return state === "cancelled" || state === "done" || state === "error";
}

/** How far a line is, from 0 to 100. One that was cancelled stays where it was. */
export function percentOf({ state, plan, startedAt, endedAt }: Line, pace: number, now: number): number {
  if (startedAt === 0) return state === "error" ? 100 : 0;
  if (state === "done" || state === "error" || state === "warning") return 100;
  const ms = plan.ms * pace;
  const spent = (endedAt === 0 ? now : endedAt) - startedAt;
  const most = plan.stuckAt ?? 99;
  return ms === 0 ? most : Math.min(most, Math.max(0, Math.floor((spent / ms) * 100)));
}

export function startTask(id: number, plan: TaskPlan, clock: Clock, troubles: Troubles): RunningTask {
  const slow = troubles.take("slow-task");
  const task: Task = {
    id,
    plan,
    lines: plan.lines.map((line) => ({
      plan: line,
      state: "pending",
      detail: "",
      err: 0,
      startedAt: 0,
      endedAt: 0,
      history: [],
    })),
    state: "pending",
    startedAt: 0,
    endedAt: 0,
    pace: slow === undefined ? 1 : (slow.factor ?? 10),
  };
  const ended = Promise.withResolvers<void>();
  let changed = Promise.withResolvers<void>();
  let cancelledAt = Number.POSITIVE_INFINITY;
  let working: Promise<void> = Promise.resolve();
  /** When the line that is next has its turn. */
  let at = clock.now();

  const tell = (line: Line, state: State, detail: string): void => {
    line.state = state;
    line.detail = detail;
    const now = clock.now();
    line.history.push({ detail, percent: percentOf(line, task.pace, now), state, at: now });
  };
  const end = (state: State, at: number): void => {
    task.state = state;
    task.endedAt = at;
    ended.resolve();
    changed.resolve();
  };
  /** Every line that is not over ends like this. */
  const endLines = (state: State, err: number, detail: string, at: number): void => {
    for (const line of task.lines.filter(({ endedAt }) => endedAt === 0)) {
      line.err = err;
      line.endedAt = at;
      tell(line, state, detail);
    }
    end(state, at);
  };

  const run = async (line: Line): Promise<void> => {
    const { name } = line.plan;
    try {
      if (plan.reliable !== true && troubles.take("failed-line", name)) throw new Error("Copy failed: no response");
      const outcome = await line.plan.run();
      // Cancelled or failed meanwhile: it has its end already.
      if (line.endedAt !== 0) return;
      if (typeof outcome === "string") tell(line, "done", outcome);
      else tell(line, outcome.warning ? "warning" : "done", outcome.detail);
    } catch (error) {
      if (line.endedAt !== 0) return;
      line.err = 1;
      tell(line, "error", error instanceof Error ? error.message : String(error));
    }
  };
  const start = (line: Line): void => {
    line.startedAt = at;
    if (task.startedAt === 0) task.startedAt = at;
    if (task.state === "pending") task.state = "running";
    line.state = "running";
    line.history.push({ detail: "", percent: 0, state: "pending", at });
  };

  /** When a line is over. One that is stuck never is. */
  const dueOf = ({ plan, startedAt }: Line): number =>
    plan.stuckAt === undefined ? startedAt + plan.ms * task.pace : Number.POSITIVE_INFINITY;
  /** Waits until something happens next. */
  const untilNext = async (): Promise<void> => {
    const line = task.lines.find(({ endedAt }) => endedAt === 0);
    const next = task.state === "cancelling" || line === undefined ? cancelledAt : dueOf(line);
    changed = Promise.withResolvers();
    const waits = [changed.promise];
    if (Number.isFinite(next)) waits.push(clock.sleep(Math.max(0, next - clock.now())));
    await Promise.race(waits);
  };
  const work = async (): Promise<void> => {
    while (!isOver(task)) {
      if (task.state === "cancelling") {
        if (cancelledAt > clock.now()) return;
        endLines("cancelled", 0, "cancelled", cancelledAt);
        return;
      }
      const line = task.lines.find(({ endedAt }) => endedAt === 0);
      if (line === undefined) return end("done", at);
      if (line.startedAt === 0) start(line);
      const due = dueOf(line);
      if (due > clock.now()) return;
      await run(line);
      if (line.endedAt === 0) line.endedAt = due;
      at = due;
    }
  };
  const catchUp = (): Promise<void> => {
    working = working.then(work);
    return working;
  };
  const drive = async (): Promise<void> => {
    await catchUp();
    while (!isOver(task)) {
      await untilNext();
      await catchUp();
    }
  };
  void drive();

  return {
    task,
    catchUp,
    over: ended.promise,
    cancel() {
      if (isOver(task) || task.state === "cancelling") return;
      task.state = "cancelling";
      cancelledAt = clock.now() + CANCEL_MS;
      for (const line of task.lines) if (line.state === "running") tell(line, "cancelling", "cancelling");
      changed.resolve();
    },
    fail(detail) {
      if (!isOver(task)) endLines("error", 1, detail, clock.now());
    },
  };
}
