/**
 * Lines of what happens now: each session that ends is a line where its policy says so, and its inspection may be others.
 *
 * @module
 */

import { objectOf } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import type { Clock } from "../device/clock.ts";
import type { Identity } from "../device/identity.ts";
import { type Gauge, gaugeOf } from "../monitor/system/load.ts";
import { createChance } from "../world/chance.ts";
import { readerOf } from "../world/read.ts";
import type { World } from "../world/world.ts";
import { endings, type Test } from "./endings.ts";
import { kindOf, type LogName, namesOf } from "./generated.ts";
import { performance } from "./kinds/event.ts";
import type { Material } from "./kinds/kind.ts";
import { logLine } from "./line.ts";
import { type Lines, NO_LINES } from "./lines.ts";

const WEB: ReadonlySet<string> = new Set(["HTTP", "HTTPS"]);

/** One in so many sessions is worth a line. */
function every(number: number, profile: string, isMeant: (service: string) => boolean = () => true): Test {
  return ({ way, application }, slot) =>
    way.policy.isAccepted && way.policy.profiles.has(profile) && slot % number === 0 && isMeant(application.service);
}

const UTM: Readonly<Record<string, Test>> = {
  webfilter: every(2, "webfilter-profile", (service) => WEB.has(service)),
  virus: every(16, "av-profile", (service) => WEB.has(service)),
  "app-ctrl": every(3, "application-list"),
  ips: every(32, "ips-sensor"),
  dns: every(2, "dnsfilter-profile", (service) => service === "DNS"),
};

const hasFinding: Test = (lane, slot) => Object.values(UTM).some((test) => test(lane, slot));

export interface LiveParts {
  readonly world: World;
  readonly clock: Clock;
  readonly identity: Identity;
}

/** Sessions of policies that want them logged: all, or those that inspection found something in. */
const forward: Test = (lane, slot) => {
  const { logs } = lane.way.policy;
  return logs === "all" || (logs === "utm" && hasFinding(lane, slot));
};

export function liveLines(
  { world, clock, identity }: LiveParts,
  name: LogName,
  surroundings: () => Pick<Material, "tunnels" | "hosts">,
): Lines {
  const { type, subtype, vdom } = name;
  if (type === "event" && subtype === "system") {
    return vdom === MANAGEMENT_VDOM ? performanceLines({ world, clock, identity }) : NO_LINES;
  }
  const isForward = type === "traffic" && subtype === "forward";
  const test = isForward ? forward : subtype === undefined ? UTM[type] : undefined;
  const make = kindOf(type, subtype);
  if (test === undefined || make === undefined) return NO_LINES;
  const span = { after: world.observedFrom(), until: clock.now() };
  return endings(world.traffic(vdom), span, { name: type, test }, (session, nanoseconds) => {
    const chance = createChance(world.traffic(vdom).seed ^ 0x68bc21eb, session.beat);
    const head = { at: session.ends, nanoseconds, vdom, ...namesOf(type, subtype) };
    return logLine(head, make({ session, chance, ...surroundings() }));
  });
}

/** What the device writes of itself every few minutes. */
function performanceLines({ world, clock, identity }: LiveParts): Lines {
  const { configuration } = world.scene();
  const read = readerOf(configuration, "system/global");
  const minutes = Number(read(objectOf(configuration.table("system/global", undefined)), "sys-perf-log-interval"));
  if (!(minutes > 0)) return NO_LINES;
  const step = minutes * 60_000;
  const first = Math.floor(world.observedFrom() / step) + 1;
  const count = Math.max(0, Math.floor(clock.now() / step) - first + 1);
  const timeAt = (position: number): number => (first + count - 1 - position) * step;
  return {
    count,
    timeAt,
    at(position) {
      const at = timeAt(position);
      const chance = createChance(world.seed, Math.floor(at / step));
      const gauge = (name: Gauge) => gaugeOf(identity.serial, name, at);
      const load = { cpu: gauge("cpu"), mem: gauge("mem"), disk: gauge("disk"), setups: gauge("setuprate") };
      const head = { at, nanoseconds: chance.below(1_000_000), vdom: MANAGEMENT_VDOM, ...namesOf("event", "system") };
      return logLine(head, performance(chance, { ...load, sessions: 20 + chance.below(40) }));
    },
  };
}
