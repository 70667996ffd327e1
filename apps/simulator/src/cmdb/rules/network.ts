/**
 * Rules of interfaces, zones, routes and DHCP servers.
 *
 * @module
 */

import { prefixOf } from "../address-text.ts";
import { missingAttribute } from "../refusal.ts";
import { objectOf } from "../table.ts";
import {
  addressNumber,
  broken,
  isSet,
  nameNotIn,
  needs,
  othersOf,
  type Rule,
  type Rules,
  rowsOf,
  type Subject,
  textOf,
} from "./rule.ts";

const NO_ADDRESS = "0.0.0.0 0.0.0.0";
const WHOLE = 32;

/** Unless its VDOM allows it, no two interfaces may lie in one network. */
const ownNetwork: Rule = (subject) => {
  const ip = textOf(subject, "ip");
  const vdom = textOf(subject, "vdom");
  const isOwn = ip !== NO_ADDRESS && ip !== "" && textOf(subject, "mode") === "static";
  if (!isOwn || subject.before?.ip === ip || allowsOverlap(subject, vdom)) return undefined;
  for (const [name, entry] of othersOf(subject)) {
    const other = { node: subject.node, entry };
    const isNear = textOf(other, "vdom") === vdom && textOf(other, "mode") === "static";
    if (isNear && overlaps(ip, textOf(other, "ip"))) {
      return broken(-54, `Subnets overlap between '${subject.key}' with primary IP of '${name}'`);
    }
  }
  return undefined;
};

function allowsOverlap({ configuration }: Subject, vdom: string): boolean {
  return objectOf(configuration.table("system/settings", vdom))["allow-subnet-overlap"] === "enable";
}

function overlaps(a: string, b: string): boolean {
  const [[ip = "", mask = ""], [otherIp = "", otherMask = ""]] = [a.split(" "), b.split(" ")];
  if (otherIp === "0.0.0.0" || otherIp === "") return false;
  const size = 2 ** (WHOLE - Math.min(prefixOf(mask), prefixOf(otherMask)));
  return Math.floor(addressNumber(ip) / size) === Math.floor(addressNumber(otherIp) / size);
}

/** A VLAN says where it is when it is made, and stays there. */
const vlan: Rule = (subject) => {
  const { before } = subject;
  if (!isSet(subject, "vlanid")) return undefined;
  if (!isSet(subject, "interface")) return missingAttribute("interface");
  const isFixed = before?.vlanid !== undefined && before.interface !== undefined;
  const isMoved = isFixed && (before.vlanid !== subject.entry.vlanid || before.interface !== subject.entry.interface);
  return isMoved
    ? broken(-522, "VLAN ID or physical interface cannot be changed once a VLAN has been created.")
    : undefined;
};

/** A number is given once on each line. */
const vlanOnce: Rule = (subject) => {
  const { entry, before } = subject;
  const isNew = before?.vlanid !== entry.vlanid || before?.interface !== entry.interface;
  if (!isNew || !isSet(subject, "vlanid") || textOf(subject, "type") !== "vlan") return undefined;
  for (const [name, other] of othersOf(subject)) {
    const isSame = other.vlanid === entry.vlanid && other.interface === entry.interface;
    if (isSame && textOf({ node: subject.node, entry: other }, "type") === "vlan") {
      return broken(-158, `VLAN ID ${entry.vlanid} is already used on ${entry.interface} by '${name}'.`);
    }
  }
  return undefined;
};

/** An interface that a policy uses cannot go into a zone. */
const freeInterfaces: Rule = ({ node, entry, before, configuration }) => {
  const known = new Set(before === undefined ? [] : rowsOf({ entry: before }, "interface").map(nameOf));
  for (const name of rowsOf({ entry }, "interface").map(nameOf)) {
    if (known.has(name)) continue;
    const users = configuration.references.referrers("system/interface name", name);
    if (users.some(({ place }) => place.path === "firewall/policy")) {
      return broken(
        -157,
        `Interface '${name}' is used by a policy and cannot be added to a ${node.name.split("/")[1]}.`,
      );
    }
  }
  return undefined;
};

function nameOf(row: Readonly<Record<string, unknown>>): string {
  return String(row["interface-name"]);
}

/** A route leads somewhere. */
const somewhere: Rule = (subject) => {
  const isElsewhere =
    textOf(subject, "blackhole") === "enable" || isSet(subject, "sdwan-zone") || textOf(subject, "sdwan") === "enable";
  return isElsewhere || isSet(subject, "device") ? undefined : missingAttribute("device");
};

const rangesInOrder: Rule = (subject) => {
  for (const row of rowsOf(subject, "ip-range")) {
    const [from, to] = [String(row["start-ip"] ?? ""), String(row["end-ip"] ?? "")];
    if (addressNumber(from) > addressNumber(to)) return broken(-40, `End IP ${to} is below start IP ${from}`);
  }
  return undefined;
};

export const networkRules: Rules = {
  "system/interface": [vlan, vlanOnce, nameNotIn("system/zone", -553), nameNotIn("system/vdom", -519), ownNetwork],
  "system/zone": [nameNotIn("system/interface", -553), freeInterfaces],
  "router/static": [somewhere],
  "system.dhcp/server": [rangesInOrder],
  "system/link-monitor": [needs("server-config", "default", "server")],
};
