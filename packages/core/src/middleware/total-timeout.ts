/**
 * Bounds the time of a request with everything round it.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { FortiError, isFortiError, type Reached } from "../errors.ts";
import { IN_DOUBT } from "../in-doubt.ts";
import type { DeviceRequest, DeviceResponse, Handler, Middleware, Runtime } from "../types.ts";

/**
 * Ends a request with TIMEOUT when it takes longer than its `totalTimeoutMs`, or than the default here: sign-in, every
 * attempt and every wait together; of a stream, up to its head. The attempt under way is cancelled, and when something
 * does not heed that, the request ends all the same. Without a limit it costs nothing.
 *
 * Place it outside the authenticate step.
 *
 * @throws FortiError INVALID_INPUT for a limit that is no whole number from 1.
 *
 * @example
 * ```ts
 * import { type Handler, totalTimeout } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * export const bounded = (send: Handler): Handler => totalTimeout(10_000, systemRuntime)(send);
 * ```
 */
export function totalTimeout(defaultMs: number | undefined, runtime: Pick<Runtime, "sleep">): Middleware {
  if (defaultMs !== undefined) checkNumber("totalTimeoutMs", defaultMs, 1);
  return (next) => (request) => {
    const limitMs = request.totalTimeoutMs ?? defaultMs;
    return limitMs === undefined ? next(request) : within(limitMs, request, next, runtime);
  };
}

type Failure = { readonly error: unknown };
type Outcome = { readonly response: DeviceResponse } | Failure;

async function within(
  limitMs: number,
  request: DeviceRequest,
  next: Handler,
  runtime: Pick<Runtime, "sleep">,
): Promise<DeviceResponse> {
  checkNumber("totalTimeoutMs", limitMs, 1);
  const expiry = new AbortController();
  const alarm = new AbortController();
  const signal = request.signal === undefined ? expiry.signal : AbortSignal.any([request.signal, expiry.signal]);
  const work = settle(next({ ...request, signal }));
  const late = (): undefined => undefined;
  try {
    // An alarm that is switched off rejects, when nobody listens any more.
    const inTime = await Promise.race([work, runtime.sleep(limitMs, alarm.signal).then(late, () => work)]);
    if (inTime !== undefined) return unwrap(inTime);
    expiry.abort(expired(limitMs, request, undefined));
    // What heeds the signal says within a turn how far it got; what came in at the last moment counts.
    const last = await Promise.race([work, runtime.sleep(0).then(late)]);
    if (last !== undefined && ("response" in last || isAnswered(last))) return unwrap(last);
    throw expired(limitMs, request, last);
  } finally {
    alarm.abort();
  }
}

function settle(work: Promise<DeviceResponse>): Promise<Outcome> {
  return work.then(
    (response) => ({ response }),
    (error: unknown) => ({ error }),
  );
}

function unwrap(outcome: Outcome): DeviceResponse {
  if ("error" in outcome) throw outcome.error;
  return outcome.response;
}

/** Whether it failed because the device said no, and not because time was up. */
function isAnswered({ error }: Failure): boolean {
  return isFortiError(error) && error.status !== undefined && error.code !== "ABORTED";
}

function expired(limitMs: number, request: DeviceRequest, last: Failure | undefined): FortiError {
  const reached: Reached = isFortiError(last?.error) ? last.error.reached : "maybe";
  return new FortiError({
    code: "TIMEOUT",
    message: `Cannot complete "${request.operation}": it took longer than its total of ${limitMs} ms`,
    hint:
      request.effect === "write" && reached !== "no"
        ? IN_DOUBT
        : "Give it more time with totalTimeoutMs, which covers sign-in, retries and waits too",
    request,
    reached,
    cause: last?.error,
  });
}
