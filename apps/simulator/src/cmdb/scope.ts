/**
 * Which tables exist once per device and which once per VDOM. No table of facts says it, so this list follows the
 * `config global` section of a real configuration as far as it is commonly known; everything else is per VDOM.
 *
 * @module
 */

const GLOBAL_PREFIXES = [
  "antivirus/quarantine",
  "dpdk/",
  "ethernet-oam/",
  "firewall.ssh/host-key",
  "gtp/",
  "hardware",
  "ips/global",
  "log.fortianalyzer",
  "log.fortiguard/",
  "log.memory/global-setting",
  "log.syslogd",
  "log.tacacs+accounting",
  "log.webtrends/",
  "report/setting",
  "rule/",
  "switch-controller/global",
  "system.3g-modem/",
  "system.autoupdate/",
  "system.replacemsg/",
  "system.security-rating/",
  "system.snmp/",
  "telemetry-controller/global",
  "web-proxy/global",
  "wireless-controller/global",
  "wireless-controller/setting",
] as const;

/** Of `system/`, which is mostly global, these belong to a VDOM. */
const SYSTEM_PER_VDOM: ReadonlySet<string> = new Set(
  [
    "arp-table",
    "dns-database",
    "dns-server",
    "dns64",
    "external-resource",
    "fabric-vpn",
    "gre-tunnel",
    "ike",
    "ipip-tunnel",
    "ips",
    "ips-urlfilter-dns",
    "ips-urlfilter-dns6",
    "ipsec-aggregate",
    "ipv6-neighbor-cache",
    "ipv6-tunnel",
    "link-monitor",
    "mac-address-table",
    "mobile-tunnel",
    "nat64",
    "nd-proxy",
    "object-tagging",
    "pcp-server",
    "proxy-arp",
    "replacemsg-group",
    "sdwan",
    "session-ttl",
    "settings",
    "sit-tunnel",
    "vdom-dns",
    "vdom-netflow",
    "vdom-sflow",
    "virtual-wan-link",
    "virtual-wire-pair",
    "vne-interface",
    "vne-tunnel",
    "wccp",
    "zone",
  ].map((name) => `system/${name}`),
);

/** Certificates have two tables, of which one is but another name for the other. */
const OTHER_NAME = /^certificate\/(?=(?:ca|crl|local|remote)$)/;

/** The path under which a table is kept. */
export function storedAs(path: string): string {
  return path.replace(OTHER_NAME, "vpn.certificate/");
}

/** Whether a device has the table once, whatever its VDOMs. */
export function isGlobal(path: string): boolean {
  if (path.startsWith("system/")) return !SYSTEM_PER_VDOM.has(path);
  return GLOBAL_PREFIXES.some((prefix) => path.startsWith(prefix)) && !path.includes("/override-");
}
