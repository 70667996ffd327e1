/**
 * The transport for Node, Deno and Bun, on undici: pooled keep-alive connections and every TLS option.
 *
 * @module
 */

// The file, not the bare name: Bun replaces bare "undici" with a stand-in of its own that ignores the TLS options.
import { Client } from "undici/index.js";
import type { Transport } from "../types.ts";
import { closedFault } from "./fault.ts";
import { configuredStats, resolveOptions, type TransportOptions } from "./options.ts";
import { createConnections } from "./undici-connections.ts";
import { createConnector } from "./undici-connector.ts";
import { exchange } from "./undici-exchange.ts";
import { warn } from "./warn.ts";
import { writeRequest } from "./wire-request.ts";

/**
 * Makes a transport on undici. Throws INVALID_INPUT when an option is wrong.
 *
 * It speaks HTTP/1.1 only: over HTTP/2, undici repeats requests of its own accord when the device closes a connection.
 * Whether anything is sent again is for the retry step alone to decide.
 *
 * @example
 * ```ts
 * import { createUndiciTransport } from "@fortiweave/core/undici";
 *
 * const transport = createUndiciTransport({
 *   url: "https://192.0.2.1",
 *   tls: { fingerprint: "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9" },
 * });
 * await transport.close();
 * ```
 */
export function createUndiciTransport(options: TransportOptions): Transport {
  const endpoint = resolveOptions(options);
  warn(endpoint.warnings, options.onWarning);
  const origin =
    endpoint.proxy === undefined ? endpoint.origin : `${endpoint.origin} (through ${endpoint.proxy.origin})`;
  const running = new Set<Promise<unknown>>();
  const ending = new AbortController();
  const connect = createConnector(endpoint, ending.signal);
  const connections = createConnections(() => new Client(endpoint.origin, { ...CLIENT_OPTIONS, connect }), endpoint);
  let closed = false;

  return {
    send: async (request) => {
      if (closed) throw closedFault(request);
      const answer = exchange(connections.turn(), writeRequest(endpoint, request), { request, origin });
      running.add(answer);
      try {
        return await answer;
      } finally {
        running.delete(answer);
      }
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(running);
      await connections.destroy();
      // A connection that is still being made is left to its timeout, which would hold up the end of the process.
      ending.abort();
    },
    stats: () => ({ ...configuredStats(endpoint), ...connections.stats() }),
  };
}

const CLIENT_OPTIONS: Client.Options = {
  allowH2: false,
  pipelining: 1,
  // Both are watched over elsewhere, to the millisecond.
  bodyTimeout: 0,
  headersTimeout: 0,
};
