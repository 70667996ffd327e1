// How much memory the client takes. Each figure comes from a process of its own, which starts with a clean heap.
import { runScript } from "./run-script.ts";

export interface Memory {
  /** Resident memory in MB that 1,000 clients take which were made and not used yet, more than one does. */
  readonly fleet: number;
  /** Resident memory in MB at its highest while 200,000 log entries are read, more than at the start. */
  readonly logIterate: number;
}

export async function benchMemory(): Promise<Memory> {
  const { fleet } = await runScript<{ fleet: number }>("fleet.ts");
  const { logIterate } = await runScript<{ logIterate: number }>("log-iterate.ts");
  return { fleet, logIterate };
}
