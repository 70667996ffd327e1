/**
 * Which endpoints have to do with VPNs.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import type { Endpoint } from "../answer.ts";
import { clearIke, connectionCounts, resetTunnelStats, tunnelDown, tunnels, tunnelUp } from "./ipsec.ts";

const NOBODY = { users: 0, tunnels: 0, connections: 0 };

/** Nobody dials in here. */
export const vpnEndpoints: Readonly<Record<string, Endpoint>> = {
  "vpn/ike/clear": clearIke,
  "vpn/ipsec": tunnels,
  "vpn/ipsec/connection-count": connectionCounts,
  "vpn/ipsec/tunnel_down": tunnelDown,
  "vpn/ipsec/tunnel_reset_stats": resetTunnelStats,
  "vpn/ipsec/tunnel_up": tunnelUp,
  "vpn/ssl": () => ({ results: [] }),
  "vpn/ssl/clear_tunnel": () => ({}),
  "vpn/ssl/delete": () => {
    throw noSuchEntry();
  },
  "vpn/ssl/stats": () => ({ results: { conserve_mode: false, max: NOBODY, current: NOBODY } }),
};
