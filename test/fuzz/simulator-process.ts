// node --expose-gc: a FortiGate and a FortiManager. Answers every message with the memory that is in use.
import { startSimulator } from "@fortiweave/simulator";

const simulator = await startSimulator({ fortimanager: 1 });
process.on("message", async () => {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ inUse: (heapUsed + external) / 1e6, resident: rss / 1e6 });
});
process.on("disconnect", () => process.exit());
process.send?.({ fortigate: simulator.fortigates[0], fortimanager: simulator.fortimanager });
