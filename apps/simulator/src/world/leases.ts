/**
 * Which addresses the DHCP servers of a VDOM have given out.
 *
 * @module
 */

import { createChance } from "./chance.ts";
import type { DhcpServer } from "./dhcp-servers.ts";
import type { Host } from "./hosts.ts";
import type { Scene } from "./scene.ts";

export interface Lease {
  readonly host: Host;
  readonly server: DhcpServer;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** Who lost an address asks again after this. */
const ASKS_AGAIN_MS = 120_000;

/** @param revoked When which address was taken away. */
export function leasesOf(
  scene: Scene,
  vdom: string,
  booted: number,
  now: number,
  revoked: ReadonlyMap<number, number>,
): Lease[] {
  return scene.hostsOf(vdom).flatMap((host) => {
    if (host.server === undefined) return [];
    const lost = revoked.get(host.ip);
    if (lost !== undefined && now < lost + ASKS_AGAIN_MS) return [];
    const leaseMs = host.server.leaseSeconds * 1000;
    // It asks for another term whenever half of one is over.
    const term = Math.max(1000, Math.floor(leaseMs / 2));
    const begins = lost === undefined ? booted - createChance(host.ip, 0).below(term) : lost + ASKS_AGAIN_MS;
    const asked = now - ((now - begins) % term);
    return [{ host, server: host.server, expires: asked + leaseMs }];
  });
}
