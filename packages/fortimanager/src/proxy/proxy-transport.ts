/**
 * Reaches a FortiGate through the FortiManager that manages it.
 *
 * @module
 */

import type { Transport } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import { readEntry } from "./proxy-answer.ts";
import { type ProxyOptions, writeProxyCall } from "./proxy-call.ts";
import { sendThrough } from "./send-through.ts";
import { type ProxyDevice, targetOf } from "./target.ts";

/** A transport to one device. FortiManager's client stays open when it is closed. */
export function createProxyTransport(engine: Engine, device: ProxyDevice, options: ProxyOptions): Transport {
  const target = [{ device, target: targetOf(device) }];
  return {
    send: async (request) => {
      const [entry] = await sendThrough(engine, request, writeProxyCall(request, options), target);
      return readEntry(entry, device, request);
    },
    close: () => Promise.resolve(),
  };
}
