/**
 * The transport for any runtime with `fetch`.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import type { DeviceResponse, HttpMethod, Transport } from "../types.ts";
import { joinHeader } from "./answer.ts";
import { abortFault, closedFault, type FaultContext, isConnectFault, networkFault, timeoutFault } from "./fault.ts";
import { resolveOptions, type TransportOptions } from "./options.ts";
import { writeRequest } from "./wire-request.ts";

/**
 * Makes a transport on the global `fetch`. It cannot do what fetch cannot do: set TLS options, limit connections or the
 * time to connect, or tell for every fault whether the request was sent. The device needs a certificate that the
 * runtime trusts; for any other, take the undici transport.
 *
 * Throws INVALID_INPUT when an option is wrong, or is a TLS option other than the default.
 *
 * @example
 * ```ts
 * import { createFetchTransport } from "@fortiweave/core";
 *
 * const transport = createFetchTransport({ url: "https://fortigate.example.com", timeoutMs: 30_000 });
 * await transport.close();
 * ```
 */
export function createFetchTransport(options: TransportOptions): Transport {
  const endpoint = resolveOptions(options);
  const { origin } = endpoint;
  const { verify = true, ...others } = endpoint.tls;
  if (!verify || Object.values(others).some((option) => option !== undefined)) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: "The fetch transport takes no TLS options: fetch trusts what the runtime trusts",
      hint: "Use createUndiciTransport on Node and Deno, or give the device a certificate from a known authority",
    });
  }
  let closed = false;

  return {
    send: async (request) => {
      if (closed) throw closedFault(request);
      const { method, target, headers, body, timeoutMs } = writeRequest(endpoint, request);
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
      let answer: Response | undefined;
      const fail = (error: unknown): FortiError => {
        const reached = answer !== undefined ? "yes" : isConnectFault(error) ? "no" : "maybe";
        const context: FaultContext = { request, origin, reached, status: answer?.status };
        if (request.signal?.aborted) return abortFault(context);
        return timeout.aborted ? timeoutFault(context, timeoutMs) : networkFault(error, context);
      };

      if (request.signal?.aborted) throw abortFault({ request, origin, reached: "no" });
      try {
        answer = await fetch(origin + target, {
          method,
          headers,
          body: toBody(method, body),
          redirect: "manual",
          signal,
        });
        return {
          status: answer.status,
          headers: toHeaders(answer.headers),
          body: request.expect === "bytes" ? new Uint8Array(await answer.arrayBuffer()) : await answer.text(),
        } satisfies DeviceResponse;
      } catch (error) {
        throw fail(error);
      }
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}

/** A Blob, because Deno's fetch sends a text again of its own accord when a connection that was in use before breaks. */
function toBody(method: HttpMethod, body: string | undefined): Blob | null {
  return method === "GET" ? null : new Blob([body ?? ""]);
}

function toHeaders(received: Headers): Record<string, string> {
  const headers = Object.fromEntries(received);
  const cookies = received.getSetCookie();
  return cookies.length === 0 ? headers : { ...headers, "set-cookie": joinHeader("set-cookie", cookies) };
}
