import assert from "node:assert/strict";
import { test } from "node:test";
import { errorText, taskState } from "./protocol.ts";

test("codes have a meaning", () => {
  assert.equal(errorText(-2), "already exists");
  assert.equal(errorText(-10147), "no write permission");
  assert.equal(errorText(0), undefined);
  assert.equal(errorText(-12_345), undefined);
});

test("a task's state is found by its name and by its number", () => {
  assert.deepEqual(taskState("done"), { name: "done", number: 4, ends: true });
  assert.equal(taskState(1)?.name, "running");
  assert.equal(taskState("running")?.ends, false);
  assert.equal(taskState("aborted")?.guessed, true);
  assert.equal(taskState("finished"), undefined);
  assert.equal(taskState(99), undefined);
});
