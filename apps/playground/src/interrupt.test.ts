import assert from "node:assert/strict";
import { test } from "node:test";
import { Interrupted, unlessAborted } from "./interrupt.ts";

test("a promise that settles first keeps its result", async () => {
  const { signal } = new AbortController();
  assert.equal(await unlessAborted(signal, Promise.resolve(1)), 1);
  await assert.rejects(unlessAborted(signal, Promise.reject(new Error("own"))), /own/);
});

test("an abort ends the wait with its reason, before or during it", async () => {
  const controller = new AbortController();
  const never = new Promise<never>(() => {});
  const waiting = unlessAborted(controller.signal, never);
  controller.abort(new Interrupted("SIGTERM"));
  await assert.rejects(waiting, { name: "Interrupted", message: "Stopped by SIGTERM", status: 143 });
  await assert.rejects(unlessAborted(controller.signal, never), { status: 143 });
});
