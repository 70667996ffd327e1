/**
 * Knows which calls are under way.
 *
 * @module
 */

import type { DeviceResponse, Middleware } from "../types.ts";

/** A step that keeps track of calls. */
export interface RunningCalls {
  /** The step. */
  readonly middleware: Middleware;
  /** Waits until every call that is under way is over, however it ends. Never rejects. */
  settled(): Promise<void>;
}

/** Makes the step. */
export function createRunningCalls(): RunningCalls {
  const running = new Set<Promise<DeviceResponse>>();
  return {
    middleware: (next) => async (request) => {
      const call = next(request);
      running.add(call);
      try {
        return await call;
      } finally {
        running.delete(call);
      }
    },
    settled: async () => void (await Promise.allSettled(running)),
  };
}
