/**
 * All logs of a device: what happens to it and through it, and below that as many made-up lines as somebody asked for.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import type { Identity } from "../device/identity.ts";
import { type Cast, createCast } from "../world/cast.ts";
import { readWays, stoppedWays } from "../world/policies.ts";
import type { World } from "../world/world.ts";
import { bygoneWays } from "./bygone.ts";
import type { EventLog } from "./events.ts";
import { generatedLines, type LogName } from "./generated.ts";
import type { Material } from "./kinds/kind.ts";
import { concat, countNewer, type Lines, merge } from "./lines.ts";
import { liveLines } from "./live.ts";

/** What the control API asks for. */
export interface LogRequest {
  /** `disk/traffic/forward`. Default: every log. */
  readonly path?: string;
  readonly count: number;
  /** Other lines for another seed. Default 0. */
  readonly seed?: number;
  /** So often must a client ask until a search is complete. Default 1. */
  readonly completeAfter?: number;
}

export interface LogStore {
  /** Fills a log, or all of them, with lines that are older than everything that happened so far. */
  fill(request: LogRequest): void;
  lines(path: string, name: LogName): Lines;
  /** So often must a client ask until a search of this log is complete. */
  steps(path: string): number;
  clear(): void;
}

export interface LogStoreParts {
  readonly events: EventLog;
  readonly world: World;
  readonly clock: Clock;
  readonly identity: Identity;
}

type Surroundings = Pick<Material, "tunnels" | "hosts">;

interface Filling {
  readonly count: number;
  readonly seed: number;
  readonly completeAfter: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Who the lines of a VDOM tell of: those who were there when somebody first read them. */
  readonly players: Map<string, { readonly cast: Cast; readonly surroundings: Surroundings }>;
}

const EVERY_LOG = "";

export function createLogStore({ events, world, clock, identity }: LogStoreParts): LogStore {
  const { model } = identity;
  const fillings = new Map<string, Filling>();
  const fillingOf = (path: string): Filling | undefined => fillings.get(path) ?? fillings.get(EVERY_LOG);

  /** Policies that log nothing now tell of their sessions too: somebody asked for lines. */
  function playersOf({ players, seed }: Filling, vdom: string): { cast: Cast; surroundings: Surroundings } {
    const known = players.get(vdom);
    if (known !== undefined) return known;
    const scene = world.scene();
    const real = readWays(scene, vdom).filter(({ policy }) => policy.isAccepted);
    const bygone = bygoneWays(scene, vdom, model, world.seed);
    const ways = real.length > 0 ? real : bygone;
    const cast = createCast(
      ways,
      stoppedWays(scene, vdom).length > 0 ? stoppedWays(scene, vdom) : stopped(bygone),
      world.seed ^ seed,
    );
    const found = { cast, surroundings: surroundingsOf(vdom, [...ways, ...bygone]) };
    players.set(vdom, found);
    return found;
  }

  function surroundingsOf(vdom: string, ways: Parameters<typeof createCast>[0]): Surroundings {
    const { configuration } = world.scene();
    const hosts = ways.flatMap(({ sources, targets }) => [...sources, ...targets]);
    return { tunnels: [...configuration.table("vpn.ipsec/phase1-interface", vdom).keys()], hosts };
  }

  function present(name: LogName): Lines {
    const live = liveLines({ world, clock, identity }, name, () =>
      surroundingsOf(name.vdom, bygoneWays(world.scene(), name.vdom, model, world.seed)),
    );
    const isEvents = name.type === "event" && name.subtype === "system";
    return isEvents ? merge(events.lines(name.vdom), live) : live;
  }

  /** Older than everything that had happened when they were asked for. */
  function untilOf({ at }: Filling, name: LogName, lines: Lines): number {
    const first = name.type === "event" ? Math.min(events.began() ?? at, world.observedFrom()) : world.observedFrom();
    const hasOlder = lines.count > countNewer(lines, at);
    return hasOlder ? Math.min(at, first) : at;
  }

  return {
    fill({ path = EVERY_LOG, count, seed = 0, completeAfter = 1 }) {
      fillings.set(path, { count, seed, completeAfter, at: clock.now(), players: new Map() });
    },
    lines(path, name) {
      const filling = fillingOf(path);
      const own = present(name);
      if (filling === undefined || filling.count === 0) return own;
      const { count, seed } = filling;
      const recipe = { count, seed, until: untilOf(filling, name, own), ...playersOf(filling, name.vdom) };
      return concat(own, generatedLines(recipe, name));
    },
    steps: (path) => fillingOf(path)?.completeAfter ?? 1,
    clear: () => fillings.clear(),
  };
}

function stopped(ways: Parameters<typeof createCast>[0]): Parameters<typeof createCast>[1] {
  return ways.map((way) => ({ ...way, policy: { ...way.policy, id: 0, isAccepted: false }, destination: undefined }));
}
