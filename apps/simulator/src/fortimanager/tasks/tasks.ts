/**
 * The tasks of a FortiManager.
 *
 * @module
 */

import type { Kept } from "../kept.ts";
import type { Answer, Entry, FortiManagerCore, Operation, TaskPlan, Tasks } from "../parts.ts";
import { invalidData, missing } from "../rpc/refusals.ts";
import { pickTasks, selectFields } from "./list.ts";
import { reviveTask, saveTask, type TasksState } from "./saved.ts";
import { showHistory, showLine, showTask, type View } from "./show.ts";
import { isOver, type Line, type RunningTask, startTask } from "./task.ts";

/** What tasks need of the other parts. */
export type TaskNeeds = Pick<FortiManagerCore, "clock" | "database" | "troubles">;

/** So many a device remembers. */
const RETAINED = 10_000;
const GLOBAL_ADOM_OID = 10;

export function createTasks(core: TaskNeeds): Tasks & Kept<TasksState> {
  const tasks = new Map<number, RunningTask>();
  let lastId = 0;

  const viewOf = ({ verbose }: Operation): View => ({ verbose, now: core.clock.now() });
  const find = async (id: string | undefined): Promise<RunningTask> => {
    const found = tasks.get(Number(id));
    if (found === undefined) throw missing();
    await found.catchUp();
    return found;
  };
  const lineOf = ({ task }: RunningTask, key: string | undefined): Line => {
    const line = task.lines[Number(key) - 1];
    if (line === undefined) throw missing();
    return line;
  };
  const historyOf = async (operation: Operation, { id, line }: Readonly<Record<string, string>>): Promise<Entry[]> => {
    const running = await find(id);
    return showHistory(lineOf(running, line), running.task.pace, viewOf(operation));
  };
  const show = async ({ task }: RunningTask, view: View): Promise<Record<string, unknown>> => {
    const adom = await core.database.entry({ table: "dvmdb/adom", key: task.plan.adom });
    return showTask(task, Number(adom?.oid ?? GLOBAL_ADOM_OID), view);
  };
  const showAll = async (view: View): Promise<readonly Entry[]> => {
    await Promise.all(Array.from(tasks.values(), (running) => running.catchUp()));
    return Promise.all(Array.from(tasks.values(), (running) => show(running, view)));
  };
  const resultOf = ({ plan, lines }: RunningTask["task"]): unknown =>
    plan.result?.() ??
    lines.map(({ plan: { name, vdom }, detail, err }) => ({ name, vdom: vdom ?? null, detail, err }));

  return {
    routes: {
      "get task/task": async (operation) => {
        const view = viewOf(operation);
        const picked = pickTasks(await showAll({ ...view, verbose: true }), operation.item);
        const found = await Promise.all(picked.map((id) => show(tasks.get(id) as RunningTask, view)));
        return { data: found.map((entry) => selectFields(entry, operation.item)) };
      },
      "get task/task/{id}": async (operation, { id }) => ({ data: await show(await find(id), viewOf(operation)) }),
      "get task/task/{id}/line": async (operation, { id }) => {
        const { task } = await find(id);
        return { data: task.lines.map((_, index) => showLine(task, index, viewOf(operation))) };
      },
      "get task/task/{id}/line/{line}": async (operation, { id, line }) => {
        const running = await find(id);
        const index = running.task.lines.indexOf(lineOf(running, line));
        return { data: showLine(running.task, index, viewOf(operation)) };
      },
      "get task/task/{id}/line/{line}/history": async (operation, params) => ({
        data: await historyOf(operation, params),
      }),
      "get task/task/{id}/line/{line}/history/{entry}": async (operation, params) => {
        const found = (await historyOf(operation, params))[Number(params.entry) - 1];
        if (found === undefined) throw missing();
        return { data: found };
      },
      // One that is over is forgotten, one that runs is told to stop.
      "delete task/task/{id}": async (_, { id }): Promise<Answer> => {
        const running = await find(id);
        if (isOver(running.task)) tasks.delete(running.task.id);
        else running.cancel();
        return {};
      },
      "exec sys/task/result": async ({ data }) => {
        const { task } = await find(String(Object(data).taskid));
        if (!isOver(task)) throw invalidData();
        return { data: resultOf(task) };
      },
    },
    start(plan: TaskPlan) {
      lastId += 1;
      tasks.set(lastId, startTask(lastId, plan, core.clock, core.troubles));
      tasks.delete(lastId - RETAINED);
      return lastId;
    },
    all: () => showAll({ verbose: true, now: core.clock.now() }),
    over: async (id) => tasks.get(id)?.over,
    ended({ key, number }) {
      for (const { task, fail } of tasks.values()) {
        const starter = task.plan.session;
        if (starter?.key === key && starter.number === number) fail("The session was closed before the task was over");
      }
    },
    reset() {
      for (const { cancel } of tasks.values()) cancel();
      tasks.clear();
      lastId = 0;
    },
    state: () => ({ lastId, tasks: Array.from(tasks.values(), ({ task }) => saveTask(task)) }),
    load(state) {
      tasks.clear();
      for (const saved of state.tasks) tasks.set(saved.id, reviveTask(saved, core.clock.now()));
      lastId = state.lastId;
    },
  };
}
