import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import type { DeviceRequest, Handler } from "../types.ts";
import { createTurns } from "./turns.ts";

/** A device that takes 10 ms for a request, behind a queue. */
function open() {
  const clock = createManualClock();
  const needed = { value: true };
  const log: string[] = [];
  const turns = createTurns(() => needed.value);
  let inside = 0;
  let most = 0;
  const device: Handler = async ({ operation }) => {
    most = Math.max(most, ++inside);
    log.push(operation);
    await clock.sleep(10);
    inside--;
    if (operation === "bad") throw new Error("no");
    return { status: 200, headers: {}, body: operation };
  };
  const handler = turns.middleware(device);
  const send = (operation: string, more: Partial<DeviceRequest> = {}) => handler(readRequest({ operation, ...more }));
  return { clock, needed, turns, log, send, most: () => most };
}

test("requests go one at a time, in their order, also after one that failed", async () => {
  const { clock, log, send, most, turns } = open();
  const all = Promise.allSettled(["a", "bad", "c", "d"].map((name) => send(name)));
  assert.equal(turns.waiting, 3);
  await clock.advance(40);
  const outcomes = await all;
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", "fulfilled"],
  );
  assert.deepEqual([log, most()], [["a", "bad", "c", "d"], 1]);
});

test("who is cancelled while it waits is never sent, and the next one goes", async () => {
  const { clock, log, send } = open();
  const cancel = new AbortController();
  const first = send("a");
  const second = assert.rejects(send("b", { signal: cancel.signal }), (error) => {
    return isFortiError(error, "ABORTED") && error.reached === "no" && /for its turn/.test(error.message);
  });
  const third = send("c");
  cancel.abort();
  await second;
  await clock.advance(20);
  await Promise.all([first, third]);
  await assert.rejects(send("d", { signal: cancel.signal }), (error) => isFortiError(error, "ABORTED"));
  assert.deepEqual(log, ["a", "c"]);
});

test("all go at once when turns are not needed, those that wait included", async () => {
  const { clock, needed, turns, send, most } = open();
  const queued = ["a", "b", "c"].map((name) => send(name));
  needed.value = false;
  turns.release();
  const late = send("d");
  await clock.advance(10);
  await Promise.all([...queued, late]);
  assert.deepEqual([most(), turns.waiting], [4, 0]);
});

test("those that wait go when the one before ends, if turns are no longer needed by then", async () => {
  const { clock, needed, send, most } = open();
  const queued = ["a", "b", "c"].map((name) => send(name));
  needed.value = false;
  await clock.advance(20);
  await Promise.all(queued);
  assert.equal(most(), 2);
});
