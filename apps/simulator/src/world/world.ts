/**
 * The network round a simulated FortiGate: who is behind it, what they do, and what the device counts of it. All of it
 * follows from a seed, the configuration and the time; nothing happens while nobody looks.
 *
 * @module
 */

import { hasCompanions } from "../cmdb/companions.ts";
import type { Configuration } from "../cmdb/configuration.ts";
import type { Edit } from "../cmdb/edit.ts";
import type { Holder } from "../cmdb/transactions.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import type { Clock } from "../device/clock.ts";
import type { Identity } from "../device/identity.ts";
import { createSpeedTests, type SpeedTests } from "./actions.ts";
import { seedOf } from "./chance.ts";
import { flowOf } from "./flows.ts";
import { type Lease, leasesOf } from "./leases.ts";
import { ownSessions } from "./own-sessions.ts";
import { type Measurement, measure } from "./probes.ts";
import { createScene, type Scene } from "./scene.ts";
import type { Session } from "./session.ts";
import type { Flow } from "./tally.ts";
import { createTraffic, type Traffic } from "./traffic.ts";
import { createUptimes } from "./uptimes.ts";

export interface World {
  /** Of this device alone. */
  readonly seed: number;
  /** When it last started: milliseconds since the epoch. */
  bootedAt(): number;
  /** Since when its logs tell of traffic: since the simulator began, or the device was reset. */
  observedFrom(): number;
  /** Of the configuration as it is now. */
  scene(): Scene;
  traffic(vdom: string): Traffic;
  /** Open sessions, the newest first: what policies let through, and the device's own. */
  sessions(vdom: string): readonly Session[];
  /** How many are open; without a VDOM, in all of them. */
  sessionCount(vdom?: string): number;
  /** What an interface sent and received since it started, or since somebody cleared it. */
  flow(name: string): Flow;
  leases(vdom: string): readonly Lease[];
  /** Takes addresses away; without any, all. Their hosts ask for new ones after a while. */
  revoke(vdom: string, addresses: readonly number[] | undefined): void;
  /** Somebody asks for what else comes by itself: the address of an interface, the content of a connector. */
  renew(name: string): void;
  /** When somebody last did: milliseconds since the epoch. Undefined: nobody has since the device started. */
  renewedAt(name: string): number | undefined;
  readonly speedTests: SpeedTests;
  /** What probes over a line measure now, or measured at another time. */
  measure(line: string, intervalMs: number, at?: number): Measurement;
  /** Everything is as it was when the simulator began. */
  restart(): void;
  /** What comes next is a write: whatever passed so far passed under the present configuration. */
  sync(): void;
  /** The whole configuration was put in the place of another. */
  replaced(): void;
  /** Something was written. */
  edited(edit: Edit): void;
}

/** Tables that change who can talk to whom, and what logs tell of it. */
const RELEVANT =
  /^(?:firewall\/|firewall\.service\/|system\/(?:interface|zone|sdwan|vdom|virtual-switch)$|system\.dhcp\/|router\/static$|log\/setting$)/;

export interface WorldParts {
  readonly identity: Identity;
  readonly holder: Holder;
  readonly clock: Clock;
  /** The simulator's. */
  readonly seed: number;
  /** When the device last started: milliseconds since the epoch. */
  readonly startedAt: () => number;
}

