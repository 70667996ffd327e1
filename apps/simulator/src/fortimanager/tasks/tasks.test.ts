import assert from "node:assert/strict";
import { test } from "node:test";
import type { TaskPlan, Trouble } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";
import { createAsker, createPlainDatabase, createStillClock, openSession } from "../testing/parts.ts";
import { createTroubles } from "../troubles.ts";
import { createTasks } from "./tasks.ts";

async function open(trouble?: Trouble) {
  const database = createPlainDatabase();
  await database.store({ table: "dvmdb/adom", key: "root" }, { name: "root", oid: 3 });
  const clock = createStillClock();
  const troubles = createTroubles();
  if (trouble !== undefined) troubles.add(trouble);
  const tasks = createTasks({ database, clock, troubles });
  const ask = createAsker(tasks.routes);
  const session = openSession();
  const get = async (id: number, verbose = true) =>
    (await ask(session, `get task/task/${id}/`, { verbose })).data as Record<string, unknown> & {
      readonly line: readonly Record<string, unknown>[];
    };
  return { tasks, clock, ask, session, get };
}

function plan(...lines: readonly [name: string, ms: number, run?: TaskPlan["lines"][number]["run"]][]): TaskPlan {
  return {
    title: "Install Package",
    adom: "root",
    user: "admin",
    src: "install device",
    lines: lines.map(([name, ms, run = () => Promise.resolve("done")]) => ({ name, vdom: "root", ms, run })),
  };
}

test("a task shows where it stands by the device's clock", async () => {
  const { tasks, clock, get } = await open();
  const began = clock.now() / 1000;
  const id = tasks.start(plan(["FGT1", 200], ["FGT2", 200]));
  await clock.advance(0);
  let task = await get(id);
  assert.deepEqual([task.state, task.percent, task.start_tm, task.end_tm], ["running", 0, began, 0]);
  await clock.advance(300);
  task = await get(id);
  assert.deepEqual(
    [task.percent, task.tot_percent, task.num_done, task.num_lines, task.line.map(({ percent }) => percent)],
    [75, 150, 1, 2, [100, 50]],
  );
  await clock.advance(100);
  task = await get(id);
  assert.deepEqual([task.state, task.percent, task.tot_percent, task.num_done, task.num_err], ["done", 100, 200, 2, 0]);
  assert.deepEqual([task.adom, task.src, task.title, task.user], [3, "install device", "Install Package", "admin"]);
  assert.deepEqual(
    (Object(task.line[0]).history as { percent: number }[]).map(({ percent }) => percent),
    [0, 100],
  );
});

test("without verbose, states and sources are numbers", async () => {
  const { tasks, get } = await open();
  const task = await get(tasks.start(plan(["FGT1", 0])), false);
  assert.deepEqual([task.state, task.src, task.line[0]?.state], [4, 16, 4]);
});

test("a line that fails leaves a task that is done to 100 %, with errors", async () => {
  const { tasks, get } = await open();
  const refuse = () => Promise.reject(new Error("the device refused it"));
  const warn = () => Promise.resolve({ detail: "with a warning", warning: true as const });
  const task = await get(tasks.start(plan(["FGT1", 0], ["FGT2", 0, refuse], ["FGT3", 0, warn])));
  assert.deepEqual([task.state, task.percent, task.num_done, task.num_err, task.num_warn], ["done", 100, 3, 1, 1]);
  assert.deepEqual(
    task.line.map(({ state, err, detail }) => [state, err, detail]),
    [
      ["done", 0, "done"],
      ["error", 1, "the device refused it"],
      ["warning", 0, "with a warning"],
    ],
  );
});

test("deleting a running task cancels it, in its own time; deleting a finished one forgets it", async () => {
  const { tasks, clock, ask, session, get } = await open();
  let ran = false;
  const note = () => {
    ran = true;
    return Promise.resolve("");
  };
  const id = tasks.start(plan(["FGT1", 1000, note]));
  await clock.advance(500);
  await ask(session, `delete task/task/${id}`);
  assert.equal((await get(id)).state, "cancelling");
  await clock.advance(200);
  const task = await get(id);
  assert.deepEqual([task.state, task.percent, task.num_done, ran], ["cancelled", 70, 0, false]);
  await tasks.over(id);
  await ask(session, `delete task/task/${id}`);
  await assert.rejects(get(id), (error) => error instanceof RpcRefusal && error.code === -3);
});

