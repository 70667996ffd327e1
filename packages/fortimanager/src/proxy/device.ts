/**
 * The whole FortiGate client, through FortiManager.
 *
 * @module
 */

import { checkNumber, type Transport } from "@fortiweave/core";
import { type ClientOptions, createFortiGate, type FortiGate } from "@fortiweave/fortios/client";
import type { Engine } from "../engine.ts";
import type { ProxyOptions } from "./proxy-call.ts";
import { createProxyTransport } from "./proxy-transport.ts";
import type { ProxyDevice } from "./target.ts";

/**
 * How the client of a FortiGate behaves that is reached through FortiManager. FortiManager's own client sends again what
 * did not reach FortiManager, so by default nothing is sent again here.
 */
export interface DeviceOptions extends ClientOptions, ProxyOptions {}

/** Makes the client of one device. */
export function createDevice(engine: Engine, device: ProxyDevice, options: DeviceOptions): FortiGate {
  return createThrough(engine, createProxyTransport(engine, device, options), options);
}

/** Makes the client of a device that a transport leads to. */
export function createThrough(engine: Engine, transport: Transport, options: DeviceOptions): FortiGate {
  const { timeoutSeconds, retry = { maxRetries: 0 }, logger = engine.logger, ...own } = options;
  if (timeoutSeconds !== undefined) checkNumber("timeoutSeconds", timeoutSeconds, 10);
  return createFortiGate({
    ...own,
    transport,
    runtime: engine.runtime,
    retry,
    ...(logger && { logger }),
    // What FortiManager's client would not send, the device's own simulates: it knows what it would have been.
    ...(engine.simulates && { readOnly: "simulate" as const }),
  });
}
