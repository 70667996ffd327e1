import assert from "node:assert/strict";
import { runWorkspaces } from "./workspace-runs.ts";

/** Runs seeded changes, each with a fault, and asserts everything that must hold in all of them. */
export async function checkWorkspaceRuns(options: { count: number; seed: number }): Promise<void> {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", listen);
  try {
    const { runs, succeeded, hit, locked, unreported, hung, strange } = await runWorkspaces(options);
    assert.equal(runs, options.count);
    // As many must end well as must not, or the faults befell nothing, or nothing else did anything.
    assert.ok(hit > runs / 2, `only ${hit} of ${runs} runs met their fault`);
    assert.ok(succeeded > runs / 10 && succeeded < (runs * 9) / 10, `${succeeded} of ${runs} runs ended well`);
    assert.deepEqual(locked, [], "something stayed locked");
    assert.deepEqual(unreported, [], "the script was told something that is not so");
    assert.deepEqual(hung, [], "a run took too long");
    assert.deepEqual(strange, [], "something else than a FortiError was thrown");
    assert.deepEqual(unhandled, [], "a rejection was not handled");
  } finally {
    process.off("unhandledRejection", listen);
  }
}
