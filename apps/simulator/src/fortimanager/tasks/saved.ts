/**
 * Tasks as they are kept: what they have come to, not what they would still do.
 *
 * @module
 */

import type { TaskLinePlan } from "../parts.ts";
import { isOver, type Line, type RunningTask, type Task } from "./task.ts";

interface SavedLine extends Omit<Line, "plan"> {
  readonly plan: Omit<TaskLinePlan, "run">;
}

export interface SavedTask extends Omit<Task, "plan" | "lines"> {
  readonly plan: Omit<Task["plan"], "lines" | "session" | "result">;
  readonly lines: readonly SavedLine[];
  /** What `sys/task/result` answers; absent unless it has an answer of its own. */
  readonly result?: unknown;
}

export interface TasksState {
  readonly lastId: number;
  readonly tasks: readonly SavedTask[];
}

const INTERRUPTED = "The system was restarted before the task was over";

export function saveTask({ plan, lines, ...task }: Task): SavedTask {
  const { lines: _plans, session: _session, result, ...about } = plan;
  const isDone = isOver(task);
  return {
    ...task,
    plan: about,
    lines: lines.map(({ plan: { run: _work, ...line }, ...rest }) => ({ ...rest, plan: line })),
    ...(isDone && result !== undefined && { result: result() }),
  };
}

/** One that was not over has failed. @param now Milliseconds since the epoch. */
export function reviveTask({ plan, lines, result, ...saved }: SavedTask, now: number): RunningTask {
  const plans = lines.map(({ plan: line }): TaskLinePlan => ({ ...line, run: () => Promise.resolve("") }));
  const task: Task = {
    ...saved,
    plan: { ...plan, lines: plans, ...(result !== undefined && { result: () => result }) },
    lines: lines.map((line, at): Line => ({ ...line, plan: plans[at] as TaskLinePlan, history: [...line.history] })),
  };
  if (!isOver(task)) interrupt(task, now);
  return { task, catchUp: async () => {}, over: Promise.resolve(), cancel() {}, fail() {} };
}

function interrupt(task: Task, now: number): void {
  for (const line of task.lines.filter(({ endedAt }) => endedAt === 0)) {
    Object.assign(line, { err: 1, endedAt: now, state: "error", detail: INTERRUPTED } satisfies Partial<Line>);
    line.history.push({ detail: INTERRUPTED, percent: 100, state: "error", at: now });
  }
  Object.assign(task, { state: "error", endedAt: now } satisfies Partial<Task>);
}
