import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, type FortiErrorCode, isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createTask } from "./create-task.ts";
import type { TaskLine, TaskStatus } from "./status.ts";
import type { TaskFollowOptions } from "./task.ts";

type Answer = Partial<TaskStatus> | FortiErrorCode;

const line = (name: string, given: Partial<TaskLine> = {}): TaskLine => ({
  name,
  vdom: "root",
  state: "done",
  percent: 100,
  error: 0,
  detail: "",
  history: [],
  ...given,
});

/** A task whose polls are answered from a script; the last answer is repeated. */
function open(...script: Answer[]) {
  const clock = createManualClock({ startMs: 1_000_000 });
  const polls: number[] = [];
  let cancelled = 0;
  let set = 0;
  const runtime = { ...clock, now: () => clock.now() + set };
  const task = createTask(
    {
      runtime,
      poll: async (id, signal) => {
        const answer = script[Math.min(polls.length, script.length - 1)];
        polls.push(clock.now() - 1_000_000);
        await Promise.resolve();
        signal?.throwIfAborted();
        if (typeof answer === "string") throw new FortiError({ code: answer, message: "no" });
        const task = { id, title: "Install Package", user: "admin", done: 0, errors: 0, warnings: 0, lines: [] };
        return { ...task, state: "running", over: false, percent: 50, ...answer };
      },
      cancel: () => {
        cancelled += 1;
        return Promise.resolve();
      },
    },
    7,
  );
  /** Waits, and moves time until it is over. */
  const wait = async (options: TaskFollowOptions = {}) => {
    let over = false;
    const waiting = task.wait(options).finally(() => {
      over = true;
    });
    waiting.catch(() => undefined);
    for (let turn = 0; !over && turn < 1000; turn++) await clock.advance(1000);
    return waiting;
  };
  return { clock, task, polls, wait, cancelled: () => cancelled, setClock: (ms: number) => (set += ms) };
}

const DONE = { state: "done", over: true, percent: 100 } as const;

function fails(code: FortiErrorCode, words: RegExp, hint = /./): (error: unknown) => boolean {
  return (error) => {
    assert.ok(isFortiError(error, code), String(error));
    assert.match(error.message, words);
    assert.match(error.hint ?? "", hint);
    return true;
  };
}

test("it succeeds when it is done without errors, and tells how long that took", async () => {
  const { wait, polls } = open({ percent: 0, state: "pending" }, {}, { ...DONE, done: 2, warnings: 1 });
  const result = await wait();
  assert.deepEqual(polls, [0, 100, 250]);
  assert.deepEqual([result.totalMs, result.done, result.warnings], [250, 2, 1]);
});

test("polls come quickly at first and every 5 seconds in the end, or as they are asked for", async () => {
  const slow = open({});
  await assert.rejects(slow.wait({ timeoutMs: 60_000 }));
  assert.deepEqual(slow.polls.slice(0, 4), [0, 100, 250, 475]);
  assert.equal((slow.polls.at(-2) ?? 0) - (slow.polls.at(-3) ?? 0), 5000);
  const steady = open({}, {}, {}, DONE);
  await steady.wait({ pollMs: 2000 });
  assert.deepEqual(steady.polls, [0, 2000, 4000, 6000]);
});

test("done at 100 % with errors is a failure that names each line", async () => {
  const lines = [
    line("FGT1"),
    line("FGT2", { state: "error", error: -1, detail: "no connection" }),
    line("FGT3", { error: 3 }),
  ];
  await assert.rejects(open({ ...DONE, errors: 2, lines }).wait(), (error) => {
    assert.ok(isFortiError(error, "TASK_FAILED"));
    assert.match(
      error.message,
      /Task 7 "Install Package" failed on 2 of 3 lines, the first being FGT2 \(root\): no connection/,
    );
    assert.deepEqual(error.cliErrors, ["FGT2 (root): no connection", "FGT3 (root): done"]);
    return true;
  });
});

test("cancelled, aborted and error end the wait at once", async () => {
  for (const state of ["cancelled", "aborted", "error"] as const) {
    const { wait, polls } = open({ state, over: true, percent: 40, lines: [line("FGT1", { state, percent: 40 })] });
    await assert.rejects(
      wait(),
      fails("TASK_FAILED", state === "error" ? /failed: FGT1/ : new RegExp(`was ${state} at 40 %`)),
    );
    assert.equal(polls.length, 1);
  }
});

test("dropped connections, a device that restarts and a lost session are survived", async () => {
  const { wait, polls } = open({}, "NETWORK", "NETWORK", "FORBIDDEN", "BAD_RESPONSE", {}, "TIMEOUT", DONE);
  assert.equal((await wait()).state, "done");
  assert.deepEqual(polls.slice(0, 6), [0, 100, 1100, 3100, 7100, 15_100]);
});

