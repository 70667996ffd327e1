/**
 * Sessions that the device itself has open: it asks for names and the time, and holds on to FortiGuard.
 *
 * @module
 */

import { objectOf } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import { createChance, seedOf } from "./chance.ts";
import type { NetInterface } from "./interfaces.ts";
import { countryOf, resolveName } from "./internet.ts";
import { toNumber } from "./ipv4.ts";
import { IMPLICIT_DENY } from "./policies.ts";
import { lookUp } from "./routes.ts";
import type { Scene } from "./scene.ts";
import { APPLICATIONS, type Application } from "./services.ts";
import type { Session } from "./session.ts";

interface Errand {
  readonly service: string;
  readonly ip: number;
  /** How long it takes; undefined for what lasts. */
  readonly ms: number | undefined;
}

/** All of them are in the management VDOM, as far as a route leads out of it. */
export function ownSessions(scene: Scene, vdom: string, seed: number, booted: number, now: number): Session[] {
  if (vdom !== MANAGEMENT_VDOM) return [];
  const dns = objectOf(scene.configuration.table("system/dns", undefined));
  const errands: Errand[] = [
    { service: "DNS", ip: toNumber(String(dns.primary ?? "96.45.45.45")) ?? 0, ms: 20_000 },
    { service: "NTP", ip: resolveName("ntp1.fortiguard.com")[0] ?? 0, ms: 60_000 },
    { service: "HTTPS", ip: resolveName("update.fortiguard.net")[0] ?? 0, ms: undefined },
  ];
  return errands.flatMap(({ service, ip, ms }, index) => {
    const route = lookUp(scene.routes(vdom), ip);
    const out = scene.interfaces.get(route?.interface ?? "");
    const application = APPLICATIONS.find((one) => one.service === service);
    if (out?.subnet === undefined || application === undefined) return [];
    const begins = ms === undefined ? booted : now - (now % ms);
    const chance = createChance(seed ^ seedOf(service), Math.floor(begins / 1000));
    const source = out.subnet.address;
    return [
      {
        // No beat of the traffic through the device: before all of them.
        beat: -1 - index,
        number: 1 + chance.below(9_999_999),
        begins,
        ends: begins + (ms ?? 3_600_000),
        lane: laneOf(application, out),
        source: { ip: source, port: 1024 + chance.below(64_512), country: countryOf(source), host: undefined },
        destination: { ip, port: application.port, country: countryOf(ip), host: undefined },
        translated: undefined,
      },
    ];
  });
}

function laneOf(application: Application, out: NetInterface): Session["lane"] {
  const way = {
    policy: { ...IMPLICIT_DENY, isAccepted: true },
    source: { ...out, name: out.vdom, role: "undefined" },
    destination: out,
    sources: [],
    targets: [],
    applications: [application],
    remote: () => out.subnet?.address ?? 0,
  };
  return { way, application, sent: 400, received: 900, sentPackets: 4, receivedPackets: 4 };
}
