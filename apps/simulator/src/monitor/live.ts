/**
 * What a device holds beside its configuration, its logs and its sessions.
 *
 * @module
 */

import { type Automation, type AutomationParts, createAutomation } from "../automation/automation.ts";
import { createUpdates, type Updates } from "./license/updates.ts";
import { type Captures, createCaptures } from "./service/captures.ts";
import { createFeeds, type Feeds } from "./system/feeds.ts";
import { createPower, type Power } from "./system/power.ts";
import { type RestartParts, restart } from "./system/restart.ts";
import type { WallClock } from "./system/wall-clock.ts";
import { createLogons, type Logons } from "./user/logons.ts";
import { createTunnels, type Tunnels } from "./vpn/tunnels.ts";

/** Where the device is registered. */
export interface Registration {
  /** Of FortiCare, and of FortiCloud. Undefined: not there. */
  forticare: string | undefined;
  forticloud: string | undefined;
}

/** What this device knows of the other unit of its cluster, beside the configuration. */
export interface HaPeer {
  hostname: string | undefined;
  priority: number | undefined;
  isDisconnected: boolean;
}

/** Somebody who wants to join the Security Fabric. */
export interface Applicant {
  readonly serial: string;
  readonly type: string;
  readonly hostname: string;
  readonly mgmt_ip: string;
  readonly mgmt_port: number;
}

export interface Live {
  readonly power: Power;
  readonly wallClock: WallClock;
  readonly feeds: Feeds;
  readonly logons: Logons;
  readonly tunnels: Tunnels;
  readonly captures: Captures;
  readonly automation: Automation;
  readonly registration: Registration;
  readonly updates: Updates;
  readonly haPeer: HaPeer;
  applicants: readonly Applicant[];
  /** Tables that may refer to others, by the path that they may refer to. Found when somebody asks. */
  readonly referrers: Map<string, readonly { readonly path: string; readonly name: string; readonly range: string }[]>;
  /** Starts the device again: what does not outlast that is gone. */
  restart(): void;
  reset(): void;
  /** Gives up whatever is on its way to others. */
  close(): void;
}

export interface LiveParts extends Omit<AutomationParts, "restart">, Omit<RestartParts, "live"> {}

const NOT_REGISTERED = (): Registration => ({ forticare: undefined, forticloud: undefined });
const UNTOUCHED_PEER = (): HaPeer => ({ hostname: undefined, priority: undefined, isDisconnected: false });

export function createLive(parts: LiveParts): Live {
  const { clock, wallClock, serial } = parts;
  const power = createPower(clock, serial);
  const feeds = createFeeds(clock);
  const logons = createLogons(clock);
  const tunnels = createTunnels(clock);
  const captures = createCaptures(clock);
  const automation = createAutomation({ ...parts, restart: (...why) => restart({ ...parts, live }, ...why) });
  const registration = NOT_REGISTERED();
  const updates = createUpdates();
  const haPeer = UNTOUCHED_PEER();
  const live: Live = {
    power,
    wallClock,
    feeds,
    logons,
    tunnels,
    captures,
    automation,
    registration,
    updates,
    haPeer,
    applicants: [],
    referrers: new Map(),
    restart() {
      power.restart();
      logons.clear();
      tunnels.clear();
      captures.clear();
    },
    reset() {
      power.reset();
      wallClock.reset();
      feeds.clear();
      logons.clear();
      tunnels.clear();
      captures.clear();
      automation.reset();
      updates.clear();
      Object.assign(registration, NOT_REGISTERED());
      Object.assign(haPeer, UNTOUCHED_PEER());
      live.applicants = [];
    },
    close: () => automation.close(),
  };
  return live;
}
