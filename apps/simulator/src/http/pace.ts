/**
 * How long a device takes over a request.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import type { Model } from "../models/model.ts";
import type { Latency } from "../options.ts";
import { type Reply, sizeOf } from "./reply.ts";
import { createTurns } from "./turns.ts";

type Answered = Reply | undefined;

/** Carries a request out in the time that the device takes over it. */
export type Pace = (work: () => Promise<Answered>) => Promise<Answered>;

const SECOND = 1000;

/** An answer of so many bytes is no long one. */
const SHORT_ANSWER = 16 * 1024;

/** How much more of a long answer a model makes in the time of one request, in bytes. */
const BYTES_PER_REQUEST = 32 * 1024;

/** A FortiManager works at several requests at a time, each for so many milliseconds. */
const MANAGER_MS = 50;

/** A FortiGate's: one request after the other, over all its connections. Undefined when it takes no time. */
export function createPace(latency: Latency, model: Model, clock: Clock): Pace | undefined {
  if (latency === "off" || latency === 0) return undefined;
  const takeTurn = createTurns();
  const device = {};
  return (work) =>
    takeTurn(device, async () => {
      const answered = await work();
      await clock.sleep(latency === "model" ? msOf(model, answered) : latency);
      return answered;
    });
}

/** A FortiManager's: each request takes its time, whatever else is on its way. */
export function createManagerPace(latency: Latency, clock: Clock): Pace | undefined {
  if (latency === "off" || latency === 0) return undefined;
  const ms = latency === "model" ? MANAGER_MS : latency;
  return async (work) => {
    const answered = await work();
    await clock.sleep(ms);
    return answered;
  };
}

/** What is made while it is sent counts as a short answer. */
function msOf({ requestsPerSecond }: Model, answered: Answered): number {
  const beyond = Math.max(0, ((answered && sizeOf(answered)) ?? 0) - SHORT_ANSWER);
  return Math.round((SECOND / requestsPerSecond) * (1 + beyond / BYTES_PER_REQUEST));
}
