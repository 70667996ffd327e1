import assert from "node:assert/strict";
import { it } from "node:test";
import "./testing/n8n-workflow.ts";

const { n8nRuntime } = await import("./runtime.ts");

it("n8nRuntime waits by n8n's means, and stops when it is told to", async () => {
  await n8nRuntime.sleep(0);
  const reason = new Error("cancelled");
  await assert.rejects(n8nRuntime.sleep(60_000, AbortSignal.abort(reason)), reason);
  assert.ok(Math.abs(n8nRuntime.now() - Date.now()) < 1000);
  const chance = n8nRuntime.random();
  assert.ok(chance >= 0 && chance < 1);
});
