import assert from "node:assert/strict";
import { test } from "node:test";
import { createManualClock } from "../testing/manual-clock.ts";
import { createExitSignals } from "./exit-signals.ts";

function open() {
  const clock = createManualClock();
  const listeners = new Map<string, Set<() => void>>();
  const ends: string[] = [];
  let mayKill = true;
  const of = (signal: string): Set<() => void> => {
    const found = listeners.get(signal) ?? new Set();
    listeners.set(signal, found);
    return found;
  };
  const signals = createExitSignals(
    {
      pid: 7,
      on: (signal, listener) => of(signal).add(listener),
      off: (signal, listener) => of(signal).delete(listener),
      listenerCount: (signal) => of(signal).size,
      kill: (pid, signal) => {
        if (!mayKill) throw new Error("not allowed");
        ends.push(`${signal} to ${pid}`);
      },
      exit: (code) => ends.push(`exit ${code}`),
    },
    (ms, signal) => clock.sleep(ms, signal),
  );
  const send = (signal: string): void => {
    for (const listener of [...of(signal)]) listener();
  };
  const counts = () => [of("SIGINT").size, of("SIGTERM").size];
  return { clock, signals, send, ends, counts, of, forbidKill: () => (mayKill = false) };
}

test("it listens only while there is something to do", () => {
  const { signals, counts } = open();
  assert.deepEqual(counts(), [0, 0]);
  const forget = [signals.add(async () => {}), signals.add(async () => {})];
  assert.deepEqual(counts(), [1, 1]);
  forget[0]?.();
  assert.deepEqual(counts(), [1, 1]);
  forget[1]?.();
  forget[1]?.();
  assert.deepEqual(counts(), [0, 0]);
});

test("the work is done, then the process ends as the signal would have ended it", async () => {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    const { clock, signals, send, ends, counts } = open();
    const done: string[] = [];
    signals.add(async () => {
      await clock.sleep(1000);
      done.push("unlocked");
    });
    signals.add(() => Promise.reject(new Error("no")));
    send(signal);
    await clock.advance(500);
    assert.deepEqual([done, ends, counts()], [[], [], [0, 0]]);
    await clock.advance(500);
    assert.deepEqual([done, ends], [["unlocked"], [`${signal} to 7`]]);
    assert.equal(clock.sleeping, 0);
  }
});

test("work that takes too long is left behind", async () => {
  const { clock, signals, send, ends } = open();
  signals.add(() => new Promise(() => {}));
  send("SIGTERM");
  await clock.advance(4999);
  assert.deepEqual(ends, []);
  await clock.advance(1);
  assert.deepEqual(ends, ["SIGTERM to 7"]);
});

test("whoever listens too decides how the process ends", async () => {
  const { clock, signals, send, ends, of } = open();
  of("SIGINT").add(() => {});
  signals.add(async () => {});
  send("SIGINT");
  await clock.advance(10_000);
  assert.deepEqual(ends, []);
});

test("where a process may not signal itself, the exit code tells the signal", async () => {
  const { clock, signals, send, ends, forbidKill } = open();
  forbidKill();
  signals.add(async () => {});
  send("SIGINT");
  await clock.advance(0);
  assert.deepEqual(ends, ["exit 130"]);
});
