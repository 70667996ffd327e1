/**
 * A device that answers from a script.
 *
 * @module
 */

import type { DeviceRequest, DeviceResponse, JsonValue, Transport } from "../types.ts";

/** One answer. */
export interface ScriptedAnswer {
  /** Default 200. */
  readonly status?: number;
  /** Header names in lower case. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes go out as they are, any other value as JSON text. Default: an empty text. */
  readonly body?: JsonValue | Uint8Array;
}

/** What a scripted transport does with one request: answer, throw, or find out from the request. */
export type ScriptedStep =
  | ScriptedAnswer
  | Error
  | ((request: DeviceRequest) => ScriptedAnswer | Error | Promise<ScriptedAnswer | Error>);

/** A transport without a network. */
export interface ScriptedTransport extends Transport {
  /** What was sent, in order. */
  readonly requests: readonly DeviceRequest[];
  /** Whether it was closed. */
  readonly closed: boolean;
}

/**
 * Makes a transport that takes one step for each request, or asks one function every time. A request beyond the last
 * step fails, so a test notices what it did not expect.
 *
 * @example
 * ```ts
 * import { createScriptedTransport } from "@fortiweave/core/testing";
 *
 * const device = createScriptedTransport([{ body: { status: "success" } }, { status: 503 }]);
 * ```
 */
export function createScriptedTransport(
  script: readonly ScriptedStep[] | Extract<ScriptedStep, (request: DeviceRequest) => unknown>,
): ScriptedTransport {
  const requests: DeviceRequest[] = [];
  let closed = false;
  return {
    requests,
    get closed() {
      return closed;
    },
    send: async (request) => {
      const step = typeof script === "function" ? script : script[requests.length];
      requests.push(request);
      if (step === undefined) throw new Error(`The script has no step ${requests.length} for "${request.operation}"`);
      const result = typeof step === "function" ? await step(request) : step;
      if (result instanceof Error) throw result;
      return toResponse(result);
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}

function toResponse({ status = 200, headers = {}, body }: ScriptedAnswer): DeviceResponse {
  if (body === undefined) return { status, headers, body: "" };
  const asIs = typeof body === "string" || body instanceof Uint8Array;
  return { status, headers, body: asIs ? body : JSON.stringify(body) };
}
