/**
 * Has the clients of several FortiGates share their way through FortiManager: what they ask alike at the same time goes
 * there in one call.
 *
 * @module
 */

import { abortFault, type DeviceRequest, type DeviceResponse, type Transport } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import { readEntry } from "./proxy-answer.ts";
import { type ProxyCall, type ProxyOptions, writeProxyCall } from "./proxy-call.ts";
import { type ProxyTarget, sendThrough } from "./send-through.ts";
import { type ProxyDevice, targetOf } from "./target.ts";

/** Makes the transports of a group's devices. */
export type JointProxy = (device: ProxyDevice) => Transport;

/** One device that waits for a call to be sent. */
interface Passenger extends ProxyTarget {
  readonly request: DeviceRequest;
  readonly resolve: (response: DeviceResponse) => void;
  readonly reject: (error: unknown) => void;
}

/** A call that others may still join. */
interface Ride {
  readonly call: ProxyCall;
  readonly passengers: Map<string, Passenger>;
}

/** So many devices go in one call: FortiManager answers it when the last of them has answered. */
const MOST_DEVICES = 100;

/** Makes it for so many devices. */
export function createJointProxy(engine: Engine, count: number, options: ProxyOptions): JointProxy {
  const most = Math.min(count, MOST_DEVICES);
  const rides = new Map<string, Ride>();

  const leave = (key: string, ride: Ride): void => {
    // It may have left already, full.
    if (rides.get(key) !== ride) return;
    rides.delete(key);
    void carry(engine, ride);
  };
  const board = (passenger: Passenger): void => {
    const { request, target } = passenger;
    const call = writeProxyCall(request, options);
    const key = JSON.stringify([call, request.operation, request.totalTimeoutMs]);
    const open = rides.get(key);
    const ride = open === undefined || open.passengers.has(target) ? { call, passengers: new Map() } : open;
    if (ride !== open) {
      if (open !== undefined) leave(key, open);
      rides.set(key, ride);
      // Who has not come by the next turn goes its own way: its client has asked something else, or nothing.
      void engine.runtime.sleep(0).then(() => leave(key, ride));
    }
    ride.passengers.set(target, passenger);
    if (ride.passengers.size === most) leave(key, ride);
  };

  return (device) => {
    const target = targetOf(device);
    return {
      send: (request) =>
        new Promise((resolve, reject) => {
          board({ device, target, request, resolve, reject });
        }),
      close: () => Promise.resolve(),
    };
  };
}

/** Sends a call for all who are in it. */
async function carry(engine: Engine, { call, passengers }: Ride): Promise<void> {
  const all = [...passengers.values()];
  const [first] = all;
  if (first === undefined) return;
  const { signal, release } = watchSignals(all);
  const { signal: _, ...request } = first.request;
  try {
    const entries = await sendThrough(engine, { ...request, ...(signal && { signal }) }, call, all);
    for (const [index, passenger] of all.entries()) settle(passenger, entries[index]);
  } catch (error) {
    for (const { reject } of all) reject(error);
  } finally {
    release();
  }
}

function settle({ device, request, resolve, reject }: Passenger, entry: Parameters<typeof readEntry>[0]): void {
  try {
    resolve(readEntry(entry, device, request));
  } catch (error) {
    reject(error);
  }
}

/** Whoever is cancelled leaves; the call is cancelled once all have left. */
function watchSignals(all: readonly Passenger[]): { readonly signal: AbortSignal | undefined; release(): void } {
  const watched = all.filter(({ request }) => request.signal !== undefined);
  const cancel = new AbortController();
  const over = new AbortController();
  let left = all.length;
  for (const { request, reject } of watched) {
    const go = (): void => {
      reject(abortFault({ request, origin: "FortiManager", reached: "maybe" }));
      left -= 1;
      if (left === 0) cancel.abort(request.signal?.reason);
    };
    if (request.signal?.aborted) go();
    else request.signal?.addEventListener("abort", go, { once: true, signal: over.signal });
  }
  return { signal: watched.length === 0 ? undefined : cancel.signal, release: () => over.abort() };
}
