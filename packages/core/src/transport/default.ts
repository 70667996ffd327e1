/**
 * Picks the transport that fits the runtime.
 *
 * @module
 */

import type { Transport } from "../types.ts";
import { closedFault } from "./fault.ts";
import { createFetchTransport } from "./fetch.ts";
import { resolveOptions, type TransportOptions } from "./options.ts";

/**
 * Makes the best transport for this runtime: undici on Node and Deno, read when the first request is sent, else fetch.
 * Throws INVALID_INPUT when an option is wrong.
 */
export function createDefaultTransport(options: TransportOptions): Transport {
  if (globalThis.process?.versions?.node === undefined) return createFetchTransport(options);

  resolveOptions(options);
  let loading: Promise<Transport> | undefined;
  let closed = false;
  return {
    send: async (request) => {
      if (closed) throw closedFault(request);
      loading ??= import("./undici.ts").then(({ createUndiciTransport }) => createUndiciTransport(options));
      return (await loading).send(request);
    },
    // One that was never used has nothing to let go of, and need not ask Deno for undici's permissions.
    close: async () => {
      closed = true;
      await (await loading)?.close();
    },
  };
}
