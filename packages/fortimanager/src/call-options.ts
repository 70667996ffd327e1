/**
 * What a call says, and what was said of every call.
 *
 * @module
 */

import type { DeviceRequest } from "@fortiweave/core";
import type { CallOptions } from "./types.ts";

/** The options of a call, completed from the defaults. Either signal cancels it. */
export function mergeOptions(
  { signal, timeoutMs, totalTimeoutMs }: CallOptions,
  defaults: CallOptions,
): Pick<DeviceRequest, "signal" | "timeoutMs" | "totalTimeoutMs"> {
  const either = signal && defaults.signal ? AbortSignal.any([signal, defaults.signal]) : (signal ?? defaults.signal);
  const attempt = timeoutMs ?? defaults.timeoutMs;
  const total = totalTimeoutMs ?? defaults.totalTimeoutMs;
  return {
    ...(either && { signal: either }),
    ...(attempt !== undefined && { timeoutMs: attempt }),
    ...(total !== undefined && { totalTimeoutMs: total }),
  };
}
