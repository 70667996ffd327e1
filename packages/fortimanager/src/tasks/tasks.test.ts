import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { connectScripted } from "../../test/scripted.ts";
import { readStatus } from "./read-status.ts";

test("a status is read whole, states by name or by number", () => {
  const line = { name: "FGT1", vdom: "root", ip: "192.0.2.1", state: 5, percent: 100, err: -1, detail: "no" };
  const history = [{ detail: "copy", percent: 5 }];
  const row = {
    id: 7,
    title: "Install",
    user: "admin",
    state: "done",
    percent: 100,
    num_done: 2,
    num_err: 1,
    num_warn: 0,
  };
  const bare = { name: "global", vdom: null, ip: null, state: "done", percent: 100, err: 0, detail: "" };
  assert.deepEqual(readStatus({ ...row, start_tm: 1_700_000_000, end_tm: 0, line: [{ ...line, history }, bare] }), {
    id: 7,
    title: "Install",
    user: "admin",
    state: "done",
    over: true,
    percent: 100,
    done: 2,
    errors: 1,
    warnings: 0,
    startedAt: new Date(1_700_000_000_000),
    lines: [
      {
        name: "FGT1",
        vdom: "root",
        ip: "192.0.2.1",
        state: "error",
        percent: 100,
        error: -1,
        detail: "no",
        history: ["copy"],
      },
      { name: "global", state: "done", percent: 100, error: 0, detail: "", history: [] },
    ],
  });
});

test("what is missing or odd in a status fails nothing", () => {
  for (const row of [undefined, null, {}, [], { state: "odd", percent: "x", line: null }, { state: 42, line: {} }]) {
    const { state, over, percent, lines } = readStatus(row);
    assert.deepEqual([state, over, percent], ["unknown", false, 0]);
    assert.ok(lines.length <= 1);
  }
});

test("a task that is over is not deleted by cancelling it", async () => {
  const over = connectScripted(() => ({ data: { id: 7, state: "done" } }));
  await over.fmg.task(7).cancel();
  assert.deepEqual(over.calls, ["get task/task/7"]);
  const running = connectScripted(() => ({ data: { id: 7, state: "running" } }));
  await running.fmg.task(7).cancel();
  assert.deepEqual(running.calls, ["get task/task/7", "delete task/task/7"]);
});

test("a number that no task has is refused at once", () => {
  const { fmg, calls } = connectScripted(() => undefined);
  for (const id of [0, -1, 1.5, Number.NaN])
    assert.throws(
      () => fmg.task(id),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  assert.deepEqual(calls, []);
});
