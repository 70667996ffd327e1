/**
 * Waits on behalf of a request.
 *
 * @module
 */

import { FortiError, isFortiError, type Reached } from "../errors.ts";
import { IN_DOUBT } from "../in-doubt.ts";
import type { DeviceRequest, Runtime } from "../types.ts";

/** What to say when the wait is cancelled. */
export interface WaitContext {
  readonly request: DeviceRequest;
  /** What it waits for: `to try again`. */
  readonly purpose: string;
  /** How far the request got before. */
  readonly reached: Reached;
  /** Why it waits. */
  readonly cause?: unknown;
}

/**
 * Waits so many milliseconds. Throws ABORTED when the request is cancelled meanwhile, or the clock ends every wait with an
 * ABORTED of its own, as that of a client does that closes.
 */
export async function wait(runtime: Pick<Runtime, "sleep">, ms: number, context: WaitContext): Promise<void> {
  const { signal } = context.request;
  try {
    await runtime.sleep(ms, signal);
  } catch (reason) {
    throw signal?.aborted || isFortiError(reason, "ABORTED") ? cancelled(context) : reason;
  }
}

/** The error for a request that was cancelled while it waited. */
export function cancelled({ request, purpose, reached, cause }: WaitContext): FortiError {
  const message = `Cannot complete "${request.operation}": it was cancelled while it waited ${purpose}`;
  const hint = request.effect === "write" && reached !== "no" ? IN_DOUBT : undefined;
  return new FortiError({ code: "ABORTED", message, hint, request, reached, cause: cause ?? request.signal?.reason });
}
