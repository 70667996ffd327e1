/**
 * What routing and SD-WAN start with in every VDOM.
 *
 * @module
 */

import { isSince } from "../version.ts";
import { named, type WireContent, type WireRow } from "./wire-content.ts";

function from(...sources: readonly string[]): WireRow[] {
  return named(sources);
}

const IGP_SOURCES = ["connected", "static"];

const ROUTERS: WireContent = {
  "router/rip": [{ redistribute: from(...IGP_SOURCES, "ospf", "bgp", "isis") }],
  "router/ripng": [{ redistribute: from(...IGP_SOURCES, "ospf", "bgp", "isis") }],
  "router/ospf": [{ redistribute: from(...IGP_SOURCES, "rip", "bgp", "isis") }],
  "router/ospf6": [{ redistribute: from(...IGP_SOURCES, "rip", "bgp", "isis") }],
  "router/bgp": [
    {
      redistribute: from("connected", "rip", "ospf", "static", "isis"),
      redistribute6: from("connected", "rip", "ospf", "static", "isis"),
    },
  ],
  "router/isis": [
    {
      redistribute: protocols("connected", "rip", "ospf", "bgp", "static"),
      redistribute6: protocols("connected", "rip", "ospf", "bgp", "static"),
    },
  ],
};

function protocols(...sources: readonly string[]): WireRow[] {
  return sources.map((protocol) => ({ protocol }));
}

const EVERY_SECOND = { interval: 1000 };

/** Health checks of well-known servers. From 7.4.1 on, web servers are asked over TLS and every two minutes. */
function healthChecks(version: string): WireRow[] {
  const web = isSince(version, "7.4.1")
    ? { protocol: "https", interval: 120_000 }
    : { protocol: "http", ...EVERY_SECOND };
  const check = (name: string, how: WireRow, packetLoss = 5): WireRow => ({
    name,
    ...how,
    "probe-timeout": 1000,
    recoverytime: 10,
    sla: [{ id: 1, "latency-threshold": 250, "jitter-threshold": 50, "packetloss-threshold": packetLoss }],
  });
  return [
    check("Default_DNS", { "system-dns": "enable", ...EVERY_SECOND }),
    check("Default_Office_365", { server: "www.office.com", ...web }),
    check("Default_Gmail", { server: "gmail.com", ...EVERY_SECOND }, 2),
    check("Default_AWS", { server: "aws.amazon.com", ...web }),
    check("Default_Google Search", { server: "www.google.com", ...web }),
    check("Default_FortiGuard", { server: "fortiguard.com", ...web }),
  ];
}

export function routingContent(version: string): WireContent {
  return {
    ...ROUTERS,
    "system/sdwan": [{ zone: [{ name: "virtual-wan-link" }], "health-check": healthChecks(version) }],
  };
}
