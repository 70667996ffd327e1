/**
 * Lines that are made up as they are read: a log of 200,000 lines costs no memory.
 *
 * @module
 */

import type { Cast } from "../world/cast.ts";
import { createChance, seedOf } from "../world/chance.ts";
import { endsOf } from "../world/session.ts";
import { eventKinds } from "./kinds/event.ts";
import type { Kind, Material } from "./kinds/kind.ts";
import { trafficKinds } from "./kinds/traffic.ts";
import { utmKinds } from "./kinds/utm.ts";
import { logLine } from "./line.ts";
import { type Lines, NO_LINES } from "./lines.ts";

/** What the lines of a log are made from. */
export interface Recipe {
  readonly count: number;
  readonly seed: number;
  /** All of them are older: milliseconds since the epoch. */
  readonly until: number;
  /** Who they tell of. */
  readonly cast: Cast;
  readonly surroundings: Pick<Material, "tunnels" | "hosts">;
}

/** Which log: `traffic` and `forward`, or `virus` alone. */
export interface LogName {
  readonly type: string;
  readonly subtype: string | undefined;
  readonly vdom: string;
}

/** One line comes a second. */
const STEP_MS = 1000;

/** Lines that are the same whenever they are read; each VDOM has its own. */
export function generatedLines(recipe: Recipe, { type, subtype, vdom }: LogName): Lines {
  const { count, seed, until, cast, surroundings } = recipe;
  const make = kindOf(type, subtype);
  if (make === undefined || cast.size === 0) return NO_LINES;
  const ownSeed = seed ^ seedOf(`${type}/${subtype}/${vdom}`);
  const timeOf = (position: number, number: number): number =>
    until - (position + 1) * STEP_MS + createChance(ownSeed, number).below(STEP_MS);
  return {
    count,
    timeAt: (position) => timeOf(position, count - position),
    at(position) {
      const number = count - position;
      const chance = createChance(ownSeed ^ 0x1b873593, number);
      const at = timeOf(position, number);
      const lane = cast.laneOf(chance.below(cast.size)) as NonNullable<ReturnType<Cast["laneOf"]>>;
      const session = { ...endsOf(lane, chance), beat: number, begins: at - chance.below(300_000), ends: at };
      const head = { at, nanoseconds: chance.below(1_000_000), vdom, ...namesOf(type, subtype) };
      return logLine(head, make({ session, chance, ...surroundings }));
    },
  };
}

/** What makes the lines of a log; undefined for one that nobody knows. */
export function kindOf(type: string, subtype: string | undefined): Kind | undefined {
  const kinds = { traffic: trafficKinds, event: eventKinds }[type] ?? utmKinds;
  return kinds[subtype ?? type];
}

/** As lines call themselves: what inspection finds is of the type `utm`. */
export function namesOf(
  type: string,
  subtype: string | undefined,
): { readonly type: string; readonly subtype: string } {
  return subtype === undefined ? { type: "utm", subtype: type } : { type, subtype };
}
