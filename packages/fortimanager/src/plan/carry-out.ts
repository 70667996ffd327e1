/**
 * Carries out what was prepared, and reads it back.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import type { Prepared } from "./prepare.ts";
import { type Run, runSteps, type StepRunner } from "./run.ts";
import { type Verification, verify } from "./verify.ts";

/** How to carry it out. */
export interface CarryOptions extends Pick<StepRunner, "stops" | "report"> {
  readonly signal?: AbortSignal | undefined;
}

/** What became of it. */
export interface Carried extends Verification {
  readonly run: Run;
}

/** Carries it out. */
export async function carryOut(engine: Engine, prepared: Prepared, { signal, ...how }: CarryOptions): Promise<Carried> {
  const places = new Map(prepared.wanted.map(({ place }) => [place.name, place]));
  const { signal: own, ...calls } = prepared.calls;
  const ended = signal ?? own;
  const options: CallOptions = { ...calls, ...(ended !== undefined && { signal: ended }) };
  const run = await runSteps(prepared.tasks, { engine, places, options, ...how });
  if (run.simulated.size > 0) return { run, verdicts: new Map(), requests: run.requests };
  // What is done is looked at, whoever has lost patience by now.
  const verification = await verify(engine, prepared, run, calls);
  return { ...verification, run, requests: run.requests + verification.requests };
}
