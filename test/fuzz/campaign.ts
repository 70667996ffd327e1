// Many requests in several parts. After each part the device must be whole, and after the last no larger than after the
// first.
import { type Outcome, run, type Target } from "./run.ts";
import type { FuzzedSimulator, Handle, Memory } from "./simulator.ts";

export interface Fuzzed extends Target {
  readonly handle: Handle;
  /** What is wrong with what it holds. */
  inspect(): Promise<readonly string[]>;
}

export interface Campaign {
  readonly seed: number;
  readonly requests: number;
  /** The device goes back to the factory after each. */
  readonly parts: number;
}

export interface Result {
  readonly statuses: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly faults: readonly string[];
  /** What a fifth of the requests left behind, and what all of them did. */
  readonly memory: { readonly early: Memory; readonly late: Memory };
}

const CONNECTIONS = 6;

export async function fuzz(
  simulator: FuzzedSimulator,
  device: Fuzzed,
  { seed, requests, parts }: Campaign,
): Promise<Result> {
  const outcomes: Outcome[] = [];
  const faults: string[] = [];
  let early: Memory | undefined;
  for (let part = 0; part < parts; part += 1) {
    const outcome = await run(device, {
      seed: seed + part,
      requests: Math.ceil(requests / parts),
      connections: CONNECTIONS,
    });
    outcomes.push(outcome);
    faults.push(...outcome.faults, ...(await device.inspect()));
    const answer = await fetch(`${device.handle.control}/reset`, { method: "POST" });
    if (!answer.ok) faults.push(`No reset: ${answer.status} ${await answer.text()}`);
    if (part + 1 >= parts / 5) early ??= await simulator.memory();
  }
  const late = await simulator.memory();
  const statuses: Record<string, number> = {};
  for (const outcome of outcomes) {
    for (const [status, count] of Object.entries(outcome.statuses)) statuses[status] = (statuses[status] ?? 0) + count;
  }
  const slowestMs = Math.max(...outcomes.map((outcome) => outcome.slowestMs));
  return { statuses, slowestMs, faults, memory: { early: early ?? late, late } };
}
