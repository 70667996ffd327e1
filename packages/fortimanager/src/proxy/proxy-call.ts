/**
 * Writes a FortiGate's request as the data of `sys/proxy/json`.
 *
 * @module
 */

import { type DeviceRequest, FortiError, type JsonValue, writeTarget } from "@fortiweave/core";

/** How FortiManager goes about it. */
export interface ProxyOptions {
  /**
   * Seconds that FortiManager waits for a device, from 10 to 28,800, where a call has no `timeoutMs` of its own. Default:
   * FortiManager's own, 60.
   */
  readonly timeoutSeconds?: number;
}

/** The same request, as it goes through FortiManager. */
export interface ProxyCall {
  /** The verb in lower case. */
  readonly action: string;
  /** Path and query. */
  readonly resource: string;
  readonly payload?: JsonValue;
  /** Seconds that FortiManager waits for the device. */
  readonly timeout?: number;
}

/** FortiManager waits as long as this at least, and at most. */
const SECONDS = { least: 10, most: 28_800 };

/** These are for the way to FortiManager, which has its own. */
const OWN_HEADERS: ReadonlySet<string> = new Set(["traceparent", "tracestate"]);

/**
 * Writes a request.
 *
 * @throws FortiError UNSUPPORTED for what the proxy has no place for: transactions, files, headers.
 */
export function writeProxyCall(request: DeviceRequest, { timeoutSeconds }: ProxyOptions): ProxyCall {
  const lacking = lackingFor(request);
  if (lacking !== undefined) throw unsupported(request, lacking);
  const { method, body, timeoutMs } = request;
  const seconds = timeoutMs === undefined ? timeoutSeconds : Math.ceil(timeoutMs / 1000);
  return {
    action: method.toLowerCase(),
    resource: writeTarget(request),
    ...(body !== undefined && { payload: body }),
    ...(seconds !== undefined && { timeout: Math.min(Math.max(seconds, SECONDS.least), SECONDS.most) }),
  };
}

/** What keeps a request from going through FortiManager, in words that end a sentence. */
function lackingFor({ query = [], headers = {}, expect, files, text }: DeviceRequest): string | undefined {
  const isTransaction = query.some(([name, value]) => name === "action" && value.startsWith("transaction-"));
  if (isTransaction || headers["x-transaction-id"] !== undefined) return "transactions, whose header it cannot carry";
  if (files !== undefined) return "uploads";
  if (expect === "bytes" || expect === "stream") return "downloads: it carries JSON alone";
  const header = Object.keys(headers).find((name) => !OWN_HEADERS.has(name));
  if (header !== undefined) return `the header ${header}`;
  return text === undefined ? undefined : "forms";
}

function unsupported(request: DeviceRequest, lacking: string): FortiError {
  return new FortiError({
    code: "UNSUPPORTED",
    message: `Cannot complete "${request.operation}" through FortiManager: its proxy has no ${lacking}`,
    hint: "Connect to the FortiGate itself for this",
    request,
    reached: "no",
  });
}
