/**
 * What every part of the client works with: one device, reached through the pipeline, and what is known about it.
 *
 * @module
 */

import { FortiError, type Handler, type Runtime } from "@fortiweave/core";
import { type Envelope, readEnvelope } from "./envelope.ts";
import { buildRequest, type Call } from "./request.ts";
import type { CallOptions } from "./types.ts";
import { createValidator, type ValidateMode, type Validator } from "./validate.ts";

/** One device and its API. */
export interface Engine {
  /** Sends one call and answers its envelope. */
  send(call: Call, options: CallOptions): Promise<Envelope>;
  /** Sends one call and answers the bytes of a file. */
  download(call: Call, options: CallOptions): Promise<Uint8Array>;
  readonly validator: Validator;
  readonly runtime: Runtime;
  /** The version that the device reported last, such as `7.6.5`. */
  readonly version: string | undefined;
}

/** What an engine is made of. */
export interface EngineParts {
  /** The whole pipeline. */
  readonly handler: Handler;
  readonly runtime: Runtime;
  readonly vdom: string | undefined;
  readonly validate: ValidateMode;
}

/** Makes the engine of one client. */
export function createEngine({ handler, runtime, vdom, validate }: EngineParts): Engine {
  let version: string | undefined;
  return {
    runtime,
    validator: createValidator(validate, () => version),
    get version() {
      return version;
    },
    async send(call, options) {
      const request = buildRequest(call, options, vdom);
      const envelope = readEnvelope(await handler(request), request);
      version = readVersion(envelope) ?? version;
      return envelope;
    },
    async download(call, options) {
      const request = buildRequest(call, options, vdom);
      const { body, status } = await handler(request);
      if (body instanceof Uint8Array) return body;
      throw new FortiError({
        code: "BAD_RESPONSE",
        message: `The answer to ${request.operation} is not a file`,
        request,
        status,
      });
    },
  };
}

/** `v7.6.5` is 7.6.5. */
function readVersion({ version }: Envelope): string | undefined {
  return /^v?(\d+\.\d+\.\d+)/.exec(version ?? "")?.[1];
}
