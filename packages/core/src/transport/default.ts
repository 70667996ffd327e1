/**
 * Picks the transport that fits the runtime.
 *
 * @module
 */

import type { Transport } from "../types.ts";
import { closedFault, networkFault } from "./fault.ts";
import { createFetchTransport } from "./fetch.ts";
import { configuredStats, resolveOptions, type TransportOptions } from "./options.ts";
import { warn } from "./warn.ts";

/**
 * Makes the best transport for this runtime: undici on Node, Deno and Bun, read when the first request is sent, else fetch.
 * Throws INVALID_INPUT when an option is wrong.
 */
export function createDefaultTransport(options: TransportOptions): Transport {
  if (globalThis.process?.versions?.node === undefined) return createFetchTransport(options);

  const endpoint = resolveOptions(options);
  warn(endpoint.warnings, options.onWarning);
  // Said once.
  const quiet: TransportOptions = { ...options, onWarning: () => undefined };
  let loading: Promise<Transport> | undefined;
  let loaded: Transport | undefined;
  let closed = false;
  return {
    send: async (request) => {
      if (closed) throw closedFault(request);
      loading ??= load(quiet);
      try {
        loaded ??= await loading;
      } catch (error) {
        loading = undefined;
        throw networkFault(error, { request, origin: endpoint.origin, reached: "no" });
      }
      return loaded.send(request);
    },
    // One that was never used has nothing to let go of, and need not ask Deno for undici's permissions.
    close: async () => {
      closed = true;
      await (await loading?.catch(() => undefined))?.close();
    },
    stats: () => loaded?.stats?.() ?? configuredStats(endpoint),
  };
}

async function load(options: TransportOptions): Promise<Transport> {
  const { createUndiciTransport } = await import("./undici.ts");
  return createUndiciTransport(options);
}
