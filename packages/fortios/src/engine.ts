/**
 * What every part of the client works with: one device, reached through the pipeline, and what is known about it.
 *
 * @module
 */

import {
  type DeviceRequest,
  type DeviceResponse,
  FortiError,
  type Handler,
  type Logger,
  type Middleware,
  type Runtime,
} from "@fortiweave/core";
import { checkVdom } from "./encode.ts";
import { entryAt } from "./entry-at.ts";
import { type Envelope, envelopesIn, readEnvelope } from "./envelope.ts";
import { errorIn } from "./judge.ts";
import { callOptionsIn, mergeOptions } from "./merge-options.ts";
import { mayHoldSecrets, secretsInQuery } from "./query-secrets.ts";
import type { RefusalListener } from "./refused-request.ts";
import { buildRequest, type Call } from "./request.ts";
import type { CallOptions } from "./types.ts";
import { createValidator, type ValidateMode, type Validator } from "./validate.ts";
import type { VdomEnvelope, VdomsOptions } from "./vdoms.ts";

/** One device and its API. */
export interface Engine {
  /** Sends one call and answers its envelope. */
  send(call: Call, options: CallOptions): Promise<Envelope>;
  /** Sends one call for several VDOMs and answers the envelope of each. */
  sendToVdoms(call: Call, options: VdomsOptions): Promise<VdomEnvelope[]>;
  /** Sends one call and answers the bytes of a file. */
  download(call: Call, options: CallOptions): Promise<Uint8Array>;
  /** Sends one call and answers a file as it comes, so that it never lies in memory whole. */
  stream(call: Call, options: CallOptions): Promise<ReadableStream<Uint8Array>>;
  /** Sends a request that was made elsewhere. The defaults have no say in it. */
  exchange(request: DeviceRequest): Promise<DeviceResponse>;
  readonly validator: Validator;
  readonly runtime: Runtime;
  /** Takes errors that are to be logged. */
  readonly logger: Logger | undefined;
  /** The version that the device reported last, such as `7.6.5`. */
  readonly version: string | undefined;
  /** What holds for every call that does not say otherwise. */
  readonly defaults: CallOptions;
  /** Inside a transaction: what is written takes effect later, and a read may not show it before. */
  readonly staged: boolean;
  /** Whether writes are not sent, and answer what would have been. */
  readonly simulates: boolean;
  /** Puts on record what is refused before it is sent. */
  readonly refused: RefusalListener;
  /** The same engine with other defaults. */
  with(defaults: EngineDefaults): Engine;
}

/** What holds for every call that does not say otherwise. */
export interface CallDefaults extends CallOptions {
  /** How input is checked. */
  readonly validate?: ValidateMode;
}

/** What a part of the client may change besides. */
export interface EngineDefaults extends CallDefaults {
  /** A step in front of the whole pipeline. */
  readonly through?: Middleware;
  /** Marks the calls of a transaction. */
  readonly staged?: boolean;
}

/** What an engine is made of. */
export interface EngineParts {
  /** The whole pipeline. */
  readonly handler: Handler;
  readonly runtime: Runtime;
  readonly vdom: string | undefined;
  readonly validate: ValidateMode;
  /** Whether the pipeline simulates writes. */
  readonly simulates: boolean;
  /** Puts refusals on record. */
  readonly refused: RefusalListener;
  /** Takes errors that are to be logged. */
  readonly logger?: Logger | undefined;
}

/** Makes the engine of one client. */
export function createEngine({ handler, runtime, vdom, validate, simulates, refused, logger }: EngineParts): Engine {
  let version: string | undefined;
  const open = (defaults: CallOptions, mode: ValidateMode, handler: Handler, staged: boolean): Engine => ({
    runtime,
    logger,
    simulates,
    refused,
    defaults,
    staged,
    validator: createValidator(mode, () => version),
    with({ validate: ownMode = mode, through, staged: isStaged = staged, ...own }) {
      if (own.vdom !== undefined) checkVdom(own.vdom);
      const ownDefaults = mergeOptions(callOptionsIn(own), defaults);
      return open(ownDefaults, ownMode, through === undefined ? handler : through(handler), isStaged);
    },
    get version() {
      return version;
    },
    async send(call, options) {
      const request = buildRequest(await hideQuery(call), options, defaults);
      const envelope = readEnvelope(await handler(request), request);
      version = readVersion(envelope) ?? version;
      return envelope;
    },
    async sendToVdoms(call, options) {
      const request = buildRequest({ ...(await hideQuery(call)), manyVdoms: true }, options, defaults);
      const envelopes = envelopesIn((await handler(request)).body);
      version = readVersion(envelopes[0] ?? {}) ?? version;
      return envelopes.map((envelope) => ({
        vdom: envelope.vdom ?? "",
        envelope,
        error: errorIn(envelope, request),
      }));
    },
    async download(call, options) {
      const request = buildRequest({ ...call, expect: "bytes" }, options, defaults);
      const { body, status } = await handler(request);
      if (body instanceof Uint8Array) return body;
      throw notAFile(request, status);
    },
    async stream(call, options) {
      const request = buildRequest({ ...call, expect: "stream" }, options, defaults);
      const { body, status } = await handler(request);
      if (body instanceof ReadableStream) return body;
      // Some hosts' own HTTP clients know no streams.
      if (body instanceof Uint8Array) return new Blob([Uint8Array.from(body)]).stream();
      throw notAFile(request, status);
    },
    async exchange(request) {
      const response = await handler(request);
      version = readVersion(envelopesIn(response.body)[0] ?? {}) ?? version;
      return response;
    },
  });
  return open(vdom === undefined ? {} : { vdom }, validate, handler, false);
}

/** The call, with the secrets in its query among its own. Calls of other areas name theirs themselves. */
async function hideQuery(call: Call): Promise<Call> {
  const { area, path, query = [], secrets = [] } = call;
  const entry = area === "cmdb" && mayHoldSecrets(query) ? await entryAt(path) : undefined;
  return entry === undefined ? call : { ...call, secrets: [...secrets, ...secretsInQuery(entry, query)] };
}

function notAFile(request: DeviceRequest, status: number): FortiError {
  const message = `The answer to ${request.operation} is not a file`;
  return new FortiError({ code: "BAD_RESPONSE", message, request, status });
}

/** `v7.6.5` is 7.6.5. */
function readVersion({ version }: Envelope): string | undefined {
  return /^v?(\d+\.\d+\.\d+)/.exec(version ?? "")?.[1];
}
