/**
 * The way of a request to a device and of the answer back.
 *
 * @module
 */

import type { FortiError } from "../errors.ts";
import { compose } from "../middleware/compose.ts";
import type { DeviceRequest, Handler, Middleware } from "../types.ts";

/** The steps, each with one concern. */
export interface PipelineSteps {
  /** Outermost: tells what was refused in here from what never came here. */
  readonly refusals: Middleware;
  /** A call is over when it is on record. */
  readonly track: Middleware;
  readonly count: Middleware;
  /** Outside the audit, whose lines name the trace. */
  readonly trace: Middleware;
  readonly audit: Middleware;
  readonly readOnly: Middleware;
  /** Sign-in, retries and all waits inside it have one time limit. */
  readonly totalTimeout: Middleware;
  readonly authenticate: Middleware;
  readonly retry: Middleware;
  /** What the credential wants of each attempt: one at a time, perhaps. Waits between retries are nobody's turn. */
  readonly turns?: Middleware;
  /** Outside the breaker: what waits for its turn learns when that opens. */
  readonly pace: Middleware;
  readonly circuitBreaker: Middleware;
  /** Takes the time of every attempt, and tells statistics, pace and logger of it. */
  readonly measure: Middleware;
  readonly decode: Middleware;
}

/** The steps that a request takes that signs in or out: it is no call, and carries no credential but its own. */
export type SignInSteps = Omit<
  PipelineSteps,
  "refusals" | "track" | "count" | "readOnly" | "totalTimeout" | "authenticate" | "turns"
>;

/** The order of the steps, listed here once, outermost first. */
const ORDER = [
  "refusals",
  "track",
  "count",
  "trace",
  "audit",
  "readOnly",
  "totalTimeout",
  "authenticate",
  "retry",
  "turns",
  "pace",
  "circuitBreaker",
  "measure",
  "decode",
] as const satisfies (keyof PipelineSteps)[];

/** Puts the steps in front of the transport. */
export function createPipeline(steps: PipelineSteps, transport: Handler): Handler {
  return inOrder(steps, transport);
}

/** The way of a request that signs in or out. */
export function createSignInPipeline(steps: SignInSteps, transport: Handler): Handler {
  return inOrder(steps, transport);
}

function inOrder(steps: Partial<PipelineSteps>, handler: Handler): Handler {
  return compose(
    ORDER.flatMap((name) => steps[name] ?? []),
    handler,
  );
}

/** The steps that even a request takes that was refused before it became one. */
export type RefusalSteps = Pick<PipelineSteps, "track" | "count" | "trace" | "audit">;

/** The way of such a request: it ends with its error, counted and on record. */
export function createRefusalPipeline(steps: RefusalSteps): (request: DeviceRequest, error: FortiError) => void {
  return (request, error) => {
    const handler = inOrder(steps, () => Promise.reject(error));
    handler(request).catch(() => undefined);
  };
}
