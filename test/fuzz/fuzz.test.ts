// A few thousand requests of each kind, always the same. The slow test sends the others.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type Fuzzed, fuzz } from "./campaign.ts";
import { fuzzedFortigate, fuzzedManager } from "./devices.ts";
import { type FuzzedSimulator, startFuzzedSimulator } from "./simulator.ts";

const CAMPAIGN = { seed: 1, requests: 2000, parts: 1 };

async function check(t: TestContext, simulator: FuzzedSimulator, device: Fuzzed): Promise<void> {
  const { statuses, slowestMs, faults } = await fuzz(simulator, device, CAMPAIGN);
  t.diagnostic(JSON.stringify({ statuses, slowestMs }));
  assert.deepEqual(faults, []);
  assert.equal(simulator.complaints(), "");
  assert.ok(simulator.isAlive());
}

test("whatever comes, a FortiGate answers as a device", async (t) => {
  await using simulator = await startFuzzedSimulator();
  await check(t, simulator, await fuzzedFortigate(simulator.fortigate));
});

test("whatever comes, a FortiManager answers as a device", async (t) => {
  await using simulator = await startFuzzedSimulator();
  await check(t, simulator, await fuzzedManager(simulator.fortimanager));
});
