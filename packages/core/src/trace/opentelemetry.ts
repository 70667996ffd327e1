/**
 * OpenTelemetry: one span for each call. Needs the package `@opentelemetry/api`, and an SDK that the program sets up;
 * without one, nothing is recorded.
 *
 * @example
 * ```ts
 * import { openTelemetry } from "@fortiweave/core/opentelemetry";
 * import { connectFortiGate } from "@fortiweave/fortios";
 *
 * const token = "0123456789abcdefghijklmno";
 * await using fgt = connectFortiGate({ url: "https://192.0.2.1", token, telemetry: openTelemetry() });
 * ```
 *
 * @module
 */

import {
  type Attributes,
  type Context,
  context,
  createTraceState,
  isSpanContextValid,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { isFortiError } from "../errors.ts";
import { createScrubber } from "../redact.ts";
import type { DeviceRequest, DeviceResponse } from "../types.ts";
import type { Telemetry } from "./telemetry.ts";
import { withTrace } from "./trace.ts";
import { parseTraceparent, writeTraceparent } from "./trace-context.ts";

/** A `Tracer` of OpenTelemetry. Whoever has none need not have its types. */
export interface SpanSource {
  /** Begins a span. */
  startSpan(name: string, options?: object, context?: unknown): unknown;
}

/** How to record calls. */
export interface OpenTelemetryOptions {
  /** What makes the spans. Default: a tracer of the global provider, named `@fortiweave/core`. */
  readonly tracer?: SpanSource;
}

/**
 * Makes a client span for each call, retries and sign-in included: named after the operation, with the attributes of
 * OpenTelemetry's conventions for HTTP and some of its own (`fortiweave.operation`, `.effect`, `.vdom`, `.device_code`,
 * `.simulated`). What the call is part of is the active span, else the client's `traceparent`; the device is told of the
 * new span. Neither query, body nor headers are recorded, and no secret in a path or a message.
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  const tracer = (options.tracer as Tracer | undefined) ?? trace.getTracer("@fortiweave/core");
  return (device) => (next) => async (request) => {
    const parent = parentOf(request);
    const scrub = createScrubber(request.secrets);
    const attributes = describeRequest(request, device, scrub);
    const span = tracer.startSpan(scrub(request.operation), { kind: SpanKind.CLIENT, attributes }, parent);
    try {
      const response = await context.with(trace.setSpan(parent, span), () => next(withSpan(request, span)));
      span.setAttributes(describeAnswer(response));
      return response;
    } catch (error) {
      span.setAttributes(describeFailure(error));
      // Of an error that is not ours, nobody has taken the secrets out.
      span.setStatus({ code: SpanStatusCode.ERROR, ...(isFortiError(error) && { message: scrub(error.message) }) });
      throw error;
    } finally {
      span.end();
    }
  };
}

function parentOf({ headers = {} }: DeviceRequest): Context {
  const active = context.active();
  if (trace.getSpanContext(active) !== undefined) return active;
  const { traceparent, tracestate } = headers;
  const given = traceparent === undefined ? undefined : parseTraceparent(traceparent);
  if (given === undefined) return active;
  const { traceId, spanId, flags } = given;
  const traceState = tracestate === undefined ? undefined : createTraceState(tracestate);
  return trace.setSpanContext(active, {
    traceId,
    spanId,
    traceFlags: flags,
    isRemote: true,
    ...(traceState && { traceState }),
  });
}

/** Without an SDK a span has no id, and then there is nothing to tell. */
function withSpan(request: DeviceRequest, span: Span): DeviceRequest {
  const spanContext = span.spanContext();
  if (!isSpanContextValid(spanContext)) return request;
  const { traceId, spanId, traceFlags, traceState } = spanContext;
  const tracestate = traceState?.serialize();
  const traceparent = writeTraceparent({ traceId, spanId, flags: traceFlags });
  return withTrace(request, { traceparent, ...(tracestate && { tracestate }) });
}

function describeRequest(request: DeviceRequest, device: URL | undefined, scrub: (text: string) => string): Attributes {
  const { operation, effect, method, query } = request;
  const path = scrub(request.path);
  const [, vdom] = query?.find(([name]) => name === "vdom") ?? [];
  return {
    "http.request.method": method,
    "url.path": path,
    ...(device && describeServer(device, path)),
    "fortiweave.operation": scrub(operation),
    "fortiweave.effect": effect,
    ...(vdom !== undefined && { "fortiweave.vdom": scrub(vdom) }),
  };
}

function describeServer({ origin, protocol, hostname, port, pathname }: URL, path: string): Attributes {
  return {
    "url.full": `${origin}${pathname.replace(/\/+$/, "")}${path}`,
    "server.address": hostname.replace(/^\[(.*)\]$/, "$1"),
    "server.port": port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
  };
}

function describeAnswer({ status, simulated }: DeviceResponse): Attributes {
  return simulated === undefined ? { "http.response.status_code": status } : { "fortiweave.simulated": true };
}

function describeFailure(error: unknown): Attributes {
  if (!isFortiError(error)) return { "error.type": error instanceof Error ? error.name : "_OTHER" };
  const { code, status, deviceCode } = error;
  return {
    "error.type": code,
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(deviceCode !== undefined && { "fortiweave.device_code": deviceCode }),
  };
}
