/**
 * The addresses, schedules and shapers that every VDOM starts with.
 *
 * @module
 */

import { named, type WireContent, type WireRow } from "./wire-content.ts";

function fqdn(name: string, pattern: string = name): WireRow {
  return { name, type: "fqdn", fqdn: pattern };
}

/** Filled by an endpoint management server. */
function fromEms(name: string): WireRow {
  return { name, type: "dynamic", "sub-type": "ems-tag" };
}

function multicast(name: string, start: string, end: string = start): WireRow {
  return { name, "start-ip": start, "end-ip": end };
}

/** Names under which the exemptions of TLS inspection find well-known servers. */
const WILDCARDS: Readonly<Record<string, string>> = {
  adobe: "*.adobe.com",
  "Adobe Login": "*.adobelogin.com",
  android: "*.android.com",
  apple: "*.apple.com",
  appstore: "*.appstore.com",
  "auth.gfx.ms": "*.auth.gfx.ms",
  citrix: "*.citrixonline.com",
  "dropbox.com": "*.dropbox.com",
  eease: "*.eease.com",
  "firefox update server": "aus*.mozilla.org",
  fortinet: "*.fortinet.com",
  "googleapis.com": "*.googleapis.com",
  "google-drive": "*drive.google.com",
  "google-play2": "*.ggpht.com",
  "google-play3": "*.books.google.com",
  Gotomeeting: "*.gotomeeting.com",
  icloud: "*.icloud.com",
  itunes: "*itunes.apple.com",
  microsoft: "*.microsoft.com",
  skype: "*.messenger.live.com",
  "softwareupdate.vmware.com": "*.softwareupdate.vmware.com",
  verisign: "*.verisign.com",
  "Windows update 2": "*.windowsupdate.com",
  "live.com": "*.live.com",
  "google-play": "*play.google.com",
  "update.microsoft.com": "*update.microsoft.com",
  "swscan.apple.com": "*swscan.apple.com",
  "autoupdate.opera.com": "*autoupdate.opera.com",
  "cdn-apple": "*.cdn-apple.com",
  "mzstatic-apple": "*.mzstatic.com",
};

/** In the order in which the exemptions list them. */
export const WILDCARD_NAMES: readonly string[] = Object.keys(WILDCARDS);

const EVERY_DAY = "sunday monday tuesday wednesday thursday friday saturday";
const ALL_BANDWIDTH = { "maximum-bandwidth": 1_048_576, "per-policy": "enable" };

export const ADDRESS_CONTENT: WireContent = {
  "firewall/address": [
    { name: "none", subnet: "0.0.0.0 255.255.255.255" },
    fqdn("login.microsoftonline.com"),
    fqdn("login.microsoft.com"),
    fqdn("login.windows.net"),
    fqdn("gmail.com"),
    fqdn("wildcard.google.com", "*.google.com"),
    fqdn("wildcard.dropbox.com", "*.dropbox.com"),
    { name: "all" },
    { name: "FIREWALL_AUTH_PORTAL_ADDRESS" },
    { name: "FABRIC_DEVICE", comment: "IPv4 addresses of Fabric Devices." },
    { name: "SSLVPN_TUNNEL_ADDR1", type: "iprange", "start-ip": "10.212.134.200", "end-ip": "10.212.134.210" },
    fromEms("FCTEMS_ALL_FORTICLOUD_SERVERS"),
    fromEms("EMS_ALL_UNKNOWN_CLIENTS"),
    fromEms("EMS_ALL_UNMANAGEABLE_CLIENTS"),
  ],
  "firewall/addrgrp": [
    { name: "G Suite", member: named(["gmail.com", "wildcard.google.com"]) },
    {
      name: "Microsoft Office 365",
      member: named(["login.microsoftonline.com", "login.microsoft.com", "login.windows.net"]),
    },
  ],
  "firewall/address6": [
    { name: "SSLVPN_TUNNEL_IPv6_ADDR1", ip6: "fdff:ffff::/120" },
    { name: "all" },
    { name: "none", ip6: "::/128" },
  ],
  "firewall/multicast-address": [
    multicast("all", "224.0.0.0", "239.255.255.255"),
    multicast("all_hosts", "224.0.0.1"),
    multicast("all_routers", "224.0.0.2"),
    multicast("Bonjour", "224.0.0.251"),
    multicast("EIGRP", "224.0.0.10"),
    multicast("OSPF", "224.0.0.5", "224.0.0.6"),
  ],
  "firewall/multicast-address6": [{ name: "all", ip6: "ff00::/8" }],
  "firewall.wildcard-fqdn/custom": Object.entries(WILDCARDS).map(([name, pattern]) => ({
    name,
    "wildcard-fqdn": pattern,
  })),
  "firewall.schedule/recurring": [
    { name: "always", day: EVERY_DAY, start: "00:00", end: "00:00" },
    { name: "none", day: "none", start: "00:00", end: "00:00" },
    { name: "default-darrp-optimize", start: "01:00", end: "01:30", day: EVERY_DAY },
  ],
  "firewall.shaper/traffic-shaper": [
    { name: "high-priority", ...ALL_BANDWIDTH },
    { name: "medium-priority", ...ALL_BANDWIDTH, priority: "medium" },
    { name: "low-priority", ...ALL_BANDWIDTH, priority: "low" },
    { name: "guarantee-100kbps", ...ALL_BANDWIDTH, "guaranteed-bandwidth": 100 },
    { name: "shared-1M-pipe", "maximum-bandwidth": 1024 },
  ],
};
