// A simulator in a process of its own. Its parent gets the handles first, and at every message the processor time so far.
import { startSimulator } from "@fortiweave/simulator";

const simulator = await startSimulator({ fortimanager: 1 });
process.on("message", () => process.send?.(process.cpuUsage()));
process.on("disconnect", () => process.exit());
process.send?.({ fortigate: simulator.fortigates[0], fortimanager: simulator.fortimanager });
