import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createLockingDevice, type Mishap } from "../../test/locking-device.ts";
import { isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createLockKeeper } from "./keeper.ts";
import type { LockTarget } from "./lock.ts";
import { runLocked } from "./run.ts";

const TARGETS: readonly LockTarget[] = [
  { name: 'ADOM "a"', scope: "a" },
  { name: 'ADOM "b"', scope: "b" },
];
const NAMES = ["1", "2", "3"];

/** What befalls one exchange, and what befalls the work as a whole at a step. */
const mishap = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom<Mishap>("unsent", "vanished", "lost", "expired", "refused") },
);
const scenario = fc.record({
  mishaps: fc.array(mishap, { maxLength: 15 }),
  targets: fc.constantFrom(1, 2),
  waitMs: fc.constantFrom(0, 3000),
  step: fc.integer({ min: 0, max: NAMES.length }),
  event: fc.constantFrom("none", "none", "none", "throw", "abort", "expire", "taken", "close", "down"),
});

test("whatever goes wrong at whichever step: nothing stays locked, nothing is half committed in silence, nothing hangs", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ mishaps, targets, waitMs, step, event }) => {
      const clock = createManualClock();
      const device = createLockingDevice(clock);
      const keeper = createLockKeeper(device.port);
      const stop = new AbortController();
      const queue = [...mishaps];
      let isDown = false;
      device.mishap = () => (isDown ? "vanished" : queue.shift());
      const ours = () => [...device.locks.values()].filter(({ user }) => user === "alice");
      const happen = async (at: number): Promise<void> => {
        if (at !== step) return;
        if (event === "throw") throw new Error("thrown");
        if (event === "abort") stop.abort();
        if (event === "expire") device.expire();
        if (event === "taken") device.other("a", true);
        if (event === "down") isDown = true;
        if (event === "close") for (const close of device.closers) await close()?.catch(() => undefined);
      };
      const running = runLocked(
        keeper,
        TARGETS.slice(0, targets),
        async (given) => {
          for (const [at, name] of NAMES.entries()) {
            await happen(at);
            await given.guard("write", () => device.write(name));
          }
          await happen(NAMES.length);
        },
        { waitMs, signal: stop.signal, commitOptions: undefined },
      );
      const outcome = running.then(
        () => "done" as const,
        (error: unknown) => ({ error }),
      );
      let over: Awaited<typeof outcome> | undefined;
      void outcome.then((value) => {
        over = value;
      });
      for (let second = 0; over === undefined && second < 300; second++) await clock.advance(1000);
      assert.ok(over !== undefined, "it hangs");

      const told = over === "done" || !isFortiError(over.error) ? "" : `${over.error.message} ${over.error.hint}`;
      const suppressed = over === "done" ? "" : String(Object(over.error).suppressed);
      if (ours().length > 0) assert.match(told + suppressed, /Cannot unlock/, "something stays locked in silence");

      // What could not be given back in time is, once the device answers and the client closes.
      queue.length = 0;
      isDown = false;
      for (const close of device.closers) await close();
      assert.deepEqual(ours(), [], "something stays locked");
      assert.deepEqual([device.closers.size, device.exits.size], [0, 0], "something still listens");

      const committed = [...device.committed];
      assert.ok(committed.length === 0 || committed.length === NAMES.length, "half of it is committed");
      if (over === "done") return assert.deepEqual(committed, NAMES);
      const { error } = over;
      const isSaid =
        isFortiError(error) && (error.reached === "maybe" || /committed|unlock/.test(error.message + error.hint));
      assert.ok(committed.length === 0 || isSaid, `it is committed, and the error says: ${String(error)}`);
    }),
    { numRuns: 500, seed: 4 },
  );
});
