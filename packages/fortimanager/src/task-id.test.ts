import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { requireTaskId, taskIdIn } from "./task-id.ts";

const status = { code: 0, message: "OK" };

test("a task is found wherever its number stands", () => {
  for (const result of [{ data: { task: 7 } }, { data: { taskid: "7" } }, { data: [{ task: 7 }] }, { taskid: 7 }]) {
    assert.equal(taskIdIn({ status, ...result } as Parameters<typeof taskIdIn>[0]), 7);
  }
});

test("what numbers no task is none", () => {
  for (const data of [undefined, null, [], {}, { task: 0 }, { task: -1 }, { task: "x" }, { task: 1.5 }, "text"]) {
    assert.equal(taskIdIn({ status, data }), undefined);
    assert.throws(
      () => requireTaskId({ status, data }, "a/b exec"),
      (error) => isFortiError(error, "BAD_RESPONSE"),
    );
  }
});
