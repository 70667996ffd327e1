/**
 * `system/interface/speed-test-...`: how fast a line is.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import { createChance, seedOf } from "../../world/chance.ts";
import type { Endpoint } from "../answer.ts";
import { numberIn, seconds, textIn } from "../params.ts";

const LASTS_MS = 20_000;

/** Starts one, and tells the number under which to ask for it. */
const trigger: Endpoint = ({ world, clock }, call) => {
  const one = world.scene().interfaces.get(textIn(call, "mkey"));
  if (one === undefined) throw noSuchEntry();
  return { results: { id: world.speedTests.start(one.name, clock.now()) } };
};

const status: Endpoint = ({ world, clock }, call) => {
  const test = world.speedTests.find(numberIn(call, "id") ?? -1);
  if (test === undefined) throw noSuchEntry();
  const progress = Math.min(100, Math.floor((100 * (clock.now() - test.began)) / LASTS_MS));
  const one = world.scene().interfaces.get(test.interface);
  // It needs a way out.
  if (one?.side !== "outside" || !one.isUp) return { results: { progress: 100, error_code: -1 } };
  if (progress < 100) return { results: { progress, error_code: 0 } };
  const chance = createChance(world.seed ^ seedOf(test.interface), seconds(test.began));
  return {
    results: {
      progress,
      error_code: 0,
      measure_time: seconds(test.began + LASTS_MS),
      measured_downstream_bandwidth: 200_000 + chance.below(700_000),
      measured_upstream_bandwidth: 40_000 + chance.below(200_000),
    },
  };
};

export const speedTestEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/interface/speed-test-trigger": trigger,
  "system/interface/speed-test-status": status,
};
