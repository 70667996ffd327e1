/**
 * How busy the device is: a function of its serial number and the time, so that every endpoint says the same.
 *
 * @module
 */

import { createChance, seedOf } from "../../world/chance.ts";
import type { MonitorContext } from "../answer.ts";

/** What rises and falls. The first two are percentages, the others whole numbers. */
export type Gauge = "cpu" | "mem" | "disk" | "setuprate" | "disk_lograte";

const DAY_MS = 24 * 3600 * 1000;
/** Nothing changes within a slot. */
const SLOT_MS = 3000;

/** Least and most in the middle of the night, and what the working day adds. */
const RANGES: Readonly<Record<Gauge, readonly [least: number, most: number, day: number]>> = {
  cpu: [0, 4, 9],
  mem: [34, 36, 3],
  disk: [1, 1, 0],
  setuprate: [0, 1, 2],
  disk_lograte: [0, 2, 6],
};

/** Before it started there was nothing to measure. */
export function gaugeAt(
  { identity, live }: Pick<MonitorContext, "identity" | "live">,
  gauge: Gauge,
  time: number,
): number {
  return time < live.power.startedAt() ? 0 : gaugeOf(identity.serial, gauge, time);
}

export function gaugeOf(serial: string, gauge: Gauge, time: number): number {
  const [least, most, day] = RANGES[gauge];
  const own = createChance(seedOf(serial), gauge.length).below(3);
  const noise = createChance(seedOf(`${serial}${gauge}`), Math.floor(time / SLOT_MS)).below(most - least + 1);
  return Math.min(
    gauge === "cpu" || gauge === "mem" ? 100 : Number.MAX_SAFE_INTEGER,
    least + own + noise + Math.round(day * bustle(time)),
  );
}

/** 0 in the night, 1 at noon (UTC). */
function bustle(time: number): number {
  return (1 - Math.cos((2 * Math.PI * (time % DAY_MS)) / DAY_MS)) / 2;
}

/** Bytes. */
export function memoryOf(context: Pick<MonitorContext, "identity" | "live">, time: number): Record<string, number> {
  const total = context.identity.model.memory * 1024 * 1024;
  const used = Math.round((total * gaugeAt(context, "mem", time)) / 100);
  const freeable = Math.round(total / 10);
  return { total, used, free: total - used - freeable, freeable };
}
