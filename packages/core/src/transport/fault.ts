/**
 * Turns what a network library throws into a typed error.
 *
 * @module
 */

import { FortiError, type FortiErrorCode, type Reached } from "../errors.ts";
import { IN_DOUBT } from "../in-doubt.ts";
import type { DeviceRequest } from "../types.ts";

/** What failed, on the way where, and how far it got. */
export interface FaultContext {
  /** What was being sent. */
  readonly request: DeviceRequest;
  /** Where the device is: `https://192.0.2.1`. */
  readonly origin: string;
  /** How far it got. */
  readonly reached: Reached;
  /** HTTP status, when the answer had begun. */
  readonly status?: number | undefined;
  /** What to do when the certificate is not trusted, in the terms of who configures it. Default: our TLS options. */
  readonly trustHint?: string | undefined;
}

const NOT_CONNECTED: Readonly<Record<string, string>> = {
  EAI_AGAIN: "its name does not resolve right now",
  ECONNREFUSED: "the connection was refused",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no route to it",
  ENOTFOUND: "its name does not resolve",
};

const NOT_TRUSTED: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS on this port",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate comes from an authority that is not trusted",
  UNABLE_TO_GET_ISSUER_CERT: "its certificate comes from an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate comes from an unknown authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate comes from an unknown authority",
};

/** Code of an error that says that a device showed another certificate than the pinned one. */
export const PIN_MISMATCH = "ERR_TLS_PIN_MISMATCH";

const HOW_TO_TRUST = "Pin its certificate with tls.fingerprint, or give the authority that signed it in tls.ca";
const HOW_TO_TRUST_BY_CODE: Readonly<Record<string, string>> = {
  [PIN_MISMATCH]: "Compare it with the certificate on the device: it was renewed, or someone else answers in its place",
  ERR_SSL_WRONG_VERSION_NUMBER: "Check that the port is the one of the device's HTTPS administration",
  ERR_TLS_CERT_ALTNAME_INVALID: "Give the name in its certificate as tls.servername, or pin it with tls.fingerprint",
};

/** Code of the error of a connection that took too long to make. */
export const CONNECT_TIMEOUT = "UND_ERR_CONNECT_TIMEOUT";
/** Code of an error of the proxy on the way, whose message is for people and which may bring a `hint`. */
export const PROXY_FAULT = "ERR_PROXY";
/** What undici says of an exchange that its owner cut off. */
const CLOSED = "UND_ERR_DESTROYED";

/** The error for what a network library threw: TLS, TIMEOUT or NETWORK; INVALID_INPUT for what Deno was not allowed. */
export function networkFault(error: unknown, context: FaultContext): FortiError {
  const code = findCode(error);
  const message = findMessage(error);
  const refused = NOT_ALLOWED.exec(message);
  if (refused !== null) return permissionFault(refused, error, context);
  if (code === PROXY_FAULT) return proxyFault(error as Error & { readonly hint?: string }, context);
  if (code in NOT_TRUSTED || /^ERR_(?:SSL|TLS)_|^EPROTO$/.test(code) || /certificate/i.test(message)) {
    const hint = context.trustHint ?? HOW_TO_TRUST_BY_CODE[code] ?? HOW_TO_TRUST;
    return fault("TLS", `${context.origin} cannot be trusted: ${NOT_TRUSTED[code] ?? message}`, context, error, hint);
  }
  if (code === CLOSED) return cutFault(context);
  if (code === CONNECT_TIMEOUT || code === "ETIMEDOUT") {
    return fault("TIMEOUT", `the connection to ${context.origin} timed out`, context, error);
  }
  if (context.reached !== "no") {
    return fault("NETWORK", `${context.origin} dropped the connection before the answer was complete`, context, error);
  }
  return fault("NETWORK", `${context.origin} cannot be reached: ${reasonOf(error)}`, context, error);
}

/** How Deno says that a script was not started with the right to do something, and how its `getaddrinfo` does. */
const NOT_ALLOWED = /^Requires (?<kind>\w+) access to "(?<what>[^"]+)"|^getaddrinfo EPERM (?<host>\S+)/;

