import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FortiError, isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import type { FleetDevice } from "./devices.ts";
import { fleet } from "./fleet.ts";
import type { FleetOutcome } from "./outcome.ts";
import type { FleetReport } from "./report.ts";

/** A client that knows only whether it was closed. */
class Client implements AsyncDisposable {
  closed = 0;
  [Symbol.asyncDispose](): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

const given = (count: number): FleetDevice<Client>[] =>
  Array.from({ length: count }, (_, index) => ({ name: `d${index}`, client: new Client() }));

/** Work that ends when it is told to. */
function createGates() {
  const open = new Map<string, () => void>();
  return {
    waiting: () => [...open.keys()],
    wait: (name: string) => new Promise<void>((resolve) => open.set(name, resolve)),
    async release(name: string) {
      const resolve = open.get(name);
      assert.ok(resolve, `nobody waits for ${name}`);
      open.delete(name);
      resolve();
      await settle();
    },
  };
}

/** Until all that is ready now was done. */
const settle = (): Promise<void> => createManualClock().advance(0);

const summary = <T>(outcomes: readonly FleetOutcome<T>[]) =>
  outcomes.map((outcome) => `${outcome.device} ${outcome.status}`);

test("every device has an outcome of its own, and a failure leaves the others alone", async () => {
  const clock = createManualClock();
  const run = fleet(given(3), { clock }).run(async (_client, { device }) => {
    const nap = clock.sleep(device === "d1" ? 10 : 20);
    await clock.advance(device === "d1" ? 10 : 20);
    await nap;
    if (device === "d1") throw new TypeError("no");
    return device.toUpperCase();
  });
  const outcomes = await run.collect();
  assert.deepEqual(summary(outcomes), ["d0 done", "d1 failed", "d2 done"]);
  const [first, second] = outcomes;
  assert.ok(first?.status === "done" && first.value === "D0");
  assert.ok(second?.status === "failed" && second.error instanceof TypeError);
  assert.deepEqual(run.progress, { total: 3, done: 2, failed: 1, skipped: 0 });
  assert.deepEqual(
    outcomes.map(({ index }) => index),
    [0, 1, 2],
  );
});

test("outcomes come as they finish, with the time that each took and the progress of then", async () => {
  const clock = createManualClock();
  const naps: Record<string, number> = { d0: 30, d1: 10, d2: 20 };
  const run = fleet(given(3), { clock }).run((_client, { device }) => clock.sleep(naps[device] ?? 0));
  const outcomes: FleetOutcome<void>[] = [];
  const done = (async () => {
    for await (const outcome of run) outcomes.push(outcome);
  })();
  await clock.advance(100);
  await done;
  assert.deepEqual(
    outcomes.map(({ device, durationMs, progress }) => [device, durationMs, progress.done]),
    [
      ["d1", 10, 1],
      ["d2", 20, 2],
      ["d0", 30, 3],
    ],
  );
});

test("no more than `concurrency` run at a time, and the next begins as soon as one is over", async () => {
  const gates = createGates();
  const all = fleet(given(4))
    .run((_client, { device }) => gates.wait(device), { concurrency: 2 })
    .collect();
  await settle();
  assert.deepEqual(gates.waiting(), ["d0", "d1"]);
  await gates.release("d1");
  assert.deepEqual(gates.waiting(), ["d0", "d2"]);
  for (const name of ["d2", "d0", "d3"]) await gates.release(name);
  assert.equal((await all).length, 4);
});

test("nothing begins before the first outcome is asked for", async () => {
  let begun = 0;
  const run = fleet(given(2)).run(() => begun++);
  await settle();
  assert.equal(begun, 0);
  await run.return();
  assert.deepEqual(await run.collect(), []);
  assert.equal(begun, 0);
});

test("one piece of work at a time on a device, across runs, and others do not wait for a busy one", async () => {
  const gates = createGates();
  const devices = fleet(given(2));
  const first = devices.run((_client, { device }) => gates.wait(`a ${device}`), { concurrency: 1 }).collect();
  await settle();
  const second = devices.run((_client, { device }) => gates.wait(`b ${device}`)).collect();
  await settle();
  assert.deepEqual(gates.waiting(), ["a d0", "b d1"]);
  await gates.release("a d0");
  assert.deepEqual(gates.waiting(), ["b d1", "b d0"], "the first run waits for d1 now");
  await gates.release("b d1");
  await gates.release("a d1");
  await gates.release("b d0");
  assert.deepEqual(summary(await first), ["d0 done", "d1 done"]);
  assert.deepEqual(summary(await second), ["d0 done", "d1 done"]);
});

test("`perDevice` allows more", async () => {
  const gates = createGates();
  const devices = fleet(given(1));
  const runs = ["a", "b", "c"].map((name) => devices.run(() => gates.wait(name), { perDevice: 2 }).collect());
  await settle();
  assert.deepEqual(gates.waiting(), ["a", "b"]);
  await gates.release("b");
  assert.deepEqual(gates.waiting(), ["a", "c"]);
  await gates.release("a");
  await gates.release("c");
  await Promise.all(runs);
});

test("after enough failures nothing begins any more; what runs is finished, the rest is skipped", async () => {
  const gates = createGates();
  const run = fleet(given(6)).run(
    async (_client, { device, signal }) => {
      await gates.wait(device);
      assert.equal(signal.aborted, false);
      if (device !== "d1") throw new Error("no");
    },
    { concurrency: 3, stopAfterFailures: 2 },
  );
  const all = run.collect();
  await settle();
  await gates.release("d0");
  await gates.release("d2");
  assert.deepEqual(gates.waiting(), ["d1", "d3"], "d3 took the place of d0, nothing took that of d2");
  await gates.release("d1");
  await gates.release("d3");
  const outcomes = await all;
  assert.deepEqual(summary(outcomes), ["d0 failed", "d1 done", "d2 failed", "d3 failed", "d4 skipped", "d5 skipped"]);
  assert.ok(outcomes[5]?.status === "skipped" && outcomes[5].reason === "failures");
  assert.deepEqual(run.progress, { total: 6, done: 1, failed: 3, skipped: 2 });
});

test("the signal cancels what runs, skips the rest, and every device still has its outcome", async () => {
  const cancel = new AbortController();
  const run = fleet(given(4)).run(
    (_client, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    { concurrency: 2, signal: cancel.signal },
  );
  const all = run.collect();
  await settle();
  const reason = new Error("enough");
  cancel.abort(reason);
  const outcomes = await all;
  assert.deepEqual(summary(outcomes), ["d0 failed", "d1 failed", "d2 skipped", "d3 skipped"]);
  assert.ok(outcomes[0]?.status === "failed" && outcomes[0].error === reason);
  assert.ok(outcomes[3]?.status === "skipped" && outcomes[3].reason === "aborted");
});

test("a signal that was aborted before skips everything, and connects to nothing", async () => {
  let connected = 0;
  const connect = () => {
    connected++;
    return new Client();
  };
  const run = fleet([{ name: "d0", connect }]).run(() => 1, { signal: AbortSignal.abort() });
  assert.deepEqual(summary(await run.collect()), ["d0 skipped"]);
  assert.equal(connected, 0);
});

test("leaving the loop cancels what runs, waits for it, and begins no more", async () => {
  const begun: string[] = [];
  let ended = 0;
  const run = fleet(given(5)).run(
    async (_client, { device, signal }) => {
      begun.push(device);
      if (device === "d0") return;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      ended++;
    },
    { concurrency: 3 },
  );
  for await (const outcome of run) {
    assert.equal(outcome.device, "d0");
    break;
  }
  assert.deepEqual([begun, ended], [["d0", "d1", "d2", "d3"], 3]);
  assert.deepEqual(
    run.report().devices.map(({ status }) => status),
    ["done", "done", "done", "done", "pending"],
  );
});

test("return() does not wait for an outcome that somebody waits for", async () => {
  let cancelled = false;
  const run = fleet(given(1)).run(
    (_client, { signal }) =>
      new Promise<void>((resolve) =>
        signal.addEventListener("abort", () => {
          cancelled = true;
          resolve();
        }),
      ),
  );
  const waiting = run.next();
  await settle();
  await run.return();
  assert.equal(cancelled, true);
  assert.equal((await waiting).value?.status, "done");
  assert.equal((await run.next()).done, true);
});

test("`await using` leaves as well", async () => {
  const signals: AbortSignal[] = [];
  {
    await using run = fleet(given(2)).run((_client, { signal, device }) => {
      signals.push(signal);
      return device === "d0"
        ? undefined
        : new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    });
    await run.next();
  }
  assert.equal(signals[1]?.aborted, true);
});

test("a run that went to its end leaves its signal alone: what it answered may still be read", async () => {
  let kept: AbortSignal | undefined;
  const run = fleet(given(1)).run((_client, { signal }) => {
    kept = signal;
  });
  await run.collect();
  await run.return();
  assert.equal(kept?.aborted, false);
});

test("a device that the fleet connected is closed after its work, however it went; a given one stays open", async () => {
  const own = [new Client(), new Client()];
  const ours = new Client();
  const run = fleet<Client>([
    { name: "good", connect: () => own[0] as Client },
    { name: "bad", connect: () => Promise.resolve(own[1] as Client) },
    { name: "given", client: ours },
  ]).run((client, { device }) => {
    assert.equal(client.closed, 0);
    if (device === "bad") throw new Error("no");
  });
  assert.deepEqual(summary(await run.collect()), ["good done", "bad failed", "given done"]);
  assert.deepEqual([own[0]?.closed, own[1]?.closed, ours.closed], [1, 1, 0]);
});

test("a device that cannot be connected failed; one that closes badly is done all the same", async () => {
  const stubborn: AsyncDisposable = { [Symbol.asyncDispose]: () => Promise.reject(new Error("no way out")) };
  const outcomes = await fleet<AsyncDisposable>([
    {
      name: "gone",
      connect: () => {
        throw new FortiError({ code: "INVALID_INPUT", message: "The URL of the device is missing" });
      },
    },
    { name: "stubborn", connect: () => stubborn },
  ])
    .run(() => 1)
    .collect();
  assert.deepEqual(summary(outcomes), ["gone failed", "stubborn done"]);
});

test("a run that is cancelled while a device connects does not begin the work there", async () => {
  const cancel = new AbortController();
  const client = new Client();
  const connect = () => {
    cancel.abort();
    return client;
  };
  let worked = false;
  const run = fleet([{ name: "d0", connect }]).run(
    () => {
      worked = true;
    },
    { signal: cancel.signal },
  );
  const [outcome] = await run.collect();
  assert.ok(outcome?.status === "failed" && isFortiError(outcome.error, "ABORTED") && outcome.error.reached === "no");
  assert.deepEqual([worked, client.closed], [false, 1]);
});

test("clients may come by name", async () => {
  const devices = fleet({ hq: new Client(), branch: new Client() });
  assert.deepEqual(devices.devices, ["hq", "branch"]);
  assert.deepEqual(summary(await devices.run(() => 1).collect()), ["hq done", "branch done"]);
});

test("a fleet without devices is done at once", async () => {
  assert.deepEqual(
    await fleet([])
      .run(() => 1)
      .collect(),
    [],
  );
});

test("a run resumes: what was done is not done again, and attempts are counted", async () => {
  const attempts: string[] = [];
  const work =
    (bad: readonly string[]) =>
    (_client: Client, { device, attempt }: { device: string; attempt: number }): void => {
      attempts.push(`${device} ${attempt}`);
      if (bad.includes(device)) throw new FortiError({ code: "TIMEOUT", message: "Too slow" });
    };
  const devices = fleet(given(4));
  const first = devices.run(work(["d1"]), { concurrency: 1, stopAfterFailures: 1 });
  await first.collect();
  const report = JSON.parse(JSON.stringify(first.report())) as FleetReport;
  assert.deepEqual(report, {
    devices: [
      { device: "d0", status: "done", attempts: 1 },
      { device: "d1", status: "failed", attempts: 1, error: { code: "TIMEOUT", message: "Too slow" } },
      { device: "d2", status: "skipped", attempts: 0 },
      { device: "d3", status: "skipped", attempts: 0 },
    ],
  });
  attempts.length = 0;
  const second = devices.run(work([]), { resume: report });
  assert.deepEqual(summary(await second.collect()), ["d1 done", "d2 done", "d3 done"]);
  assert.deepEqual(attempts, ["d1 2", "d2 1", "d3 1"]);
  assert.deepEqual(second.progress, { total: 4, done: 4, failed: 0, skipped: 0 });
  assert.deepEqual(await devices.run(work([]), { resume: second.report() }).collect(), []);
});

test("a report says of an error that is none of ours only that there was one", async () => {
  const run = fleet(given(1)).run(() => {
    throw new Error("the password is geheim123");
  });
  await run.collect();
  assert.deepEqual(run.report().devices[0]?.error, { code: "OTHER" });
});

test("what is no report is refused", () => {
  for (const resume of [
    {},
    { devices: [{ device: "d0" }] },
    "done",
    { devices: [{ device: "d0", status: "ok", attempts: 1 }] },
  ]) {
    assert.throws(
      () => fleet(given(1)).run(() => 1, { resume: resume as FleetReport }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("a device that is named twice, has no name or shares its client is refused, and so is a bad option", () => {
  const client = new Client();
  const refused = (make: () => unknown, message: RegExp) =>
    assert.throws(make, (error) => isFortiError(error, "INVALID_INPUT") && message.test(error.message));
  const connect = () => new Client();
  refused(
    () =>
      fleet([
        { name: "a", connect },
        { name: "a", connect },
      ]),
    /"a" stands twice/,
  );
  refused(() => fleet([{ name: "", connect }]), /Device 1 of the fleet has no name/);
  refused(() => fleet({ a: client, b: client }), /"a" and "b" share one client/);
  refused(() => fleet([{ name: "a" } as unknown as FleetDevice<Client>]), /"a" has no client/);
  for (const options of [{ concurrency: 0 }, { perDevice: 0.5 }, { stopAfterFailures: -1 }]) {
    refused(() => fleet(given(1)).run(() => 1, options), /is .*, not a whole number/);
  }
});

test("a thousand devices and a slow consumer: no more outcomes wait than may run", async () => {
  let begun = 0;
  let taken = 0;
  const run = fleet(given(1000)).run(() => ++begun, { concurrency: 7 });
  for await (const outcome of run) {
    taken++;
    await settle();
    assert.equal(outcome.status, "done");
    assert.ok(begun - taken <= 7, `${begun} were begun when ${taken} were taken`);
    if (taken === 40) break;
  }
  assert.ok(begun <= 47);
});

test("whatever fails, whatever the limits: one outcome each, never too many at a time, and a resumed run ends it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }),
      async (fails, concurrency, stopAfterFailures, turns) => {
        let running = 0;
        let most = 0;
        const worked = new Map<string, number>();
        const devices = fleet(given(fails.length));
        const run = devices.run(
          async (_client, { device, attempt }) => {
            const index = Number(device.slice(1));
            worked.set(device, (worked.get(device) ?? 0) + 1);
            most = Math.max(most, ++running);
            for (let turn = 0; turn < (turns[index] ?? 0); turn++) await Promise.resolve();
            running--;
            if (fails[index] && attempt === 1) throw new Error("no");
          },
          { concurrency, ...(stopAfterFailures !== undefined && { stopAfterFailures }) },
        );
        const outcomes = await run.collect();
        assert.deepEqual(
          outcomes.map(({ index }) => index),
          fails.map((_, index) => index),
        );
        assert.ok(most <= concurrency);
        const { done, failed, skipped, total } = run.progress;
        assert.equal(done + failed + skipped, total);
        assert.equal(
          skipped > 0,
          stopAfterFailures !== undefined && failed >= stopAfterFailures && done + failed < total,
        );
        assert.equal(running, 0);
        assert.ok([...worked.values()].every((times) => times === 1));
        const again = await devices.run((_client, { attempt }) => attempt, { resume: run.report() }).collect();
        const expected = outcomes.flatMap(({ device, status }) =>
          status === "done" ? [] : [[device, status === "failed" ? 2 : 1]],
        );
        assert.deepEqual(
          again.map((outcome) => [outcome.device, outcome.status === "done" && outcome.value]),
          expected,
        );
      },
    ),
    { numRuns: 200 },
  );
});
