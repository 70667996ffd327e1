/**
 * The W3C trace context: which trace a call belongs to, and which span of it.
 *
 * @module
 */

import { FortiError } from "../errors.ts";

/** The two headers of the W3C trace context. */
export interface TraceContext {
  /** `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. */
  readonly traceparent: string;
  /** What tracing systems tell each other: `vendor=value,other=value`. */
  readonly tracestate?: string;
}

/** What a `traceparent` says. */
export interface Traceparent {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** 1: somebody upstream records this trace. */
  readonly flags: number;
}

/** Of a version to come, more may follow; version ff and ids of zeros alone are never right. */
const TRACEPARENT =
  /^(?!ff)(?<version>[0-9a-f]{2})-(?!0{32})(?<traceId>[0-9a-f]{32})-(?!0{16})(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?$/;

/** `key=value` in visible ASCII, at most 32 of them. */
const MEMBER = /^[a-z0-9][a-z0-9_*/@-]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const MOST_MEMBERS = 32;

/** Reads a `traceparent`. Undefined when it is none. */
export function parseTraceparent(text: string): Traceparent | undefined {
  const { version, traceId, spanId, flags, more } = TRACEPARENT.exec(text)?.groups ?? {};
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === "00" && more !== undefined) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

/** Writes a `traceparent`. */
export function writeTraceparent({ traceId, spanId, flags }: Traceparent): string {
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, "0")}`;
}

/**
 * Answers the context when it is one; a text is its `traceparent`.
 *
 * @throws FortiError INVALID_INPUT for a `traceparent` or `tracestate` that breaks the rules of the W3C.
 */
export function checkTraceContext(given: string | TraceContext): TraceContext {
  const context = typeof given === "string" ? { traceparent: given } : given;
  if (parseTraceparent(context.traceparent) === undefined) {
    throw invalid(
      `The traceparent ${JSON.stringify(context.traceparent)} is not one of the W3C trace context`,
      "Write it like 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, in lower case",
    );
  }
  if (context.tracestate !== undefined && !isTracestate(context.tracestate)) {
    throw invalid(
      `The tracestate ${JSON.stringify(context.tracestate)} is not one of the W3C trace context`,
      "Write it like vendor=value,other=value, in visible ASCII",
    );
  }
  return context;
}

function isTracestate(text: string): boolean {
  const members = text.split(",").map((member) => member.trim());
  return members.length <= MOST_MEMBERS && members.every((member) => MEMBER.test(member));
}

function invalid(message: string, hint: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message, hint });
}
