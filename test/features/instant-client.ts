/**
 * A client of a simulated device, over real TLS, whose clock jumps: a wait is over at once and on record.
 */

import { createDefaultTransport, token } from "@fortiweave/core";
import { createFortiGate, type FortiGate, type FortiGateOptions, type Runtime } from "@fortiweave/fortios/client";
import type { TestDevice } from "../contract/device.ts";

export interface InstantClient {
  readonly fgt: FortiGate;
  /** Milliseconds of every wait so far, in order. */
  readonly waits: readonly number[];
  /** Lets time pass. */
  pass(ms: number): void;
}

export function connectInstantly(
  { handle }: TestDevice,
  options: Partial<FortiGateOptions> & { readonly random?: () => number; readonly url?: string } = {},
): InstantClient {
  const { random = () => 0.5, url = handle.url, ...clientOptions } = options;
  const waits: number[] = [];
  let now = 0;
  const runtime: Runtime = {
    now: () => now,
    random,
    sleep: (ms, signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason);
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
  const transport = createDefaultTransport({ url, tls: { fingerprint: handle.fingerprint }, connectTimeoutMs: 200 });
  return {
    fgt: createFortiGate({ transport, runtime, auth: token(handle.token), ...clientOptions }),
    waits,
    pass: (ms) => {
      now += ms;
    },
  };
}
