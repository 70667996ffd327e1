/**
 * Monitor and service endpoints: what the device does right now, and actions on it.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { Engine } from "./engine.ts";
import { type Envelope, isRecord } from "./envelope.ts";
import { createFileReader, type FileReader } from "./file-reader.ts";
import { collectRows } from "./iterate.ts";
import { type EndpointArea, type Params, prepareCall } from "./prepare-call.ts";
import type { Call } from "./request.ts";
import type { CallOptions } from "./types.ts";
import { createUpload, type Uploader } from "./upload.ts";
import { isForVdoms, type PerVdom, readEach, type VdomsOptions } from "./vdoms.ts";

/** An endpoint that answers. */
export interface Reader<Query, Results> extends FileReader<Query> {
  /** The `results` of each of several VDOMs, read to their ends. */
  get(params: Query | undefined, options: VdomsOptions): Promise<PerVdom<Results>[]>;
  /** The `results` of the answer. A list that the device cuts at 1,000 rows is read to its end. */
  get(params?: Query, options?: CallOptions): Promise<Results>;
}

/** An endpoint that acts. */
export interface Action<Body, Query, Results> extends FileReader<Body> {
  /**
   * Acts, and answers the `results`. Never sent twice once it may have reached the device. A client that simulates writes
   * answers undefined; where the results are known to hold something, it throws READ_ONLY.
   */
  post(body?: Body, options?: CallOptions & { readonly query?: Query }): Promise<Results>;
}

/** An endpoint in plain values. */
export interface AnyEndpoint
  extends Reader<Params, unknown>,
    Action<Params, Params, unknown>,
    Uploader<Params, unknown> {}

/** Makes the handle of an endpoint. */
export function createEndpoint(engine: Engine, area: EndpointArea, path: string): AnyEndpoint {
  const endpoint: AnyEndpoint = {
    ...createReader(engine, area, path),
    async post(body, options = {}) {
      const { query = {}, ...callOptions } = options;
      const call = await prepareCall(engine, area, path, { action: "post", method: "POST" }, query, body);
      const { results } = await engine.send(call, callOptions);
      return results;
    },
    upload: createUpload(engine, area, path),
  };
  return watchHandle(endpoint, { area, path }, engine.refused);
}

/** Makes the part of a handle that reads. What it refuses is not put on record yet. */
export function createReader(engine: Engine, area: EndpointArea, path: string): Reader<Params, unknown> {
  function get(params: Params | undefined, options: VdomsOptions): Promise<PerVdom<unknown>[]>;
  function get(params?: Params, options?: CallOptions): Promise<unknown>;
  async function get(params: Params = {}, options: CallOptions | VdomsOptions = {}): Promise<unknown> {
    if (!isForVdoms(options)) return readEndpoint(engine, area, path, params, options);
    const call = await prepareCall(engine, area, path, GET, params);
    const answers = await engine.sendToVdoms(call, options);
    return readEach(answers, (first, vdom) => readOn(engine, call, first, params, { ...options, vdom }));
  }

  return { get, ...createFileReader(engine, area, path) };
}

const GET = { action: "get", method: "GET" } as const;

/** The `results` of an endpoint, in one VDOM. */
export async function readEndpoint(
  engine: Engine,
  area: EndpointArea,
  path: string,
  params: Params,
  options: CallOptions,
): Promise<unknown> {
  const call = await prepareCall(engine, area, path, GET, params);
  return readOn(engine, call, await engine.send(call, options), params, options);
}

/** The `results` of an answer; of a list that the device may have cut short, also what follows. */
function readOn(engine: Engine, call: Call, first: Envelope, params: Params, options: CallOptions): unknown {
  const { results } = first;
  const ownPaging = "start" in params || "count" in params;
  if (ownPaging || !Array.isArray(results) || !results.every(isRecord)) return results;
  return collectRows({
    first,
    fetch: ({ start }) => engine.send({ ...call, query: [...(call.query ?? []), ["start", String(start)]] }, options),
    keyOf: (row) => JSON.stringify(row),
    start: 0,
    count: undefined,
    pageSize: undefined,
  });
}