export function createWorld({ identity, holder, clock, seed, startedAt }: WorldParts): World {
  const ownSeed = seedOf(identity.serial) ^ Math.imul(seed, 0x9e3779b1);
  let observedFrom = clock.now();
  let booted: number | undefined;
  let seen: { readonly configuration: Configuration; readonly scene: Scene } | undefined;
  const traffics = new Map<string, Traffic>();
  const revoked = new Map<string, Map<number, number>>();
  const uptimes = createUptimes();
  const renewed = new Map<string, number>();
  const speedTests = createSpeedTests();

  const scene = (): Scene => {
    const { configuration } = holder;
    if (seen?.configuration !== configuration) {
      seen = { configuration, scene: createScene(configuration, identity.model, ownSeed) };
    }
    return seen.scene;
  };
  const forget = (): void => {
    revoked.clear();
    uptimes.clear();
    renewed.clear();
    speedTests.clear();
  };
  /** Whoever looks after a restart finds counters that begin with it. */
  const bootedAt = (): number => {
    const started = startedAt();
    if (booted !== undefined && booted !== started) {
      for (const one of traffics.values()) one.restarted(started);
      forget();
    }
    booted = started;
    return started;
  };
  const begin = (vdom: string, now: number): Traffic => createTraffic(vdom, ownSeed ^ seedOf(vdom), now, scene);
  const traffic = (vdom: string): Traffic => {
    const booted = bootedAt();
    const known = traffics.get(vdom) ?? begin(vdom, booted);
    traffics.set(vdom, known);
    return known;
  };
  const vdoms = (): string[] => [...holder.configuration.table("system/vdom", undefined).keys()];

  const world: World = {
    seed: ownSeed,
    bootedAt,
    observedFrom: () => observedFrom,
    scene,
    traffic,
    sessions: (vdom) => [
      ...ownSessions(scene(), vdom, ownSeed, bootedAt(), clock.now()),
      ...traffic(vdom).sessions(clock.now()),
    ],
    sessionCount: (vdom) =>
      (vdom === undefined ? vdoms() : [vdom]).reduce((sum, one) => sum + world.sessions(one).length, 0),
    flow(name) {
      const { interfaces } = scene();
      const own = interfaces.get(name);
      const passed = traffic(own?.vdom ?? MANAGEMENT_VDOM).tally(clock.now()).interfaces;
      // Counters stand still when a cable is pulled. A VLAN has none of its own.
      const wasUp = own?.isUp === true || own?.type === "vlan" || uptimes.has(name);
      return flowOf(scene(), passed, name, wasUp ? uptimes.of(name, bootedAt(), clock.now()) : 0);
    },
    leases: (vdom) => leasesOf(scene(), vdom, bootedAt(), clock.now(), revoked.get(vdom) ?? new Map()),
    revoke(vdom, addresses) {
      const all = addresses ?? world.leases(vdom).map(({ host }) => host.ip);
      const known = revoked.get(vdom) ?? new Map<number, number>();
      for (const address of all) known.set(address, clock.now());
      revoked.set(vdom, known);
    },
    renew: (name) => void renewed.set(name, clock.now()),
    renewedAt: (name) => renewed.get(name),
    speedTests,
    measure: (line, intervalMs, at = clock.now()) => measure(ownSeed, line, bootedAt(), at, intervalMs),
    restart() {
      observedFrom = clock.now();
      booted = undefined;
      seen = undefined;
      traffics.clear();
      forget();
    },
    sync() {
      for (const vdom of vdoms()) traffic(vdom).sync(clock.now());
    },
    replaced() {
      seen = undefined;
      const now = clock.now();
      for (const vdom of vdoms()) {
        // Nobody knows what passed where nobody had looked: it counts from now on.
        const known = traffics.get(vdom) ?? begin(vdom, now);
        known.changed(now);
        traffics.set(vdom, known);
      }
    },
    edited({ path, vdom, key, action, attributes }) {
      if (!RELEVANT.test(path) && !hasCompanions(path)) return;
      seen = undefined;
      const now = clock.now();
      if (path === "system/interface" && key !== undefined) {
        if (action === "Add") uptimes.added(key, now);
        if (attributes.includes("status[up->down]")) uptimes.switchedOff(key, bootedAt(), now);
        if (attributes.includes("status[down->up]")) uptimes.switchedOn(key, bootedAt(), now);
      }
      if (path === "system/vdom" && key !== undefined && action !== "Edit") {
        traffics.delete(key);
        if (action === "Add") traffics.set(key, begin(key, now));
      }
      if (path === "firewall/policy" && action === "Delete") traffic(vdom ?? MANAGEMENT_VDOM).forget(Number(key), now);
      else for (const name of vdom === undefined ? vdoms() : [vdom]) traffic(name).changed(now);
    },
  };
  return world;
}
