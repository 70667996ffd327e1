/**
 * One request and its answer over undici, which says exactly when the request begins to be written.
 *
 * @module
 */

import type { Dispatcher } from "undici/index.js";
import { joinBytes, joinText } from "../bytes.ts";
import type { FortiError } from "../errors.ts";
import type { DeviceRequest, DeviceResponse } from "../types.ts";
import { joinHeader } from "./answer.ts";
import { type FaultContext, networkFault } from "./fault.ts";
import { createStreamedBody, type StreamedBody } from "./undici-body.ts";
import type { Turn } from "./undici-connections.ts";
import { watchAttempt } from "./watch.ts";
import type { WireRequest } from "./wire-request.ts";

interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends once, and answers or throws. A stream is answered with its head; what goes wrong later goes to its reader. */
export function exchange(
  turn: Turn,
  wire: WireRequest,
  { request, origin }: { readonly request: DeviceRequest; readonly origin: string },
): Promise<DeviceResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<DeviceResponse>();
  const chunks: Uint8Array[] = [];
  let controller: Dispatcher.DispatchController | undefined;
  let head: AnswerHead | undefined;
  let streamed: StreamedBody | undefined;
  let stopped = false;

  const context = (): FaultContext => {
    const reached = head !== undefined ? "yes" : controller !== undefined ? "maybe" : "no";
    return { request, origin, reached, status: head?.status };
  };
  const fail = (error: FortiError): void => {
    if (streamed === undefined) reject(error);
    else streamed.fail(error);
  };
  const leave = (): void => {
    stopped = true;
    turn.discard();
  };
  const watch = watchAttempt({
    limits: wire,
    signal: request.signal,
    context,
    stop: (error) => {
      fail(error);
      leave();
    },
  });
  if (stopped) return promise;

  const openStream = (started: Dispatcher.DispatchController): StreamedBody =>
    createStreamedBody({
      pause: () => {
        watch.rest();
        started.pause();
      },
      resume: () => {
        watch.heard();
        started.resume();
      },
      cancel: () => {
        watch.release();
        leave();
      },
    });
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      // The connection stands and undici is about to write. Had nobody waited for it any more, it would not have come here.
      controller = started;
      watch.heard();
    },
    onResponseStart(started, status, received) {
      watch.heard();
      if (status < 200) return;
      head = { status, headers: joinHeaders(received) };
      if (request.expect !== "stream") return;
      watch.openEnd();
      streamed = openStream(started);
      resolve({ status, headers: head.headers, body: streamed.stream });
    },
    onResponseData(_controller, chunk) {
      watch.heard();
      if (streamed === undefined) chunks.push(chunk);
      else streamed.push(chunk);
    },
    onResponseEnd() {
      watch.release();
      turn.end();
      if (streamed !== undefined) return streamed.end();
      const { status, headers } = head as AnswerHead;
      resolve({
        status,
        headers,
        body: request.expect === "bytes" ? joinBytes(chunks) : joinText(chunks),
      });
    },
    onResponseError(_controller, error) {
      watch.release();
      turn.discard();
      if (!stopped) fail(networkFault(error, context()));
    },
  };
  turn.start((client) => {
    client.dispatch(
      { path: wire.target, method: wire.method, headers: wire.headers, body: wire.body ?? null },
      handler,
    );
  });
  return promise;
}

/** Joins the headers that came more than once, in place: undici made the object for this answer alone. */
function joinHeaders(received: Record<string, string | string[] | undefined>): Record<string, string> {
  for (const name in received) {
    const value = received[name];
    if (typeof value !== "string") received[name] = joinHeader(name, value ?? []);
  }
  return received as Record<string, string>;
}
