import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiGate, fleet, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const [hq, branch, lab] = await Promise.all(["7.2.11", "7.4.8", "7.6.5"].map((version) => openDevice(version)));
assert.ok(hq && branch && lab);
const devices = { hq, branch, lab };

/** Connected when their turn comes. */
const connected = fleet<FortiGate>(
  Object.entries(devices).map(([name, device]) => ({ name, connect: () => device.connect() })),
);

beforeEach(() => Promise.all(Object.values(devices).map((device) => device.reset())));

const block = (fgt: FortiGate, { signal }: { signal: AbortSignal }) =>
  fgt.cmdb("firewall/address").ensure({ name: "bad", subnet: "203.0.113.9/32" }, { signal });

test("feature fleet: one operation on many devices, each with an outcome of its own as it comes", async () => {
  const seen: string[] = [];
  for await (const outcome of connected.run(block)) {
    assert.ok(outcome.status === "done" && outcome.value.changed);
    assert.ok(outcome.durationMs >= 0);
    seen.push(outcome.device);
  }
  assert.deepEqual(seen.sort(), ["branch", "hq", "lab"]);
  for (const device of Object.values(devices)) {
    await using fgt = device.connect();
    assert.equal(await fgt.cmdb("firewall/address").exists("bad"), true);
  }
});

test("feature fleet: a failure is reported for its device and leaves the others alone", async () => {
  await branch.fault({ kind: "html", status: 403 });
  const outcomes = await connected.run(block).collect();
  assert.deepEqual(
    outcomes.map((outcome) =>
      outcome.status === "failed" && isFortiError(outcome.error) ? outcome.error.code : outcome.status,
    ),
    ["done", "FORBIDDEN", "done"],
  );
});

test("feature fleet: bounded in total, and one at a time for a device, across runs", async () => {
  const running = new Map<string, number>();
  let most = 0;
  const work = async (fgt: FortiGate, { device }: { device: string }): Promise<void> => {
    running.set(device, (running.get(device) ?? 0) + 1);
    assert.equal(running.get(device), 1);
    most = Math.max(
      most,
      [...running.values()].reduce((sum, count) => sum + count, 0),
    );
    await fgt.cmdb("firewall/address").list();
    running.set(device, 0);
  };
  const one = await connected.run(work, { concurrency: 2 }).collect();
  assert.equal(most, 2);
  const more = await Promise.all([connected.run(work).collect(), connected.run(work).collect()]);
  assert.ok([one, ...more].flat().every(({ status }) => status === "done"));
});

test("feature fleet: after enough failures the rest is skipped, and a later run does what was not done", async () => {
  await hq.fault({ kind: "html", status: 403 });
  const run = connected.run(block, { concurrency: 1, stopAfterFailures: 1 });
  assert.deepEqual(
    (await run.collect()).map(({ status }) => status),
    ["failed", "skipped", "skipped"],
  );
  await hq.reset();
  const resumed = connected.run(block, { resume: JSON.parse(JSON.stringify(run.report())) });
  assert.deepEqual(
    (await resumed.collect()).map(({ status }) => status),
    ["done", "done", "done"],
  );
  await hq.forget();
  assert.deepEqual(await connected.run(block, { resume: resumed.report() }).collect(), []);
  assert.deepEqual(await hq.requests(), []);
});

test("feature fleet: progress is told on the run and with each outcome", async () => {
  const run = connected.run(block);
  assert.deepEqual(run.progress, { total: 3, done: 0, failed: 0, skipped: 0 });
  const done: number[] = [];
  for await (const { progress } of run) done.push(progress.done);
  assert.deepEqual(done, [1, 2, 3]);
  assert.equal(run.progress.done, 3);
});

test("feature fleet: a signal cancels what runs and skips the rest, and so does leaving the loop", async () => {
  const cancel = new AbortController();
  const outcomes = await connected
    .run(
      (fgt, context) => {
        cancel.abort();
        return block(fgt, context);
      },
      { concurrency: 1, signal: cancel.signal },
    )
    .collect();
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["failed", "skipped", "skipped"],
  );
  const run = connected.run(block, { concurrency: 1 });
  for await (const _ of run) break;
  assert.deepEqual(
    run.report().devices.map(({ status }) => status === "pending"),
    [false, false, true],
  );
});
