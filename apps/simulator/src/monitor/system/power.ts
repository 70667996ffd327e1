/**
 * Since when the device runs.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";
import { createChance, seedOf } from "../../world/chance.ts";

export interface PowerSettings {
  /** How long a restart takes, in milliseconds. */
  restartMs: number;
}

export interface Power {
  readonly settings: PowerSettings;
  /** When it last started, in milliseconds since the epoch. */
  startedAt(): number;
  /** Lets it start again now. */
  restart(): void;
  /** Whether it is still starting: it answers nobody. */
  isAway(): boolean;
  /** As it was when the simulator began. */
  reset(): void;
}

const DAY_MS = 24 * 3600 * 1000;
const AT_ONCE: PowerSettings = { restartMs: 0 };

/** A device that a simulator begins with has been running for one to eight weeks, by its serial number. */
export function createPower(clock: Clock, serial: string): Power {
  const before = 7 * DAY_MS + createChance(seedOf(serial), 0).below(49 * 24 * 3600) * 1000;
  const original = clock.now() - before;
  const settings = { ...AT_ONCE };
  let started = original;
  let awayUntil = 0;

  return {
    settings,
    startedAt: () => started,
    restart() {
      started = clock.now();
      awayUntil = started + settings.restartMs;
    },
    isAway: () => clock.now() < awayUntil,
    reset() {
      Object.assign(settings, AT_ONCE);
      started = original;
      awayUntil = 0;
    },
  };
}
