import assert from "node:assert/strict";
import { test } from "node:test";
import { forEach } from "./for-each.ts";

test("each is worked on once, in order, and never more at a time than wanted", async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  await forEach([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  });
  assert.deepEqual(begun, [1, 2, 3, 4, 5]);
  assert.equal(most, 2);
});

test("after a failure nothing new begins, and what runs is waited for", async () => {
  const begun: number[] = [];
  const last = Promise.withResolvers<void>();
  const all = forEach([1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    if (item === 1) throw new Error("first");
    await last.promise;
  });
  let over = false;
  const failing = assert.rejects(all, /first/).then(() => {
    over = true;
  });
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  assert.equal(over, false);
  last.resolve();
  await failing;
  assert.deepEqual(begun, [1, 2]);
});

test("nothing to do is done at once", async () => {
  await forEach([], 3, () => Promise.reject(new Error("no")));
});
