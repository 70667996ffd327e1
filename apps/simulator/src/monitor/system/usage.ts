/**
 * `system/resource/usage` and `system/performance/status`.
 *
 * @module
 */

import { createChance, seedOf } from "../../world/chance.ts";
import type { Endpoint, MonitorContext } from "../answer.ts";
import { textIn } from "../params.ts";
import { type Gauge, gaugeAt, memoryOf } from "./load.ts";

/** Seconds between two values, by the span that they cover. There are 20 of them. */
const STEPS: Readonly<Record<string, number>> = {
  "1-min": 3,
  "10-min": 30,
  "30-min": 90,
  "1-hour": 180,
  "12-hour": 2160,
  "24-hour": 4320,
};
const VALUES = 20;

/** Open sessions are those of the simulated network. */
type Source = Gauge | "session" | undefined;

/** In their order. What has no source stays at 0: there is no such hardware, service or traffic. */
const RESOURCES: readonly (readonly [name: string, source: Source])[] = [
  ["cpu", "cpu"],
  ["mem", "mem"],
  ["disk", "disk"],
  ["session", "session"],
  ["session6", undefined],
  ["setuprate", "setuprate"],
  ["setuprate6", undefined],
  ["npu_session", undefined],
  ["npu_session6", undefined],
  ["nturbo_session", undefined],
  ["nturbo_session6", undefined],
  ["disk_lograte", "disk_lograte"],
  ["faz_lograte", undefined],
  ["forticloud_lograte", undefined],
  ["faz_cloud_lograte", undefined],
];

type ValueAt = (time: number) => number;

export const usage: Endpoint = (context, call) => {
  const [wanted, interval] = [textIn(call, "resource"), textIn(call, "interval")];
  const { model } = context.identity;
  const offered = RESOURCES.filter(
    ([name]) => (wanted === "" || name === wanted) && (name !== "disk" || model.disk > 0),
  );
  const spans = Object.entries(STEPS).filter(([span]) => interval === "" || span === interval);
  const now = Math.floor(context.clock.now() / 3000) * 3000;
  const results = offered.map(([name, source]) => {
    const own = valuesOf(context, source, call.params.scope === "vdom" ? call.vdom : undefined, now);
    const series =
      name === "cpu" ? [own, ...Array.from({ length: model.cores }, (_, core) => coreOf(own, core))] : [own];
    return [name, series.map((valueAt) => ({ current: valueAt(now), historical: historyOf(spans, valueAt, now) }))];
  });
  return { results: Object.fromEntries(results) };
};

function valuesOf(context: MonitorContext, source: Source, vdom: string | undefined, now: number): ValueAt {
  if (source === undefined) return () => 0;
  if (source !== "session") return (time) => gaugeAt(context, source, time);
  const open = context.world.sessionCount(vdom);
  const seed = seedOf(context.identity.serial);
  // There were as many before, more or less.
  const swing = Math.max(1, Math.floor(open / 8));
  return (time) => {
    if (time < context.live.power.startedAt()) return 0;
    return time === now
      ? open
      : Math.max(0, open - swing + createChance(seed, Math.floor(time / 3000)).below(2 * swing));
  };
}

/** Each core is a little off the average, and off by another little in each slot. */
function coreOf(average: ValueAt, core: number): ValueAt {
  return (time) => {
    const value = average(time);
    const off = ((Math.floor(time / 3000) + core) % 3) - 1;
    return value === 0 ? 0 : Math.max(0, value + off);
  };
}

function historyOf(
  spans: readonly (readonly [string, number])[],
  valueAt: ValueAt,
  now: number,
): Record<string, unknown> {
  return Object.fromEntries(
    spans.map(([span, step]) => {
      const values = Array.from({ length: VALUES }, (_, index) => {
        const time = now - index * step * 1000;
        return [time, valueAt(time)] as const;
      });
      const numbers = values.map(([, value]) => value);
      const history = {
        values,
        max: Math.max(...numbers),
        min: Math.min(...numbers),
        average: Math.round(numbers.reduce((sum, value) => sum + value, 0) / VALUES),
        start: values.at(-1)?.[0],
        end: now,
      };
      return [span, history];
    }),
  );
}

export const performance: Endpoint = (context) => {
  const now = Math.floor(context.clock.now() / 3000) * 3000;
  const average: ValueAt = (time) => gaugeAt(context, "cpu", time);
  const cores = Array.from({ length: context.identity.model.cores }, (_, core) => shareOf(coreOf(average, core)(now)));
  return { results: { cpu: { cores, ...shareOf(average(now)) }, mem: memoryOf(context, now) } };
};

/** Most of what a firewall does, it does in the kernel. */
function shareOf(busy: number): Record<string, number> {
  const user = Math.floor(busy / 3);
  return { user, system: busy - user, nice: 0, idle: 100 - busy, iowait: 0 };
}

export function loadNow(context: MonitorContext): {
  readonly cpu: number;
  readonly mem: number;
  readonly sessions: number;
} {
  const now = context.clock.now();
  return {
    cpu: gaugeAt(context, "cpu", now),
    mem: gaugeAt(context, "mem", now),
    sessions: context.world.sessionCount(),
  };
}
