/**
 * What the playground asks of every surface: take alerts, do the job on one FortiGate, answer what changed.
 *
 * @module
 */

import type { FortiGateHandle } from "@fortiweave/simulator";
import type { Answer } from "../answers.ts";

/** The surfaces, in the order in which they are run and printed. */
export const SURFACE_NAMES = ["deno", "node-red", "n8n"] as const;

export type SurfaceName = (typeof SURFACE_NAMES)[number];

/** One way to do the job, backed by a program that really runs. */
export interface Surface {
  readonly name: SurfaceName;
  /** Resolves once alerts can be sent. */
  start(): Promise<void>;
  /** Feeds the alerts through, in order. Answers one answer per alert, in the same order. */
  run(alerts: readonly unknown[]): Promise<readonly Answer[]>;
  /** Ends every process it started. Safe to call twice, and before `start`. */
  stop(): Promise<void>;
  /** How a person looks at it after `start`, as lines of `name: value`. */
  access(): Readonly<Record<string, string>>;
}

/** What a surface gets to work with. */
export interface SurfaceContext {
  /** Its own simulated FortiGate. */
  readonly fortigate: FortiGateHandle;
  readonly safeRanges: readonly string[];
  /** Takes one line about how far it is. */
  readonly log: (line: string) => void;
  /** Aborted when the playground is told to end early: long preparations stop. */
  readonly signal: AbortSignal;
}
