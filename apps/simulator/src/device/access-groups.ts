/**
 * Which part of an admin profile rules which part of the device.
 *
 * @module
 */

/** A right of a profile: the field that holds it, and the name in the field's own permissions where it says `custom`. */
export interface AccessGroup {
  readonly field: string;
  /** Undefined where the group has no parts. */
  readonly part: string | undefined;
}

/** By the beginning of a path: the first that fits counts. Without a field, everybody may. */
type Rule = readonly [start: RegExp, field?: string, part?: string];

const RULES: readonly Rule[] = [
  [/^system\/(?:acquired-dns|available-certificates|available-interfaces|resolve-fqdn|timezone)(?:\/|$)/],
  [/^system\/(?:change-password|debug\/select|object\/usage|password-policy-conform)(?:\/|$)/],
  [/^(?:utm\/app-lookup|utm\/application-categories|web-ui\/state|webfilter\/fortiguard-categories)(?:\/|$)/],
  [/^firewall\/(?:address|addrgrp|multicast-address|proxy-add|wildcard-fqdn|internet-service)/, "fwgrp", "address"],
  [/^firewall\.wildcard-fqdn\//, "fwgrp", "address"],
  [/^firewall\.service\//, "fwgrp", "service"],
  [/^firewall\.schedule\//, "fwgrp", "schedule"],
  [/^firewall\/(?:[a-z-]*policy6?|central-snat-map|local-in)(?:\/|$)/i, "fwgrp", "policy"],
  [/^firewall\.consolidated\//, "fwgrp", "policy"],
  [/^firewall[./]/, "fwgrp", "others"],
  [/^antivirus[./]/, "utmgrp", "antivirus"],
  [/^application[./]/, "utmgrp", "application-control"],
  [/^casb[./]/, "utmgrp", "casb"],
  [/^dlp[./]/, "utmgrp", "dlp"],
  [/^dnsfilter[./]/, "utmgrp", "dnsfilter"],
  [/^emailfilter[./]/, "utmgrp", "emailfilter"],
  [/^endpoint-control[./]/, "utmgrp", "endpoint-control"],
  [/^file-filter[./]/, "utmgrp", "file-filter"],
  [/^icap[./]/, "utmgrp", "icap"],
  [/^ips[./]/, "utmgrp", "ips"],
  [/^telemetry-controller[./]/, "utmgrp", "telemetry"],
  [/^videofilter[./]/, "utmgrp", "videofilter"],
  [/^virtual-patch[./]/, "utmgrp", "virtual-patch"],
  [/^voip[./]/, "utmgrp", "voip"],
  [/^waf[./]/, "utmgrp", "waf"],
  [/^(?:webfilter[./]|utm\/rating-lookup)/, "utmgrp", "webfilter"],
  [/^utm\/antivirus\//, "utmgrp", "antivirus"],
  [/^log\/(?:disk|memory|fortianalyzer|faz-cloud|forticloud|search)\//, "loggrp", "data-access"],
  [/^log\/threat-weight$/, "loggrp", "threat-weight"],
  [/^log[./]/, "loggrp", "config"],
  [/^report[./]/, "loggrp", "report-access"],
  [/^system\/(?:alertemail|email-server|network-visibility)$/, "loggrp", "config"],
  [/^(?:alertemail)[./]/, "loggrp", "config"],
  [/^router[./]/, "netgrp", "route-cfg"],
  [/^system\/sdwan$/, "netgrp", "cfg"],
  [/^(?:web-proxy|ftp-proxy|credential-store)[./]/, "netgrp", "cfg"],
  [/^system[./]dhcp6?(?:\/|$)/, "netgrp", "cfg"],
  [/^(?:network|webproxy|extender-controller|extension-controller)\//, "netgrp", "cfg"],
  [/^(?:system|service)\/(?:interface|zone|arp-table|proxy-arp|vdom-link|vxlan|geneve|nd-proxy)$/, "netgrp", "cfg"],
  [/^system\/(?:gre|ipip|mobile|vne)-tunnel$/, "netgrp", "cfg"],
  [/^system\/(?:ipsec-aggregate|ipv6-neighbor-cache|link-monitor|pppoe-interface|virtual-wire-pair)$/, "netgrp", "cfg"],
  [/^(?:sniffer|system\/sniffer)/, "netgrp", "packet-capture"],
  [/^system\/(?:sms-server|vdom-radius-server)$/, "authgrp"],
  [/^(?:user|authentication)[./]/, "authgrp"],
  [/^system\/(?:csf|fortisandbox|wccp)$/, "secfabgrp", "csfsys"],
  [/^security-rating/, "secfabgrp", "csfsys"],
  [/^fortiview/, "ftviewgrp"],
  [/^(?:wanopt|webcache)[./]/, "wanoptgrp"],
  [/^(?:wireless-controller|switch-controller|wifi)[./]/, "wifi"],
  [/^(?:vpn|certificate|vpn-certificate)[./]|^system\/certificate\//, "vpngrp"],
  [/^system\/(?:admin|accprofile|api-user|password-policy|sso-.*admin|saml)(?:\/|$)/, "sysgrp", "admin"],
  [/^system\/(?:fortiguard|firmware)|^system\.autoupdate\/|^license\/database\//, "sysgrp", "upd"],
  [/^system\/(?:config|config-script|config-revision|os)\//, "sysgrp", "mnt"],
  [/^system[./]/, "sysgrp", "cfg"],
  [
    /^(?:azure|firmware|forticonverter|fortiguard|geoip|license|nsx|registration|sdwan|virtual-wan|web-ui)\//,
    "sysgrp",
    "cfg",
  ],
];

/** @param path Of a table, a monitor endpoint or a log. Undefined: no profile rules it. */
export function accessGroupOf(path: string): AccessGroup | undefined {
  const [, field, part] = RULES.find(([start]) => start.test(path)) ?? [];
  return field === undefined ? undefined : { field, part };
}
