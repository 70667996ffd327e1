import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, type FortiManager, isFortiError, type Task } from "@fortiweave/fortimanager";
import { password } from "@fortiweave/fortimanager/client";
import { openManager } from "../../contract/manager.ts";
import { connectHastily } from "./hasty.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

beforeEach(async () => {
  await manager.reset();
  await manager.settings({ taskMs: 60_000 });
});

/** Has FortiManager create addresses as a task: one line for each, of a minute. */
async function begin(fmg: FortiManager, ...names: string[]): Promise<Task> {
  const items = names.map((name) => ({ url: ADDRESSES, data: { name, subnet: ["192.0.2.0", "255.255.255.0"] } }));
  const { result } = await fmg.raw("add", items, { createTask: { adom: "root", name: "Addresses" } });
  return fmg.task(Number(Object(result[0]?.data).task));
}

const fails =
  (code: FortiErrorCode, words: RegExp, hint = /^/) =>
  (error: unknown): boolean => {
    assert.ok(isFortiError(error, code), String(error));
    assert.match(error.message, words);
    assert.match(error.hint ?? "", hint);
    return true;
  };

test("feature tasks: waiting answers when all of it is done, with a result for each line and how long it took", async () => {
  await using fmg = manager.connect();
  const task = await begin(fmg, "a", "b");
  const waiting = task.wait({ pollMs: 5 });
  await manager.advance(120_000);
  const result = await waiting;
  assert.deepEqual([result.state, result.percent, result.done, result.errors], ["done", 100, 2, 0]);
  assert.equal(result.title, "Addresses");
  assert.deepEqual(
    result.lines.map(({ name, state, error }) => [name, state, error]),
    [
      [ADDRESSES, "done", 0],
      [ADDRESSES, "done", 0],
    ],
  );
  assert.ok(result.totalMs > 0 && result.totalMs < 60_000);
  assert.equal(Number(result.endedAt) - Number(result.startedAt), 120_000);
  assert.equal(await fmg.get(ADDRESSES, { option: "count", filter: ["name", "in", "a", "b"] }), 2);
});

test("feature tasks: each step shows how far it is, up to the end", async () => {
  await using fmg = manager.connect();
  const task = await begin(fmg, "a", "b");
  const seen: [number, string][] = [];
  for await (const step of task) {
    seen.push([step.percent, step.lines.map(({ percent }) => percent).join(" ")]);
    await manager.advance(30_000);
  }
  assert.deepEqual(
    seen.map(([percent]) => percent),
    [0, 25, 50, 75, 100],
  );
  assert.deepEqual(seen[3], [75, "100 50"]);
});

test("feature tasks: 100 % with errors is a failure, which names the lines and why", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, { name: "b", subnet: ["192.0.2.0", "255.255.255.0"] });
  await manager.settings({ taskMs: 0 });
  const task = await begin(fmg, "a", "b");
  await assert.rejects(task.wait(), (error) => {
    assert.ok(isFortiError(error, "TASK_FAILED"));
    assert.match(error.message, /Task \d+ "Addresses" failed: .*already exists/);
    assert.equal(error.cliErrors.length, 1);
    return true;
  });
  const { state, percent, done, errors } = await task.status();
  assert.deepEqual([state, percent, done, errors], ["done", 100, 2, 1]);
});

test("feature tasks: dropped connections while it is polled do not end the waiting", async () => {
  await using fmg = connectHastily(manager, { retry: { maxRetries: 0 } });
  const task = await begin(fmg, "a");
  await manager.trouble({ kind: "drop-poll", times: 5 });
  await manager.advance(60_000);
  assert.equal((await task.wait()).state, "done");
  const polls = (await manager.calls()).filter((call) => call === `get task/task/${task.id}`);
  assert.equal(polls.length, 6);
});

test("feature tasks: a FortiManager that restarts takes the session, and not the waiting", async () => {
  const { username, password: secret } = manager.handle;
  await using fmg = connectHastily(manager, { auth: password(username, secret), retry: { maxRetries: 0 } });
  const task = await begin(fmg, "a", "b");
  await manager.settings({ restartMs: 5000 });
  await manager.trouble({ kind: "restart", times: 1 });
  const waiting = task.wait({ timeoutMs: 600_000 });
  const [first] = await manager.sessions();
  for (let turn = 0; turn < 30; turn++) await manager.advance(5000);
  assert.deepEqual(((await waiting) as { state: string }).state, "done");
  const [second] = await manager.sessions();
  assert.notEqual(first?.number, second?.number);
  assert.equal(fmg.stats().session?.signIns, 2);
});

test("feature tasks: polls that fail again and again are given up, and the error says that the task may go on", async () => {
  await using fmg = connectHastily(manager, { retry: { maxRetries: 0 } });
  const task = await begin(fmg, "a");
  await manager.trouble({ kind: "drop-poll" });
  await assert.rejects(
    task.wait({ maxPollFailures: 3 }),
    fails("NETWORK", /./, new RegExp(`Task ${task.id} may go on: 3 polls failed`)),
  );
  for (const maxPollFailures of [0, -1, 2.5]) {
    await assert.rejects(task.wait({ maxPollFailures }), fails("INVALID_INPUT", /maxPollFailures/));
  }
});

