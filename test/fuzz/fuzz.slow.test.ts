// 150,000 requests. FUZZ_SEED=n sends others than usual; a fault says with which seed it was found.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type Fuzzed, fuzz } from "./campaign.ts";
import { fuzzedFortigate, fuzzedManager } from "./devices.ts";
import { type FuzzedSimulator, startFuzzedSimulator } from "./simulator.ts";

const SEED = Number(process.env.FUZZ_SEED ?? 1000);
const PARTS = 20;
/** Of MB: what compiled code and the like may still add once a fifth of the requests is done. */
const MOST_GROWTH = 15;
const MOST_RESIDENT = 1000;

async function check(t: TestContext, simulator: FuzzedSimulator, device: Fuzzed, requests: number): Promise<void> {
  const { memory, faults, ...more } = await fuzz(simulator, device, { seed: SEED, requests, parts: PARTS });
  t.diagnostic(JSON.stringify({ ...more, memory }));
  assert.deepEqual(faults.slice(0, 20), []);
  assert.equal(simulator.complaints(), "");
  assert.ok(simulator.isAlive());
  const { early, late } = memory;
  assert.ok(late.inUse - early.inUse < MOST_GROWTH, `memory in use grew from ${early.inUse} to ${late.inUse} MB`);
  assert.ok(late.resident < MOST_RESIDENT, `${late.resident} MB are resident`);
}

test("100,000 requests leave a FortiGate as it was", async (t) => {
  await using simulator = await startFuzzedSimulator();
  await check(t, simulator, await fuzzedFortigate(simulator.fortigate), 100_000);
});

test("50,000 requests leave a FortiManager as it was", async (t) => {
  await using simulator = await startFuzzedSimulator();
  await check(t, simulator, await fuzzedManager(simulator.fortimanager), 50_000);
});
