/**
 * Where order has a meaning. Lists of a FortiGate are sets, and so are the words of an option, but for these.
 *
 * @module
 */

/** Child tables by the way to them: rules of which the first that matches counts, and members in order of preference. */
const LISTS: ReadonlySet<string> = new Set([
  "application/list entries",
  "dlp/profile rule",
  "dlp/sensor filter",
  "dnsfilter/domain-filter entries",
  "emailfilter/block-allow-list entries",
  "emailfilter/bwl entries",
  "file-filter/profile rules",
  "firewall/access-proxy api-gateway",
  "firewall/access-proxy api-gateway6",
  "ips/sensor entries",
  "system/automation-stitch actions",
  "system/sdwan service",
  "system/sdwan service priority-members",
  "system/sdwan service priority-zone",
  "system/sdwan service sla",
  "system/virtual-wan-link service",
  "system/virtual-wan-link service priority-members",
  "videofilter/profile filters",
  "vpn.ssl/settings authentication-rule",
  "waf/profile url-access",
  "webfilter/urlfilter entries",
  "ztna/web-proxy api-gateway",
  "ztna/web-proxy api-gateway6",
]);

/** Fields of several words: proposals in order of preference, and interfaces each followed by its priority. */
const WORDS: ReadonlySet<string> = new Set(["proposal", "dhgrp", "hbdev"]);

/** All its fields are pairs: the most that is allowed, and what is guaranteed. */
const PAIRS = "system/vdom-property ";

/** Whether the order of a child table's entries, or of a field's words, has a meaning: `system/sdwan service`. */
export function isOrdered(place: string): boolean {
  return LISTS.has(place) || WORDS.has(place.slice(place.lastIndexOf(" ") + 1)) || place.startsWith(PAIRS);
}

/** Where the fields of a configuration path stand. `system/sdwan/service` is `system/sdwan service`. */
export function placeOf(path: string): string {
  const [group = "", name = "", ...children] = path.split("/");
  return [`${group}/${name}`, ...children].join(" ");
}
