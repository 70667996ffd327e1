/**
 * Sends one request to several FortiGates at once.
 *
 * @module
 */

import type { DeviceRequest } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import { entriesIn, entryOf, type ProxyEntry } from "./proxy-answer.ts";
import type { ProxyCall } from "./proxy-call.ts";
import type { ProxyDevice } from "./target.ts";

/** A device, and what leads there. */
export interface ProxyTarget {
  readonly device: ProxyDevice;
  readonly target: string;
}

/** What FortiManager takes beside the time that it gives the devices, in milliseconds. */
const MARGIN_MS = 10_000;

/** Sends it, and answers the entry of each device, in their order: undefined where the answer says nothing of it. */
export async function sendThrough(
  engine: Engine,
  request: DeviceRequest,
  call: ProxyCall,
  targets: readonly ProxyTarget[],
): Promise<readonly (ProxyEntry | undefined)[]> {
  const { operation, effect, idempotent, secrets, signal, timeoutMs, totalTimeoutMs } = request;
  const [first] = targets;
  const where = targets.length === 1 ? `device ${first?.device.name}` : `${targets.length} devices`;
  const limitMs = timeoutMs ?? (call.timeout === undefined ? undefined : call.timeout * 1000 + MARGIN_MS);
  const { data } = await engine.send(
    {
      method: "exec",
      items: [{ url: "sys/proxy/json", data: { target: targets.map(({ target }) => target), ...call } }],
      operation: `${operation} on ${where}`,
      effect,
      idempotent,
      ...(secrets && { secrets }),
    },
    {
      ...(signal && { signal }),
      ...(limitMs !== undefined && { timeoutMs: limitMs }),
      ...(totalTimeoutMs !== undefined && { totalTimeoutMs }),
    },
  );
  const entries = entriesIn(data);
  // Where one was asked, whatever comes is its entry.
  return targets.length === 1 ? [entries[0]] : targets.map(({ device }) => entryOf(entries, device));
}
