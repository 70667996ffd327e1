/**
 * Sends the requests of a profile, and stops at the first sign that the device has too much to do.
 *
 * @module
 */

import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { Engine } from "./engine.ts";
import type { Call } from "./request.ts";
import type { CallOptions } from "./types.ts";

/**
 * `budget` when time was up, `retry` when a request had to be sent again, which is a reason to leave the device alone, or
 * the code of an error.
 */
export type StopReason = "budget" | "retry" | FortiErrorCode;

/** What a probe sends with. */
export interface ProbePort {
  readonly engine: Engine;
  /** Retries of the client so far. */
  readonly retries: () => number;
}

/** So many requests, so many at a time, after some that do not count: they open the connections. */
export interface RunPlan {
  readonly parallel: number;
  readonly requests: number;
  readonly warmUp: number;
}

/** What a run measured. */
export interface Run {
  readonly parallel: number;
  /** Milliseconds of every answer. */
  readonly times: readonly number[];
  readonly byEndpoint: ReadonlyMap<string, readonly number[]>;
  /** Milliseconds from the first request that counts to the end of the last. */
  readonly durationMs: number;
}

/** Sends what is asked of it, until there is a reason to stop. */
export interface Probe {
  /**
   * Finds out which reads this administrator may do, and answers the milliseconds of the first. Throws what the device
   * says when it may do none.
   */
  begin(): Promise<number>;
  /** Undefined when it was stopped before every request at a time had two answers. */
  run(plan: RunPlan): Promise<Run | undefined>;
  /** Requests sent so far. */
  readonly sent: number;
  readonly stoppedBy: StopReason | undefined;
}

/** With fewer answers for each request at a time, a run tells nothing. */
export const LEAST_ANSWERS = 2;

/** Light reads. Every administrator who may read anything may do one of them. */
const READS: readonly Call[] = [
  { area: "monitor", path: "system/status", action: "get", method: "GET" },
  { area: "cmdb", path: "firewall/address", action: "list", method: "GET", query: [["count", "20"]] },
];
const NOT_ALLOWED: readonly FortiErrorCode[] = ["FORBIDDEN", "NOT_FOUND", "UNSUPPORTED"];

/** Makes a probe that ends after so many milliseconds. */
export function createProbe(port: ProbePort, budgetMs: number, options: Pick<CallOptions, "vdom" | "signal">): Probe {
  const { engine, retries } = port;
  const now = (): number => engine.runtime.now();
  const deadline = now() + budgetMs;
  const { vdom, signal } = options;
  const chosen = { ...(vdom !== undefined && { vdom }), ...(signal !== undefined && { signal }) };
  let reads: readonly Call[] = [];
  let sent = 0;
  let stoppedBy: StopReason | undefined;

  /** The milliseconds of one answer. */
  const time = async (call: Call): Promise<number> => {
    const startedAt = now();
    sent++;
    await engine.send(call, { ...chosen, totalTimeoutMs: Math.max(1, deadline - startedAt) });
    return now() - startedAt;
  };
  /** The same, or undefined when it is time to stop. */
  const timeOrStop = async (call: Call): Promise<number | undefined> => {
    if (now() >= deadline) stoppedBy ??= "budget";
    if (stoppedBy !== undefined) return undefined;
    const before = retries();
    try {
      const ms = await time(call);
      if (retries() === before) return ms;
      stoppedBy ??= "retry";
    } catch (error) {
      if (!isFortiError(error) || error.code === "ABORTED") throw error;
      stoppedBy ??= now() >= deadline ? "budget" : error.code;
    }
    return undefined;
  };
  /** Sends so many, so many at a time, and tells of every answer. */
  const sendAll = async (parallel: number, requests: number, tell: (call: Call, ms: number) => void): Promise<void> => {
    let turn = 0;
    const work = async (): Promise<void> => {
      while (turn < requests && stoppedBy === undefined) {
        const call = reads[turn++ % reads.length] as Call;
        const ms = await timeOrStop(call);
        if (ms !== undefined) tell(call, ms);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
  };

  return {
    get sent() {
      return sent;
    },
    get stoppedBy() {
      return stoppedBy;
    },
    async begin() {
      const answered: { readonly call: Call; readonly ms: number }[] = [];
      let refusal: unknown;
      for (const call of READS) {
        try {
          answered.push({ call, ms: await time(call) });
        } catch (error) {
          if (!isFortiError(error, ...NOT_ALLOWED)) throw error;
          refusal ??= error;
        }
      }
      reads = answered.map(({ call }) => call);
      const [first] = answered;
      if (first === undefined) throw refusal;
      return first.ms;
    },
    async run({ parallel, requests, warmUp }) {
      await sendAll(parallel, warmUp, () => undefined);
      const times: number[] = [];
      const byEndpoint = new Map<string, number[]>(reads.map(({ area, path }) => [`${area}/${path}`, []]));
      const startedAt = now();
      await sendAll(parallel, requests, ({ area, path }, ms) => {
        times.push(ms);
        byEndpoint.get(`${area}/${path}`)?.push(ms);
      });
      return times.length < LEAST_ANSWERS * parallel
        ? undefined
        : { parallel, times, byEndpoint, durationMs: now() - startedAt };
    },
  };
}
