import assert from "node:assert/strict";
import { test } from "node:test";
import { quietly } from "./quietly.ts";
import { nextTurn } from "./runtime/system.ts";

test("the work is done at once, and neither what it throws nor what it rejects with comes out", async () => {
  const done: string[] = [];
  quietly(() => done.push("now"));
  assert.deepEqual(done, ["now"]);
  quietly(() => {
    throw new Error("at once");
  });
  quietly(() => Promise.reject(new Error("later")));
  await nextTurn(); // An unhandled rejection would end the process here.
});
