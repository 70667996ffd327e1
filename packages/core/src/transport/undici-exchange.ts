/**
 * One request and its answer over undici's dispatcher, which says exactly when the request begins to be written.
 *
 * @module
 */

import type { Dispatcher } from "undici/index.js";
import type { FortiError } from "../errors.ts";
import { nextTurn } from "../runtime/system.ts";
import type { DeviceRequest, DeviceResponse } from "../types.ts";
import { joinBytes, joinHeader } from "./answer.ts";
import { abortFault, type FaultContext, networkFault, timeoutFault } from "./fault.ts";
import type { WireRequest } from "./wire-request.ts";

interface AnswerHead {
  readonly status: number;
  readonly headers: Record<string, string>;
}

/** Sends once, and answers or throws. */
export function exchange(
  dispatcher: Dispatcher,
  wire: WireRequest,
  { request, origin }: { readonly request: DeviceRequest; readonly origin: string },
): Promise<DeviceResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<DeviceResponse>();
  const { signal } = request;
  const timeout = AbortSignal.timeout(wire.timeoutMs);
  const chunks: Uint8Array[] = [];
  let controller: Dispatcher.DispatchController | undefined;
  let head: AnswerHead | undefined;
  let stopped: FortiError | undefined;

  const context = (): FaultContext => {
    const reached = head !== undefined ? "yes" : controller !== undefined ? "maybe" : "no";
    return { request, origin, reached, status: head?.status };
  };
  const release = (): void => {
    signal?.removeEventListener("abort", onAbort);
    timeout.removeEventListener("abort", onTimeout);
  };
  const stop = (error: FortiError): void => {
    stopped = error;
    release();
    reject(error);
    controller?.abort(error);
  };
  const onAbort = (): void => stop(abortFault(context()));
  const onTimeout = (): void => stop(timeoutFault(context(), wire.timeoutMs));

  if (signal?.aborted) {
    onAbort();
    return promise;
  }
  signal?.addEventListener("abort", onAbort);
  timeout.addEventListener("abort", onTimeout);

  const options = { path: wire.target, method: wire.method, headers: wire.headers, body: wire.body ?? null };
  dispatcher.dispatch(options, {
    onRequestStart(started) {
      // The connection stands and undici is about to write: the last moment to leave without a trace.
      if (stopped !== undefined) return started.abort(stopped);
      controller = started;
    },
    onResponseStart(_controller, status, received) {
      if (status >= 200) head = { status, headers: toHeaders(received) };
    },
    onResponseData(_controller, chunk) {
      chunks.push(chunk);
    },
    onResponseEnd() {
      release();
      const bytes = joinBytes(chunks);
      const body = request.expect === "bytes" ? bytes : new TextDecoder().decode(bytes);
      // The connection is free again one turn later: answered before, the next request would have to open another one.
      void nextTurn().then(() => resolve({ ...(head as AnswerHead), body }));
    },
    onResponseError(_controller, error) {
      release();
      reject(networkFault(error, context()));
    },
  });
  return promise;
}

function toHeaders(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const pairs = Object.entries(received).map(([name, value = ""]) => {
    return [name, Array.isArray(value) ? joinHeader(name, value) : value];
  });
  return Object.fromEntries(pairs);
}