test("troubles: a slow task, and a line that fails for no reason", async () => {
  const slow = await open({ kind: "slow-task", factor: 3, times: 1 });
  const id = slow.tasks.start(plan(["FGT1", 100]));
  await slow.clock.advance(250);
  assert.equal((await slow.get(id)).percent, 83);
  await slow.clock.advance(50);
  assert.equal((await slow.get(id)).state, "done");
  const failing = await open({ kind: "failed-line", device: "FGT2" });
  const task = await failing.get(failing.tasks.start(plan(["FGT1", 0], ["FGT2", 0])));
  assert.deepEqual([task.num_err, task.line.map(({ err }) => err)], [1, [0, 1]]);
  const reliable = { ...plan(["FGT2", 0]), reliable: true };
  assert.equal((await failing.get(failing.tasks.start(reliable))).num_err, 0);
});

test("a line tells what it does on the way, and one that is stuck stays where it is until it is cancelled", async () => {
  const { tasks, clock, ask, session, get } = await open();
  const steps = [
    { percent: 5, detail: "copy" },
    { percent: 50, detail: "install" },
  ];
  const [line] = plan(["FGT1", 1000]).lines;
  const id = tasks.start({ ...plan(), lines: line === undefined ? [] : [{ ...line, steps, stuckAt: 5 }] });
  await clock.advance(3_600_000);
  const task = await get(id);
  assert.deepEqual([task.state, task.percent], ["running", 5]);
  const history = Object(task.line[0]).history as { detail: string }[];
  assert.deepEqual(
    history.map(({ detail }) => detail),
    ["2023-11-14 22:13:20:", "2023-11-14 22:13:20:copy"],
  );
  await ask(session, `delete task/task/${id}`);
  await clock.advance(200);
  assert.equal((await get(id)).state, "cancelled");
});

test("a task whose session ends before it fails", async () => {
  const { tasks, clock, session, get } = await open();
  const id = tasks.start({ ...plan(["FGT1", 1000]), session });
  await clock.advance(100);
  tasks.ended(openSession());
  assert.equal((await get(id)).state, "running");
  tasks.ended(session);
  const task = await get(id);
  assert.deepEqual([task.state, task.num_err], ["error", 1]);
});

test("a list is filtered, sorted and cut as those of the database are", async () => {
  const { tasks, clock, ask, session } = await open();
  tasks.start(plan(["FGT1", 0]));
  tasks.start(plan(["FGT2", 1000]));
  tasks.start(plan(["FGT3", 1000]));
  await clock.advance(0);
  const read = async (item: Record<string, unknown>) => (await ask(session, "get task/task", item)).data;
  const running = { filter: ["state", "==", "running"], sortings: [{ id: -1 }], fields: ["state"] };
  assert.deepEqual(await read(running), [
    { id: 3, state: "running" },
    { id: 2, state: "running" },
  ]);
  assert.deepEqual(await read({ ...running, range: [0, 1], verbose: false }), [{ id: 3, state: 1 }]);
  const [first] = (await read({ loadsub: 0 })) as Record<string, unknown>[];
  assert.ok(first !== undefined && !("line" in first));
});

test("lists, lines, histories and results are asked for one by one", async () => {
  const { tasks, ask, session } = await open();
  const id = tasks.start(plan(["FGT1", 0]));
  const other = tasks.start({ ...plan(["FGT2", 0]), result: () => ({ rows: 3 }) });
  const read = async (call: string) => (await ask(session, call)).data as Record<string, unknown>[];
  assert.deepEqual(
    (await read("get task/task")).map((task) => task.id),
    [id, other],
  );
  assert.equal((await read(`get task/task/${id}/line`))[0]?.name, "FGT1");
  assert.equal(Object(await read(`get task/task/${id}/line/1`)).state, "done");
  assert.equal((await read(`get task/task/${id}/line/1/history`)).length, 2);
  assert.equal(Object(await read(`get task/task/${id}/line/1/history/2`)).percent, 100);
  const result = (taskid: number) => ask(session, "exec sys/task/result", { data: { taskid } });
  assert.deepEqual(await result(other), { data: { rows: 3 } });
  assert.deepEqual(await result(id), { data: [{ name: "FGT1", vdom: "root", detail: "done", err: 0 }] });
});
