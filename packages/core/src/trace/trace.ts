/**
 * Tells the device, and the steps further in, which trace a call belongs to.
 *
 * @module
 */

import type { DeviceRequest, Middleware } from "../types.ts";
import { checkTraceContext, type TraceContext } from "./trace-context.ts";

/** The trace of every call, or a function that says it for each call: undefined for one that belongs to none. */
export type TraceSource = string | TraceContext | (() => string | TraceContext | undefined);

/**
 * Gives requests the headers `traceparent` and `tracestate`. Place it outside the audit step, so that the trace stands
 * on its lines.
 *
 * A function that throws or answers something wrong fails no call: the call goes without a trace, and `onWarning` hears
 * of the first one.
 *
 * @throws FortiError INVALID_INPUT when a fixed trace is none.
 *
 * @example
 * ```ts
 * import { trace } from "@fortiweave/core";
 *
 * const step = trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
 * ```
 */
export function trace(source: TraceSource, onWarning?: (message: string) => void): Middleware {
  if (typeof source !== "function") {
    const context = checkTraceContext(source);
    return (next) => (request) => next(withTrace(request, context));
  }
  let warned = false;
  const current = (): TraceContext | undefined => {
    try {
      const given = source();
      return given === undefined ? undefined : checkTraceContext(given);
    } catch (error) {
      if (!warned) onWarning?.(`A call went without its trace: ${error instanceof Error ? error.message : error}`);
      warned = true;
      return undefined;
    }
  };
  return (next) => (request) => {
    const context = current();
    return next(context === undefined ? request : withTrace(request, context));
  };
}

/** A copy of the request with the headers of this trace, and of no other. */
export function withTrace(request: DeviceRequest, { traceparent, tracestate }: TraceContext): DeviceRequest {
  const { tracestate: _, ...others } = request.headers ?? {};
  return { ...request, headers: { ...others, traceparent, ...(tracestate !== undefined && { tracestate }) } };
}
