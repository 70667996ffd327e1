/**
 * Which way traffic takes through the policies of a VDOM.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import { objectOf } from "../cmdb/table.ts";
import type { Chance } from "./chance.ts";
import type { Host } from "./hosts.ts";
import type { NetInterface } from "./interfaces.ts";
import { internetAddress } from "./internet.ts";
import { namesIn, readerOf, rowsIn } from "./read.ts";
import type { Scene } from "./scene.ts";
import { APPLICATIONS, type Application } from "./services.ts";

export interface Policy {
  readonly id: number;
  readonly name: string;
  readonly uuid: string;
  readonly isAccepted: boolean;
  readonly isNat: boolean;
  /** Which of its sessions are logged. */
  readonly logs: "all" | "utm" | "disable";
  /** Profiles that look into its sessions: `av-profile` and the like, by field. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly srcAddresses: readonly string[];
  readonly dstAddresses: readonly string[];
}

/** From where to where a policy lets something through, or stops it. */
export interface Way {
  readonly policy: Policy;
  readonly source: NetInterface;
  /** Undefined for what is stopped before anybody knows where it would go. */
  readonly destination: NetInterface | undefined;
  /** Who begins. None where it comes from the internet. */
  readonly sources: readonly Host[];
  /** Who is meant. None where it goes to the internet. */
  readonly targets: readonly Host[];
  readonly applications: readonly Application[];
  /** An address out there that the policy has in mind. */
  remote(chance: Chance): number;
}

export const ANY = "any";
/** So many ways of one policy are used. */
const MOST_WAYS = 6;
const PATH = "firewall/policy";
const LOG_SETTING = "log/setting";
const WEB = APPLICATIONS.filter(({ service }) => service === "HTTPS");
const PROFILE_FIELDS = [
  "av-profile",
  "webfilter-profile",
  "dnsfilter-profile",
  "application-list",
  "ips-sensor",
  "emailfilter-profile",
  "file-filter-profile",
  "dlp-profile",
  "waf-profile",
] as const;

function toPolicy(configuration: Configuration, id: string, entry: Entry): Policy {
  const read = readerOf(configuration, PATH);
  const looksInside = read(entry, "utm-status") === "enable";
  const profiles = PROFILE_FIELDS.map((field) => [field, looksInside ? read(entry, field) : ""] as const);
  const logs = read(entry, "logtraffic");
  return {
    id: Number(id),
    name: read(entry, "name"),
    uuid: read(entry, "uuid"),
    isAccepted: read(entry, "action") === "accept",
    isNat: read(entry, "nat") === "enable",
    logs: logs === "all" || logs === "disable" ? logs : "utm",
    profiles: new Map(profiles.filter(([, profile]) => profile !== "")),
    srcAddresses: namesIn(entry.srcaddr),
    dstAddresses: namesIn(entry.dstaddr),
  };
}

/** What nobody wrote: it stops whatever no policy lets through. The device itself belongs to it too. */
export const IMPLICIT_DENY: Policy = {
  id: 0,
  name: "",
  uuid: "",
  isAccepted: false,
  isNat: false,
  logs: "disable",
  profiles: new Map(),
  srcAddresses: [],
  dstAddresses: [],
};

/** The ways of every policy that traffic can take now, in the order of the policies. */
export function readWays(scene: Scene, vdom: string): Way[] {
  const { configuration } = scene;
  const read = readerOf(configuration, PATH);
  return Array.from(configuration.table(PATH, vdom).entries()).flatMap(([id, entry]) =>
    read(entry, "status") === "enable" ? waysOf(scene, vdom, toPolicy(configuration, id, entry), entry) : [],
  );
}

/** What hosts try that no policy lets through. */
export function stoppedWays(scene: Scene, vdom: string): Way[] {
  const { configuration } = scene;
  const read = readerOf(configuration, LOG_SETTING);
  const isLogged = read(objectOf(configuration.table(LOG_SETTING, vdom)), "fwpolicy-implicit-log") === "enable";
  const policy: Policy = { ...IMPLICIT_DENY, logs: isLogged ? "all" : "disable" };
  const nowhere = { destination: undefined, targets: [], applications: APPLICATIONS, remote: anywhere };
  return scene.interfacesOf(vdom).flatMap((source) => {
    const sources = scene.hosts(source.name);
    return sources.length === 0 ? [] : [{ policy, source, sources, ...nowhere }];
  });
}

function anywhere(chance: Chance): number {
  return internetAddress(chance.below(254));
}

function waysOf(scene: Scene, vdom: string, policy: Policy, entry: Entry): Way[] {
  const { configuration } = scene;
  const applications = scene.services(vdom).applications(namesIn(entry.service));
  if (applications.length === 0 && entry["internet-service"] !== "enable") return [];
  const offered = applications.length > 0 ? applications : WEB;
  const book = scene.addresses(vdom);
  const among = (names: readonly string[], hosts: readonly Host[], isNegated: boolean): readonly Host[] => {
    const meant = names.length === 0 ? hosts : hosts.filter(({ ip }) => book.matches(names, ip) !== isNegated);
    // Most policies mean everybody: one list serves them all.
    return meant.length === hosts.length ? hosts : meant;
  };
  const known = scene.interfacesOf(vdom).filter(({ isUp, side }) => isUp && side !== "none");
  const from = interfacesNamed(configuration, vdom, namesIn(entry.srcintf), known);
  const to = interfacesNamed(configuration, vdom, namesIn(entry.dstintf), known);
  const ways: Way[] = [];
  for (const source of from) {
    for (const destination of to) {
      if (source === destination || (source.side === "outside" && destination.side === "outside")) continue;
      const all = scene.hosts(source.name);
      const sources = among(policy.srcAddresses, all, entry["srcaddr-negate"] === "enable");
      const targets = among(policy.dstAddresses, scene.hosts(destination.name), entry["dstaddr-negate"] === "enable");
      const isEmpty = source.side === "inside" ? sources.length === 0 : targets.length === 0;
      if (isEmpty || (destination.side === "inside" && targets.length === 0)) continue;
      const names = destination.side === "outside" ? policy.dstAddresses : policy.srcAddresses;
      const remote = (chance: Chance) => book.example(names, chance) ?? anywhere(chance);
      ways.push({ policy, source, destination, sources, targets, applications: offered, remote });
      if (ways.length === MOST_WAYS) return ways;
    }
  }
  return ways;
}

/** Of the interfaces those that some names mean: `any`, a zone, an SD-WAN zone, or the interface itself. */
export function interfacesNamed(
  configuration: Configuration,
  vdom: string,
  names: readonly string[],
  known: readonly NetInterface[],
): NetInterface[] {
  if (names.includes(ANY)) return [...known];
  const wanted = new Set(names);
  for (const [name, zone] of configuration.table("system/zone", vdom).entries()) {
    if (wanted.has(name)) for (const member of namesIn(zone.interface, "interface-name")) wanted.add(member);
  }
  const members = rowsIn(objectOf(configuration.table("system/sdwan", vdom)).members);
  for (const { interface: name, zone = "virtual-wan-link" } of members) {
    if (wanted.has(String(zone))) wanted.add(String(name));
  }
  return known.filter(({ name }) => wanted.has(name));
}
