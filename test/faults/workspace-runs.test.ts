import { test } from "node:test";
import { checkWorkspaceRuns } from "./check-workspace-runs.ts";

test("100 changes with a fault in each: nothing stays locked, nothing half committed is kept quiet, nothing hangs", async () => {
  await checkWorkspaceRuns({ count: 100, seed: 1 });
});
