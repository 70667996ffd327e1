/**
 * The way of a request to a FortiGate and of the answer back.
 *
 * @module
 */

import { compose, type Handler, type Middleware } from "@fortiweave/core";

/** The steps, each with one concern. */
export interface PipelineSteps {
  /** Outermost: a call is over when it is on record. */
  readonly track: Middleware;
  readonly count: Middleware;
  readonly audit: Middleware;
  readonly readOnly: Middleware;
  readonly authenticate: Middleware;
  readonly retry: Middleware;
  readonly circuitBreaker: Middleware;
  readonly decode: Middleware;
}

/** Puts the steps in front of the transport. The order is listed here once, outermost first. */
export function createPipeline(steps: PipelineSteps, transport: Handler): Handler {
  const { track, count, audit, readOnly, authenticate, retry, circuitBreaker, decode } = steps;
  return compose([track, count, audit, readOnly, authenticate, retry, circuitBreaker, decode], transport);
}
