/**
 * Sends no faster than the device answers: a FortiGate takes API requests one after the other, so more of them at a
 * time only wait longer, and keep its own pages waiting.
 *
 * @module
 */

import { leftMs } from "../runtime/elapsed.ts";
import type { DeviceRequest, Middleware, Runtime } from "../types.ts";
import type { Attempt } from "./measure.ts";
import { createSignReader } from "./pace-sign.ts";
import type { Stretch } from "./retry.ts";
import { cancelled, wait } from "./wait.ts";

/** How hard the device is held to be pressed, and what follows from it. Times are milliseconds since the epoch. */
export interface PacePressure {
  /** When it was last tightened. */
  readonly since: number;
  /** 1 to 16: the factor by which the waits between attempts are stretched. */
  readonly pressure: number;
  /** Most requests at a time. */
  readonly limit: number;
  /** Pause in milliseconds after every answer. */
  readonly restMs: number;
}

/** How requests get through. `paused` sends nothing until then, because the device said that it has too much to do. */
export type PacePhase =
  | { readonly kind: "free" }
  | ({ readonly kind: "slowed" } & PacePressure)
  | ({ readonly kind: "paused"; readonly until: number } & PacePressure);

/** Who is on the way. */
export interface PaceCounts {
  /** Requests that were let through and are not over. */
  readonly active: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
}

/** Where a pace stands. */
export type PaceState = PacePhase & PaceCounts;

/** The pace of one device: share it between the clients of that device, never between devices. */
export interface AdaptivePace extends Stretch {
  /** The step for a pipeline. Place it inside the retry step and outside the breaker. */
  readonly middleware: Middleware;
  /** Learns from one attempt. */
  observe(attempt: Attempt): void;
  /** Where it stands now. */
  state(): PaceState;
}

/** How the device is spared. */
interface Held {
  readonly since: number;
  readonly pressure: number;
  /** Requests at a time. Below 1 it is one, with a rest after it. */
  readonly share: number;
  /** For so long nothing is sent. */
  readonly pauseMs: number;
}

const GREATEST_PRESSURE = 16;
const LEAST_SHARE = 0.5;
/** So many healthy answers undo one step. */
const HEALTHY_RUN = 5;
/** An overloaded device is left alone for this long, times the pressure, and for no longer than the greatest pause. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LONGEST_REST_MS = 2000;

/**
 * Makes a pace. While answers come as quickly as they use to, it lets everything through. When they take three times as
 * long, it halves the requests at a time, then rests between them; when the device says that it has too much to do
 * (HTTP 429 that is no lockout, 502, 503, 504) or does not answer in time, it also sends nothing for a while. Every five
 * healthy answers let one more through at a time. Until then the waits of the retry step are stretched as well.
 *
 * @example
 * ```ts
 * import { createAdaptivePace } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const pace = createAdaptivePace(systemRuntime);
 * console.log(pace.state().kind); // "free"
 * ```
 */
export function createAdaptivePace(runtime: Pick<Runtime, "now" | "sleep">): AdaptivePace {
  const readSign = createSignReader();
  const queue: (() => void)[] = [];
  let held: Held | undefined;
  let healthy = 0;
  let active = 0;
  let lastMs = 0;
  let lastEndAt = 0;

  const limit = (): number => (held === undefined ? Number.POSITIVE_INFINITY : limitOf(held));
  const restMs = ({ share }: Held): number => (share < 1 ? Math.min(lastMs, LONGEST_REST_MS) : 0);
  const drain = (): void => {
    while (queue.length > 0 && active < limit()) {
      active++;
      queue.shift()?.();
    }
  };

  const tighten = (now: number, pauseMs: (pressure: number) => number): void => {
    const pressure = Math.min(GREATEST_PRESSURE, (held?.pressure ?? 1) * 2);
    const share = Math.max(LEAST_SHARE, (held?.share ?? Math.max(1, active)) / 2);
    held = { since: now, pressure, share, pauseMs: Math.min(LONGEST_PAUSE_MS, pauseMs(pressure)) };
    healthy = 0;
  };
  const relax = (): void => {
    if (held === undefined || ++healthy < HEALTHY_RUN) return;
    healthy = 0;
    const relaxed = { ...held, pressure: Math.max(1, held.pressure / 2), share: held.share < 1 ? 1 : held.share + 1 };
    // Free once more may go through than want to; let loose all at once, those that wait would press it again.
    const isEnough = queue.length === 0 && active <= limitOf(relaxed);
    held = isEnough && relaxed.pressure === 1 ? undefined : relaxed;
    drain();
  };

  const turn = (request: DeviceRequest): Promise<void> | undefined => {
    if (queue.length === 0 && active < limit()) {
      active++;
      return undefined;
    }
    return queueUp(queue, request);
  };
  const rest = async (request: DeviceRequest): Promise<void> => {
    while (held !== undefined) {
      const ms = Math.max(leftMs(runtime, held.since, held.pauseMs), leftMs(runtime, lastEndAt, restMs(held)));
      if (ms === 0) return;
      await wait(runtime, ms, { request, purpose: PURPOSE, reached: "no" });
    }
  };
  const middleware: Middleware = (next) => async (request) => {
    await turn(request);
    try {
      if (held !== undefined) await rest(request);
      return await next(request);
    } finally {
      active--;
      lastEndAt = runtime.now();
      drain();
    }
  };

  return {
    middleware,
    observe(attempt) {
      const now = runtime.now();
      if (attempt.status !== undefined) lastMs = attempt.durationMs;
      const sign = readSign(attempt);
      // What was sent before the last step tells nothing of what that step did; a clock that was set back tells neither.
      if (held !== undefined && now >= held.since && now - attempt.durationMs < held.since) return;
      if (sign === "overloaded") tighten(now, (pressure) => Math.max(attempt.retryAfterMs ?? 0, PAUSE_MS * pressure));
      if (sign === "slow") tighten(now, () => 0);
      if (sign === "healthy") relax();
    },
    stretch: () => held?.pressure ?? 1,
    state() {
      const counts = { active, waiting: queue.length };
      if (held === undefined) return { kind: "free", ...counts };
      const { since, pressure, pauseMs } = held;
      const all = { since, pressure, limit: limitOf(held), restMs: restMs(held), ...counts };
      const isPaused = leftMs(runtime, since, pauseMs) > 0;
      return isPaused ? { kind: "paused", until: since + pauseMs, ...all } : { kind: "slowed", ...all };
    },
  };
}

const PURPOSE = "for the device to catch up";

function limitOf({ share }: Held): number {
  return Math.max(1, Math.floor(share));
}

/** Resolves once it is this request's turn. Throws ABORTED when the request is cancelled before. */
function queueUp(queue: (() => void)[], request: DeviceRequest): Promise<void> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      queue.splice(queue.indexOf(go), 1);
      reject(cancelled({ request, purpose: PURPOSE, reached: "no" }));
    };
    const go = (): void => {
      signal?.removeEventListener("abort", leave);
      resolve();
    };
    if (signal?.aborted) return reject(cancelled({ request, purpose: PURPOSE, reached: "no" }));
    signal?.addEventListener("abort", leave, { once: true });
    queue.push(go);
  });
}
