/**
 * Monitor and service endpoints: what the device does right now, and actions on it.
 *
 * @module
 */

import { compareVersions, fortios } from "@fortiweave/catalog";
import { isFortiError } from "@fortiweave/core";
import type { Engine } from "./engine.ts";
import { isRecord } from "./envelope.ts";
import { collectRows } from "./iterate.ts";
import { type EndpointArea, type Params, prepareCall } from "./prepare-call.ts";
import type { CallOptions } from "./types.ts";

/** An endpoint that answers. */
export interface Reader<Query, Results> {
  /** The `results` of the answer. A list that the device cuts at 1,000 rows is read to its end. */
  get(params?: Query, options?: CallOptions): Promise<Results>;
  /** A file, as bytes. Sent as a GET, or as a POST where the device's version wants that. */
  download(params?: Query, options?: CallOptions): Promise<Uint8Array>;
}

/** An endpoint that acts. */
export interface Action<Body, Query, Results> {
  /** Acts, and answers the `results`. Never sent twice once it may have reached the device. */
  post(body?: Body, options?: CallOptions & { readonly query?: Query }): Promise<Results>;
  /** A file, as bytes. Sent as a POST, or as a GET where the device's version wants that. */
  download(params?: Body, options?: CallOptions): Promise<Uint8Array>;
}

/** An endpoint in plain values. */
export interface AnyEndpoint extends Reader<Params, unknown>, Action<Params, Params, unknown> {}

/** Makes the handle of an endpoint. */
export function createEndpoint(engine: Engine, area: EndpointArea, path: string): AnyEndpoint {
  return {
    async get(params = {}, options = {}) {
      const call = await prepareCall(engine, area, path, { action: "get", method: "GET" }, params);
      const first = await engine.send(call, options);
      const { results } = first;
      const ownPaging = "start" in params || "count" in params;
      if (ownPaging || !Array.isArray(results) || !results.every(isRecord)) return results;
      return collectRows({
        fetch: ({ start }) => {
          const page = [["start", String(start)] as const];
          return start === 0
            ? Promise.resolve(first)
            : engine.send({ ...call, query: [...(call.query ?? []), ...page] }, options);
        },
        keyOf: (row) => JSON.stringify(row),
        start: 0,
        count: undefined,
        pageSize: undefined,
      });
    },

    async post(body, options = {}) {
      const { query = {}, ...callOptions } = options;
      const call = await prepareCall(engine, area, path, { action: "post", method: "POST" }, query, body);
      const { results } = await engine.send(call, callOptions);
      return results;
    },

    async download(params = {}, options = {}) {
      const methods = fortios.find(area, path)?.methods ?? ["GET"];
      if (!methods.includes("POST")) return fetchFile("GET", params, options);
      if (!methods.includes("GET")) return fetchFile("POST", params, options);
      const [likely, other] = takesPost(engine.version) ? (["POST", "GET"] as const) : (["GET", "POST"] as const);
      try {
        return await fetchFile(likely, params, options);
      } catch (error) {
        // A refused method has done nothing, so the other one may be tried.
        if (!isFortiError(error, "UNSUPPORTED")) throw error;
        return fetchFile(other, params, options);
      }
    },
  };

  async function fetchFile(method: "GET" | "POST", params: Params, options: CallOptions): Promise<Uint8Array> {
    const [query, body] = method === "GET" ? [params, undefined] : [{}, params];
    const call = await prepareCall(engine, area, path, { action: "download", method }, query, body);
    // Fetching a file changes nothing, whatever its method.
    return engine.download({ ...call, effect: "read", idempotent: true, expect: "bytes" }, options);
  }
}

/** What has both methods is `system/config/backup`, which moved from GET to POST in 7.6. */
function takesPost(version: string | undefined): boolean {
  return version !== undefined && compareVersions(version, "7.6") >= 0;
}
