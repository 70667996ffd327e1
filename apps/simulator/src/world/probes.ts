/**
 * What probes of a line measure: made up from the line and the second.
 *
 * @module
 */

import { createChance, seedOf } from "./chance.ts";

export interface Measurement {
  /** Milliseconds. */
  readonly latency: number;
  readonly jitter: number;
  /** Percent. */
  readonly loss: number;
  /** Since the line came up. */
  readonly sent: number;
  readonly received: number;
}

const STEP_MS = 1000;

/**
 * @param line What is measured over what: each pair is another line.
 * @param since When it came up: milliseconds since the epoch.
 * @param intervalMs Between two probes.
 */
export function measure(seed: number, line: string, since: number, now: number, intervalMs: number): Measurement {
  const own = createChance(seed, seedOf(line));
  const base = 3 + own.below(300) / 10;
  const unrest = 0.2 + own.below(20) / 10;
  const chance = createChance(seed ^ seedOf(line), Math.floor(now / STEP_MS));
  const sent = Math.max(0, Math.floor((now - since) / intervalMs));
  const lostOnes = Math.floor(sent / (2000 + own.below(3000)));
  return {
    latency: round(base + (unrest * chance.below(100)) / 100),
    jitter: round((unrest * (5 + chance.below(60))) / 100),
    loss: chance.below(40) === 0 ? round(chance.below(20) / 10) : 0,
    sent,
    received: sent - lostOnes,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