/** Another try would not go better: the script must be started in another way. */
function permissionFault(refused: RegExpExecArray, error: unknown, context: FaultContext): FortiError {
  const { kind = "net", what, host = what } = refused.groups ?? {};
  const goal = kind === "net" ? `reach ${host}` : `have ${kind} access to "${what}", which its HTTP client needs`;
  const why = `Deno does not let this script ${goal}: it was started without --allow-${kind}`;
  const hint = `Run it again with --allow-${kind}${kind === "net" ? `=${host}` : ""}`;
  return fault("INVALID_INPUT", why, { ...context, reached: "no" }, error, hint);
}

function proxyFault(error: Error & { readonly hint?: string }, context: FaultContext): FortiError {
  return fault(
    "NETWORK",
    error.message,
    context,
    error,
    error.hint ?? "Check the option proxy, and that the proxy runs",
  );
}

/** Why a connection could not be made, in words. */
export function reasonOf(error: unknown): string {
  const code = findCode(error);
  return NOT_CONNECTED[code] ?? NOT_TRUSTED[code] ?? findMessage(error);
}

/** The error for an attempt that took longer than `timeoutMs` milliseconds. */
export function timeoutFault(context: FaultContext, timeoutMs: number): FortiError {
  return fault("TIMEOUT", `${context.origin} did not answer within ${timeoutMs} ms`, context);
}

/** The error for a device that said nothing for `readTimeoutMs` milliseconds. */
export function silenceFault(context: FaultContext, readTimeoutMs: number): FortiError {
  return fault("TIMEOUT", `${context.origin} sent nothing for ${readTimeoutMs} ms`, context);
}

/** The error for a request whose signal was aborted. */
export function abortFault(context: FaultContext): FortiError {
  return fault("ABORTED", "it was cancelled", context, context.request.signal?.reason);
}

/** The error for a file that was still being read when the transport was closed. */
export function cutFault(context: FaultContext): FortiError {
  return fault("ABORTED", "the client was closed before the file was read to its end", context);
}

/** The error for a request to a transport that was closed. */
export function closedFault(request: DeviceRequest): FortiError {
  const message = `Cannot complete "${request.operation}": this client is closed`;
  return new FortiError({ code: "INVALID_INPUT", message, hint: "Make a new client", request });
}

/** True when the fault is one that only comes up while a connection is made, so that nothing was sent. */
export function isConnectFault(error: unknown): boolean {
  const code = findCode(error);
  return (
    code in NOT_CONNECTED || code in NOT_TRUSTED || code === CONNECT_TIMEOUT || /\(Connect\)/.test(findMessage(error))
  );
}

function fault(
  code: "ABORTED" | "INVALID_INPUT" | "NETWORK" | "TIMEOUT" | "TLS",
  why: string,
  { request, reached, status }: FaultContext,
  cause?: unknown,
  hint: string | undefined = adviceFor(code, request, reached),
): FortiError {
  const message = `Cannot complete "${request.operation}": ${why}`;
  return new FortiError({ code, message, hint, request, reached, status, cause });
}

function adviceFor(code: FortiErrorCode, { effect }: DeviceRequest, reached: Reached): string | undefined {
  if (effect === "write" && reached !== "no") return IN_DOUBT;
  if (code === "ABORTED") return undefined;
  if (reached === "no") return "Nothing was sent: check address and port, and that the interface allows HTTPS access";
  return code === "TIMEOUT" ? "Try again, with a larger timeoutMs when the device is slow" : "Try again";
}

/** The code of an error or of what caused it: fetch hides the code in a cause. */
function findCode(error: unknown): string {
  for (const cause of causesOf(error)) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string") return code;
  }
  return "";
}

/** The message of the innermost error, which says what happened; the outer ones say "fetch failed". */
function findMessage(error: unknown): string {
  const innermost = causesOf(error).findLast(({ message }) => message !== "");
  // OpenSSL's message is a line of its source code; the reason is the part of it for people.
  const { reason } = (innermost ?? {}) as { reason?: unknown };
  return typeof reason === "string" ? reason : (innermost?.message ?? String(error));
}

/** The error and what caused it, outermost first. Causes can run in a circle, so it looks no deeper than anybody nests. */
function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 10; at = at.cause) chain.push(at);
  return chain;
}
