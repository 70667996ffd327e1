import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError, type Task } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const POLICIES = "pm/config/adom/root/pkg/default/firewall/policy";
const createTask = { adom: "root", name: "From a test" };
const data = (name: string) => ({ name, subnet: ["192.0.2.0", "255.255.255.0"] });

beforeEach(async () => {
  await manager.reset();
  await manager.settings({ taskMs: 0 });
});

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("feature create-task: a write is carried out as a task, and answers it", async () => {
  await using fmg = manager.connect();
  const task: Task = await fmg.add(ADDRESSES, data("web"), { createTask });
  assert.ok(task.id > 0);
  const { state, percent } = await task.wait();
  assert.deepEqual([state, percent], ["done", 100]);
  assert.equal((await fmg.get<{ name: string }>(`${ADDRESSES}/web`)).name, "web");
  const sent = (await manager.requests())[0]?.body as Record<string, unknown>;
  assert.deepEqual(sent["create task"], createTask);
});

test("feature create-task: every write can be one", async () => {
  await using fmg = manager.connect();
  const web = `${ADDRESSES}/web`;
  const done = async (started: Promise<Task>): Promise<void> => {
    await (await started).wait();
  };
  await done(fmg.set(ADDRESSES, data("web"), { createTask }));
  await done(fmg.update(web, { comment: "a" }, { createTask }));
  await done(fmg.replace(web, { comment: "b" }, { createTask }));
  await done(fmg.clone(web, "copy", { createTask }));
  await done(fmg.rename(`${ADDRESSES}/copy`, "other", { createTask }));
  await done(fmg.unset(web, ["comment"], { createTask }));
  await done(fmg.delete(`${ADDRESSES}/other`, { createTask }));
  assert.equal(await fmg.get<number>(ADDRESSES, { option: "count", filter: ["name", "in", "web", "other"] }), 1);
  const task = await fmg.move(`${POLICIES}/1`, { before: 2 }, { createTask });
  await rejects(task.wait(), "TASK_FAILED");
  const called: Promise<Task> = fmg.call("sys/reboot", "exec", {}, { createTask });
  assert.ok((await called).id > task.id);
});

test("feature create-task: a task whose work is refused has failed, and says why", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, data("web"));
  const task = await fmg.add(ADDRESSES, data("web"), { createTask });
  await assert.rejects(
    task.wait(),
    (error) => isFortiError(error, "TASK_FAILED") && error.cliErrors.some((line) => /already exists/.test(line)),
  );
});

test("feature create-task: a whole batch is one task", async () => {
  await using fmg = manager.connect();
  const items = ["a", "b", "c"].map((name) => ({ url: ADDRESSES, data: data(name) }));
  const task = await fmg.batch("add", items, { createTask });
  const { lines } = await task.wait();
  assert.equal(lines.length, 3);
  assert.equal(await fmg.get<number>(ADDRESSES, { option: "count", filter: ["name", "in", "a", "b", "c"] }), 3);
  assert.equal((await manager.calls()).filter((call) => call.startsWith("add")).length, 3);
});

test("feature create-task: the task is followed step by step, by its number as well", async () => {
  await using fmg = manager.connect();
  const { id } = await fmg.add(ADDRESSES, data("web"), { createTask: { adom: "root" } });
  const states: string[] = [];
  for await (const { state } of fmg.task(id)) states.push(state);
  assert.equal(states.at(-1), "done");
});

test("feature create-task: a client that does not write cannot start one", async () => {
  await using fmg = manager.connect({ readOnly: true });
  await rejects(fmg.add(ADDRESSES, data("web"), { createTask }), "READ_ONLY", /nobody can tell/);
  assert.deepEqual(await manager.calls(), []);
});

test("feature create-task: an answer without a task is told", async () => {
  await using fmg = manager.connect();
  await rejects(fmg.exec("sys/logout", undefined, { createTask }), "BAD_RESPONSE", /names no task/);
});
