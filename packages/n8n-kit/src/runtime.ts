import type { Runtime } from "@fortiweave/core";
import { sleep } from "n8n-workflow";

/** Time and chance from n8n, whose nodes may not touch timers themselves. */
export const n8nRuntime: Runtime = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, signal),
  random: () => Math.random(),
};
