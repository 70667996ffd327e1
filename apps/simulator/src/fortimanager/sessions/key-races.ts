/**
 * What goes wrong when one API key is used by several calls at a time, in the versions that have the defect.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";
import { isSince } from "../../version.ts";
import { createChance } from "../../world/chance.ts";
import type { Session, Troubles } from "../parts.ts";

export interface KeyRaces {
  /** A call with this session begins. Answers whether it is refused, and holds it a little, so that calls do meet. */
  enter(session: Session): Promise<boolean>;
  /** It is over. */
  leave(session: Session): void;
  /** The same chances again. */
  reset(): void;
}

/** So long a call lasts at least while keys race. */
const HOLD_MS = 20;

export function createKeyRaces(version: string, clock: Clock, troubles: Troubles): KeyRaces {
  const running = new Map<string, number>();
  const hasDefect = isSince(version, "7.4.0") && !isSince(version, "7.6.2");
  let chance = createChance(0, 0);

  function count(session: Session, step: number): number {
    const next = (running.get(session.key) ?? 0) + step;
    running.set(session.key, next);
    return next;
  }

  return {
    async enter(session) {
      const others = count(session, 1) - 1;
      if (session.kind !== "api" || !hasDefect || troubles.take("key-race") === undefined) return false;
      const isRefused = others > 0 && chance.below(2) === 0;
      await clock.sleep(HOLD_MS);
      return isRefused;
    },
    leave: (session) => void count(session, -1),
    reset() {
      chance = createChance(0, 0);
    },
  };
}