test("too many polls that fail one after the other are too many, and it says that the task may go on", async () => {
  const ten = Array<Answer>(10).fill("NETWORK");
  await assert.rejects(
    open({}, ...ten).wait({ timeoutMs: false }),
    fails("NETWORK", /no/, /Task 7 may go on: 10 polls/),
  );
  const between = [...ten.slice(1), {}, ...ten.slice(1), DONE];
  await open({}, ...between).wait({ timeoutMs: false });
  await assert.rejects(open("NETWORK").wait({ maxPollFailures: 1 }), fails("NETWORK", /no/));
});

test("what another poll does not mend is thrown at once", async () => {
  for (const code of ["FORBIDDEN", "TLS", "AUTH_FAILED", "LOCKED_OUT"] as const) {
    const { wait, polls } = open(code);
    await assert.rejects(wait(), fails(code, /no/, /^/));
    assert.equal(polls.length, 1);
  }
});

test("a task that is gone is told from one that never was", async () => {
  await assert.rejects(open("NOT_FOUND").wait(), fails("NOT_FOUND", /There is no task 7/));
  await assert.rejects(
    open({}, "NOT_FOUND").wait(),
    fails("NOT_FOUND", /is gone/, /running at 50 % when it was last seen/),
  );
  await assert.rejects(open("NOT_FOUND").task.status(), fails("NOT_FOUND", /There is no task 7/));
});

test("times: over all, at 0 %, and without any change", async () => {
  const all = open({});
  await assert.rejects(all.wait(), fails("TIMEOUT", /is not over after 120 s: it is running at 50 %/, /It goes on/));
  assert.equal(all.polls.at(-1), 120_000);
  assert.equal(all.cancelled(), 0);
  const zero = open({ percent: 0, state: "pending" });
  await assert.rejects(zero.wait({ zeroPercentTimeoutMs: 5000 }), fails("TIMEOUT", /has not begun to move after 5 s/));
  const stale = open({ percent: 10 }, { percent: 20 });
  await assert.rejects(
    stale.wait({ staleTimeoutMs: 9000, cancelOnTimeout: true }),
    fails("TIMEOUT", /has not moved for 9 s/, /told to stop/),
  );
  assert.equal(stale.cancelled(), 1);
});

test("time in which the device could not be asked is no time without change", async () => {
  const { wait } = open({}, "NETWORK", "NETWORK", "NETWORK", "NETWORK", {}, DONE);
  assert.equal((await wait({ staleTimeoutMs: 10_000 })).state, "done");
});

test("a device that was never heard of is not said to go on", async () => {
  await assert.rejects(open("NETWORK").wait({ timeoutMs: 5000 }), fails("TIMEOUT", /could not be asked/, /may go on/));
});

test("a clock that is set forward or back neither ends the wait nor makes it longer", async () => {
  for (const ms of [-3_600_000, 3_600_000]) {
    const { task, clock, polls, setClock } = open({});
    const waiting = assert.rejects(task.wait({ timeoutMs: 60_000 }), fails("TIMEOUT", /after 60 s/));
    await clock.advance(20_000);
    setClock(ms);
    await clock.advance(100_000);
    await waiting;
    const until = polls.at(-1) ?? 0;
    assert.ok(until > 40_000 && until <= 66_000, String(until));
  }
});

test("a signal ends the wait; the task is cancelled when that is asked for", async () => {
  for (const cancelOnAbort of [false, true]) {
    const { task, clock, cancelled } = open({});
    const stop = new AbortController();
    const hint = cancelOnAbort ? /told to stop/ : /It goes on/;
    const waiting = assert.rejects(
      task.wait({ signal: stop.signal, cancelOnAbort }),
      fails("ABORTED", /no longer followed/, hint),
    );
    await clock.advance(500);
    stop.abort();
    await waiting;
    assert.equal(cancelled(), cancelOnAbort ? 1 : 0);
  }
  await assert.rejects(open({}).task.wait({ signal: AbortSignal.abort() }), fails("ABORTED", /no longer followed/));
});

test("steps show each change once, the end included, whichever it is", async () => {
  const { task, clock } = open({ percent: 0 }, { percent: 0 }, { percent: 60 }, { ...DONE, errors: 1 });
  const seen: number[] = [];
  const looking = (async () => {
    for await (const step of task) seen.push(step.percent);
  })();
  await clock.advance(10_000);
  await looking;
  assert.deepEqual(seen, [0, 60, 100]);
});

test("numbers that cannot be meant are refused before anything is sent", async () => {
  for (const options of [{ maxPollFailures: 0 }, { pollMs: 1.5 }, { timeoutMs: -1 }, { staleTimeoutMs: 0 }]) {
    const { task, polls } = open({});
    await assert.rejects(task.wait(options), fails("INVALID_INPUT", /./, /^/));
    assert.equal(polls.length, 0);
  }
});
