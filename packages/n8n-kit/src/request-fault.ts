/**
 * What n8n's HTTP client throws, as our errors.
 *
 * @module
 */

import {
  abortFault,
  type DeviceRequest,
  type FaultContext,
  FortiError,
  isConnectFault,
  isFortiError,
  networkFault,
  timeoutFault,
} from "@fortiweave/core";
import { CERTIFICATE_REFUSED } from "./tls.ts";

/** The request that failed. */
export interface FailedRequest {
  readonly request: DeviceRequest;
  readonly origin: string;
  readonly timeoutMs: number;
}

const TRUST_HINT =
  "Paste the device's certificate, or that of the authority which signed it, into the credential as CA certificate";

/**
 * The error for what n8n threw. n8n wraps the fault of its HTTP client once or more, and keeps the signed request beside
 * it: only codes and messages are taken from there.
 */
export function requestFault(error: unknown, failed: FailedRequest): FortiError {
  const chain = causesOf(error);
  // Thrown while the request was being signed: a certificate in the credential that is none.
  const own = chain.find((cause) => isFortiError(cause));
  if (own !== undefined) return own;
  const { request, origin, timeoutMs } = failed;
  const context: FaultContext = {
    request,
    origin,
    reached: isConnectFault(error) || chain.some(({ name }) => name === CERTIFICATE_REFUSED) ? "no" : "maybe",
    trustHint: TRUST_HINT,
  };
  if (chain.some(({ name }) => name.startsWith("SsrfBlocked"))) return egressFault(failed);
  if (chain.some(({ code }) => code === "ERR_CANCELED")) return abortFault(context);
  if (chain.some(({ code, message }) => code === "ECONNABORTED" || /^timeout of \d+ms exceeded/.test(message))) {
    return timeoutFault(context, timeoutMs);
  }
  return networkFault(error, context);
}

function egressFault({ request, origin }: FailedRequest): FortiError {
  return new FortiError({
    code: "NETWORK",
    message: `Cannot complete "${request.operation}": this n8n does not let workflows reach ${origin}`,
    hint: "Let n8n's administrator add the device's address to N8N_SSRF_ALLOWED_IP_RANGES",
    request,
    reached: "no",
  });
}

/** The error and what caused it, outermost first. */
function causesOf(error: unknown): (Error & { readonly code?: unknown })[] {
  const chain: (Error & { readonly code?: unknown })[] = [];
  for (let at = error; at instanceof Error && chain.length < 10; at = at.cause) chain.push(at);
  return chain;
}