test("feature tasks: the clock of the device has no say in the time limits", async () => {
  await manager.advance(10 * 365 * 86_400_000);
  await using fmg = manager.connect();
  await manager.settings({ taskMs: 0 });
  assert.equal((await (await begin(fmg, "a")).wait({ timeoutMs: 5000 })).state, "done");
});

test("feature tasks: a time limit over all ends the waiting, not the task", async () => {
  await using fmg = connectHastily(manager);
  const task = await begin(fmg, "a");
  await assert.rejects(
    task.wait({ timeoutMs: 20_000 }),
    fails("TIMEOUT", /is not over after 20 s: it is running at \d+ %/, /It goes on/),
  );
  await manager.advance(60_000);
  assert.equal((await task.wait()).state, "done");
});

test("feature tasks: a time limit at 0 %, and one without any change, which cancel the task when asked to", async () => {
  await using fmg = connectHastily(manager);
  const still = await begin(fmg, "a");
  await assert.rejects(still.wait({ zeroPercentTimeoutMs: 3000 }), fails("TIMEOUT", /has not begun to move after 3 s/));
  await manager.advance(30_000);
  const limits = { staleTimeoutMs: 3000, cancelOnTimeout: true };
  await assert.rejects(
    still.wait(limits),
    fails("TIMEOUT", /has not moved for 3 s: it is running at 50 %/, /told to stop/),
  );
  await manager.advance(1000);
  assert.equal((await still.status()).state, "cancelled");
});

test("feature tasks: a cancelled task ends the waiting at once, and never reaches 100 %", async () => {
  await using fmg = manager.connect();
  const task = await begin(fmg, "a", "b");
  await manager.advance(90_000);
  await task.cancel();
  assert.equal((await task.status()).state, "cancelling");
  await manager.advance(1000);
  await assert.rejects(task.wait(), fails("TASK_FAILED", /was cancelled at 75 %/, /not taken back/));
  assert.equal(await fmg.get(ADDRESSES, { option: "count", filter: ["name", "in", "a", "b"] }), 1);
  // It is over, and cancelling it again does not make FortiManager forget it.
  await task.cancel();
  assert.equal((await task.status()).state, "cancelled");
});

test("feature tasks: a cancellation whose answer is lost is not sent twice", async () => {
  await using fmg = manager.connect();
  const task = await begin(fmg, "a");
  await manager.fault({ kind: "drop", when: "after", match: { item: "delete task/task" }, times: 1 });
  await task.cancel();
  const deletes = (await manager.calls()).filter((call) => call.startsWith("delete task"));
  assert.equal(deletes.length, 1);
});

test("feature tasks: a task that is gone is told from one that never was", async () => {
  await using fmg = manager.connect();
  await assert.rejects(fmg.task(4711).wait(), fails("NOT_FOUND", /There is no task 4711/));
  const task = await begin(fmg, "a");
  await assert.rejects(
    async () => {
      for await (const _ of task.steps({ pollMs: 5 })) {
        await manager.advance(60_000);
        await task.status();
        await fmg.delete(`task/task/${task.id}`);
      }
    },
    fails("NOT_FOUND", /"Addresses" is gone/, /It was running at 0 % when it was last seen/),
  );
});

test("feature tasks: a signal ends the waiting, and the task goes on", async () => {
  await using fmg = manager.connect();
  const task = await begin(fmg, "a");
  const stop = new AbortController();
  const waiting = assert.rejects(
    task.wait({ signal: stop.signal }),
    fails("ABORTED", /no longer followed/, /It goes on/),
  );
  await task.status();
  stop.abort();
  await waiting;
  assert.equal((await task.status()).state, "running");
});

test("feature tasks: a session that is lost is renewed, and the waiting goes on", async () => {
  const { username, password: secret } = manager.handle;
  await using fmg = manager.connect({ username, password: secret });
  const task = await begin(fmg, "a");
  await using other = manager.connect();
  const waiting = other.task(task.id).wait({ pollMs: 5 });
  await manager.advance(60_000);
  await manager.endSessions();
  assert.equal((await task.wait()).state, "done");
  assert.equal((await waiting).state, "done");
});

test("feature tasks: those that FortiManager remembers are listed, the newest first", async () => {
  await using fmg = manager.connect();
  await begin(fmg, "a");
  await manager.advance(60_000);
  await begin(fmg, "b");
  await begin(fmg, "c");
  const ids = async (options = {}) => (await fmg.tasks(options)).map(({ id }) => id);
  assert.deepEqual(await ids(), [3, 2, 1]);
  assert.deepEqual(await ids({ count: 2 }), [3, 2]);
  assert.deepEqual(await ids({ filter: ["state", "==", "running"] }), [3, 2]);
  assert.deepEqual((await fmg.tasks())[0]?.lines, []);
  assert.equal((await fmg.tasks({ lines: true }))[0]?.lines.length, 1);
});
