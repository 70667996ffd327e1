/**
 * `system/sensor-info`: what the hardware measures of itself. A virtual machine has no such endpoint.
 *
 * @module
 */

import { noSuchTable } from "../../cmdb/refusal.ts";
import { createChance, seedOf } from "../../world/chance.ts";
import type { Endpoint } from "../answer.ts";
import { gaugeAt } from "./load.ts";

interface Sensor {
  readonly name: string;
  readonly type: "temperature" | "voltage" | "fan";
  readonly value: number;
  /** From the lowest to the highest: not critical, critical, and what cannot be recovered from. */
  readonly lower?: readonly [number, number, number];
  readonly upper: readonly [number, number, number];
}

const HOT = [95, 100, 105] as const;

export const sensors: Endpoint = (context) => {
  const { model, serial } = context.identity;
  if (model.id.startsWith("FGVM")) throw noSuchTable();
  const now = context.clock.now();
  const warmth = 38 + gaugeAt(context, "cpu", now) / 2;
  const off = (name: string, most: number): number =>
    createChance(seedOf(serial + name), Math.floor(now / 60_000)).below(most);
  const rail = (name: string, volts: number): Sensor => ({
    name,
    type: "voltage",
    value: round(volts * (0.99 + off(name, 20) / 1000)),
    lower: [round(volts * 0.94), round(volts * 0.91), round(volts * 0.89)],
    upper: [round(volts * 1.06), round(volts * 1.09), round(volts * 1.11)],
  });
  const cores = Array.from({ length: model.cores }, (_, core) => `CPU Core ${core}`);
  const fans = model.cores > 8 ? ["FAN1", "FAN2", "FAN3"] : [];
  const all: readonly Sensor[] = [
    ...[rail("+12V", 12), rail("VCC5V", 5), rail("VCC3V3", 3.3), rail("VCC2.5V", 2.5), rail("MAC_AVS 1V", 1)],
    ...cores.map(
      (name): Sensor => ({ name, type: "temperature", value: Math.round(warmth) + off(name, 3), upper: HOT }),
    ),
    { name: "TD1", type: "temperature", value: Math.round(warmth) - 8, upper: [65, 70, 75] },
    ...fans.map(
      (name): Sensor => ({
        name,
        type: "fan",
        value: 2400 + 100 * off(name, 7),
        lower: [1500, 1000, 500],
        upper: [10_000, 11_000, 12_000],
      }),
    ),
  ];
  return { results: all.map(describe) };
};

function describe({ name, type, value, lower, upper }: Sensor): Record<string, unknown> {
  const [lowest, low] = [lower?.[2], lower?.[1]];
  return {
    id: `${type}.${name.toLowerCase().replaceAll(" ", "_")}`,
    name,
    type,
    value,
    alarm: false,
    thresholds: {
      ...(lower && { lower_non_recoverable: lowest, lower_critical: low, lower_non_critical: lower[0] }),
      upper_non_critical: upper[0],
      upper_critical: upper[1],
      upper_non_recoverable: upper[2],
    },
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
