import assert from "node:assert/strict";
import { test } from "node:test";
import { createSlots } from "./slots.ts";

test("no more are taken than there are, and who waited longest is next", async () => {
  const slots = createSlots(2);
  const log: string[] = [];
  const [first, second] = await Promise.all([slots.take(undefined), slots.take(undefined)]);
  const waiting = ["a", "b"].map(async (name) => {
    const back = await slots.take(undefined);
    log.push(name);
    return back;
  });
  await Promise.resolve();
  assert.deepEqual(log, []);
  first();
  first();
  const back = await waiting[0];
  assert.deepEqual(log, ["a"], "one that is given back twice is one");
  second();
  back?.();
  await waiting[1];
  assert.deepEqual(log, ["a", "b"]);
});

test("who is cancelled waits no longer, and takes no place", async () => {
  const slots = createSlots(1);
  const back = await slots.take(undefined);
  const cancel = new AbortController();
  const waiting = slots.take(cancel.signal);
  const next = slots.take(undefined);
  cancel.abort(new Error("enough"));
  await assert.rejects(waiting, /enough/);
  back();
  await next;
  await assert.rejects(slots.take(AbortSignal.abort(new Error("before"))), /before/);
});
