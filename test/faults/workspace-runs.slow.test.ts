import { test } from "node:test";
import { checkWorkspaceRuns } from "./check-workspace-runs.ts";

test("2,000 changes with a fault in each: nothing stays locked, nothing half committed is kept quiet, nothing hangs", {
  timeout: 1_200_000,
}, async () => {
  await checkWorkspaceRuns({ count: 2_000, seed: 2 });
});
