/**
 * Rules of addresses, services, schedules, address pools and policies.
 *
 * @module
 */

import { danglingMember, missingAttribute } from "../refusal.ts";
import { objectOf } from "../table.ts";
import {
  broken,
  inOrder,
  isSet,
  nameNotIn,
  needs,
  needsAlways,
  needsOneOf,
  othersOf,
  type Rule,
  type Rules,
  rowsOf,
  type Subject,
  textOf,
} from "./rule.ts";

/** `80`, `80-90`, and behind a colon the same for the source. */
const PORT_RANGE = /^(\d{1,5})(?:-(\d{1,5}))?$/;
const HIGHEST_PORT = 65_535;

function isPortRange(text: string): boolean {
  const [, low, high = low] = PORT_RANGE.exec(text) ?? [];
  return low !== undefined && Number(low) <= Number(high) && Number(high) <= HIGHEST_PORT;
}

const portRanges: Rule = (subject) => {
  for (const field of ["tcp-portrange", "udp-portrange", "sctp-portrange"]) {
    const ranges = textOf(subject, field)
      .split(" ")
      .filter((range) => range !== "");
    const bad = ranges.find((range) => !range.split(":").every(isPortRange) || range.split(":").length > 2);
    if (bad !== undefined) return broken(-363, `value parse error before '${bad}'`);
  }
  return undefined;
};

/** `08:00 2030/01/31`: sorts as text once the day comes first. */
function moment(text: string): string {
  return text.split(" ").toReversed().join(" ");
}

const endsLater: Rule = (subject) => {
  const [start, end] = [textOf(subject, "start"), textOf(subject, "end")];
  return moment(end) < moment(start) ? broken(-48, `End time ${end} is before start time ${start}`) : undefined;
};

const policyName: Rule = (subject) => {
  const name = textOf(subject, "name");
  if (name === "" || subject.before?.name === name) return undefined;
  for (const [, other] of othersOf(subject)) {
    if (other.name === name) return broken(-15, `A duplicate entry '${name}' already exists.`);
  }
  return undefined;
};

/** What is part of a zone, or of the SD-WAN, stands in policies under the name of that. */
const zonesInsteadOfMembers: Rule = ({ entry, before, vdom, configuration }) => {
  const zones = Array.from(configuration.table("system/zone", vdom).entries(), ([, zone]) => zone);
  const sdwan = objectOf(configuration.table("system/sdwan", vdom));
  const members = new Set([
    ...zones.flatMap((zone) => rowsOf({ entry: zone }, "interface").map((row) => row["interface-name"])),
    ...rowsOf({ entry: sdwan }, "members").map((row) => row.interface),
  ]);
  for (const field of ["srcintf", "dstintf"]) {
    const known = new Set(before === undefined ? [] : rowsOf({ entry: before }, field).map((row) => row.name));
    const wrong = rowsOf({ entry }, field).find(({ name }) => members.has(name) && !known.has(name));
    if (wrong !== undefined) return danglingMember("name", String(wrong.name));
  }
  return undefined;
};

/** What a policy must say of a side, unless it names internet services there. */
function side(first: string, services: string, ...more: readonly string[]): Rule {
  return (subject) => (textOf(subject, services) === "enable" ? undefined : needsOneOf(first, ...more)(subject));
}

const policyService: Rule = (subject) => {
  const isElsewhere =
    textOf(subject, "internet-service") === "enable" || textOf(subject, "internet-service6") === "enable";
  return isElsewhere || isSet(subject, "service") ? undefined : missingAttribute("service");
};

function bandwidth(subject: Subject, field: string): number {
  return Number(textOf(subject, field));
}

const moreThanGuaranteed: Rule = (subject) => {
  const most = bandwidth(subject, "maximum-bandwidth");
  const isBelow = most > 0 && most < bandwidth(subject, "guaranteed-bandwidth");
  return isBelow ? broken(-169, "Maximum bandwidth must not be below guaranteed bandwidth.") : undefined;
};

/** One external address, port and interface may be mapped once. */
const mappedOnce: Rule = (subject) => {
  const place = (one: Pick<Subject, "node" | "entry">) =>
    ["extip", "extintf", "portforward", "protocol", "extport"].map((field) => textOf(one, field)).join(" ");
  const isPlain = textOf(subject, "type") === "static-nat" && rowsOf(subject, "src-filter").length === 0;
  if (!isPlain) return undefined;
  for (const [name, entry] of othersOf(subject)) {
    const other = { node: subject.node, entry };
    if (textOf(other, "type") === "static-nat" && place(other) === place(subject)) {
      return broken(-36, `'${subject.key}' is duplicated with another vip '${name}'.`);
    }
  }
  return undefined;
};

const policy: readonly Rule[] = [
  side("srcaddr", "internet-service-src", "srcaddr6", "internet-service6-src"),
  side("dstaddr", "internet-service", "dstaddr6", "internet-service6"),
  policyService,
  needsAlways("schedule"),
  policyName,
  zonesInsteadOfMembers,
];

export const firewallRules: Rules = {
  "firewall/address": [
    needs("type", "fqdn", "fqdn"),
    needs("type", "iprange", "start-ip", "end-ip"),
    needs("type", "geography", "country"),
    inOrder("start-ip", "end-ip", -73),
    nameNotIn("firewall/addrgrp", -163),
    nameNotIn("firewall/vip", -164),
    nameNotIn("firewall/vipgrp", -311),
  ],
  "firewall/addrgrp": [
    nameNotIn("firewall/address", -163),
    nameNotIn("firewall/vip", -165),
    nameNotIn("firewall/vipgrp", -312),
  ],
  "firewall/vip": [
    needs("type", "static-nat", "mappedip"),
    nameNotIn("firewall/address", -164),
    nameNotIn("firewall/addrgrp", -165),
    nameNotIn("firewall/vipgrp", -310),
    mappedOnce,
  ],
  "firewall/vipgrp": [
    nameNotIn("firewall/vip", -310),
    nameNotIn("firewall/address", -311),
    nameNotIn("firewall/addrgrp", -312),
  ],
  "firewall/ippool": [inOrder("startip", "endip", -73)],
  "firewall/policy": policy,
  "firewall.service/custom": [portRanges, nameNotIn("firewall.service/group", -162)],
  "firewall.service/group": [nameNotIn("firewall.service/custom", -162)],
  "firewall.schedule/onetime": [endsLater],
  "firewall.shaper/traffic-shaper": [moreThanGuaranteed],
};
