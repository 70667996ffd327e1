/**
 * Puts middleware round a handler.
 *
 * @module
 */

import type { Handler, Middleware } from "../types.ts";

/**
 * Wraps `handler` in `middlewares`, listed outermost first: the first one sees a request first and its answer last.
 *
 * @example
 * ```ts
 * import { compose, type DeviceRequest, type Handler, readOnly } from "@fortiweave/core";
 *
 * const device: Handler = () => Promise.resolve({ status: 200, headers: {}, body: "{}" });
 * const send = compose([readOnly()], device);
 * const request: DeviceRequest = {
 *   operation: "monitor system/status get",
 *   effect: "read",
 *   idempotent: true,
 *   method: "GET",
 *   path: "/api/v2/monitor/system/status",
 * };
 * console.log((await send(request)).status);
 * ```
 */
export function compose(middlewares: readonly Middleware[], handler: Handler): Handler {
  return middlewares.reduceRight((next, middleware) => middleware(next), handler);
}
