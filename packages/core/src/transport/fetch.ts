/**
 * The transport for any runtime with `fetch`.
 *
 * @module
 */

import { decodeText, joinBytes } from "../bytes.ts";
import { FortiError, type Reached } from "../errors.ts";
import type { DeviceRequest, DeviceResponse, HttpMethod, Transport } from "../types.ts";
import { joinHeader } from "./answer.ts";
import { abortFault, closedFault, cutFault, type FaultContext, isConnectFault, networkFault } from "./fault.ts";
import { createFetchStream } from "./fetch-body.ts";
import { type Endpoint, resolveOptions, type TransportOptions } from "./options.ts";
import { warn } from "./warn.ts";
import { watchAttempt } from "./watch.ts";
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
  const { verify = true, ...others } = endpoint.tls;
  if (!verify || Object.values(others).some((option) => option !== undefined)) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: "The fetch transport takes no TLS options: fetch trusts what the runtime trusts",
      hint: "Use createUndiciTransport on Node and Deno, or give the device a certificate from a known authority",
    });
  }
  if (endpoint.proxy !== undefined) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: "The fetch transport takes no proxy: fetch goes the runtime's own way",
      hint: "Use createUndiciTransport on Node and Deno, or configure the proxy in the runtime",
    });
  }
  warn(endpoint.warnings, options.onWarning);
  const streams = new Set<OpenStream>();
  let closed = false;

  return {
    send: (request) => (closed ? Promise.reject(closedFault(request)) : exchange(endpoint, request, streams)),
    close: () => {
      closed = true;
      for (const cut of streams) cut();
      return Promise.resolve();
    },
  };
}

/** Ends a stream that is still being read. */
type OpenStream = () => void;

/** Sends once, and answers or throws. A stream is answered with its head; what goes wrong later goes to its reader. */
async function exchange(endpoint: Endpoint, request: DeviceRequest, streams: Set<OpenStream>): Promise<DeviceResponse> {
  const wire = writeRequest(endpoint, request);
  const ending = new AbortController();
  let answer: Response | undefined;
  let stopped: FortiError | undefined;

  const context = (reached: Reached = "maybe"): FaultContext => ({
    request,
    origin: endpoint.origin,
    reached: answer === undefined ? reached : "yes",
    status: answer?.status,
  });
  const stop = (error: FortiError): void => {
    stopped ??= error;
    ending.abort(error);
  };
  const toFault = (error: unknown): FortiError =>
    stopped ?? networkFault(error, context(isConnectFault(error) ? "no" : "maybe"));

  if (request.signal?.aborted) throw abortFault(context("no"));
  const watch = watchAttempt({ limits: wire, signal: request.signal, context, stop });
  try {
    watch.heard();
    answer = await fetch(endpoint.origin + wire.target, {
      method: wire.method,
      headers: wire.headers,
      body: toBody(wire.method, wire.body),
      redirect: "manual",
      signal: ending.signal,
    });
    const head = { status: answer.status, headers: toHeaders(answer.headers) };
    if (request.expect === "stream") {
      const cut = (): void => {
        watch.release();
        stop(cutFault(context()));
      };
      streams.add(cut);
      watch.openEnd();
      const onEnd = (): void => void streams.delete(cut);
      return { ...head, body: createFetchStream({ body: answer.body, watch, toFault, onEnd }) };
    }
    const bytes = await readAll(answer.body, watch.heard);
    watch.release();
    return { ...head, body: request.expect === "bytes" ? bytes : decodeText(bytes) };
  } catch (error) {
    watch.release();
    throw toFault(error);
  }
}

async function readAll(body: ReadableStream<Uint8Array> | null, onPart: () => void): Promise<Uint8Array> {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    onPart();
    const part = await reader?.read();
    if (part?.value === undefined) return joinBytes(parts);
    parts.push(part.value);
  }
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
