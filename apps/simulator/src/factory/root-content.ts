/**
 * What only the first VDOM starts with: a model with a LAN gives it addresses, and lets it out.
 *
 * @module
 */

import type { Model } from "../models/model.ts";
import { lanOf } from "./interfaces.ts";
import { named, type WireContent, type WireRow } from "./wire-content.ts";

/** The addresses of a network of 256 between two numbers. */
function range(address: string, from: number, to: number): WireRow {
  const network = (address.split(" ")[0] ?? "").replace(/\d+$/, "");
  return { id: 1, "start-ip": `${network}${from}`, "end-ip": `${network}${to}` };
}

function lanServer(model: Model): WireRow {
  const { name, address } = lanOf(model);
  const [gateway, netmask] = address.split(" ");
  return {
    id: 1,
    "dns-service": "default",
    "default-gateway": gateway,
    netmask,
    interface: name,
    "ip-range": [range(address, 110, 210)],
  };
}

function fortilinkServer(interfaceName: string): WireRow {
  return {
    id: 2,
    "ntp-service": "local",
    "default-gateway": "10.255.1.1",
    netmask: "255.255.255.0",
    interface: interfaceName,
    "ip-range": [range("10.255.1.1", 2, 254)],
    "vci-match": "enable",
    "vci-string": ["FortiSwitch", "FortiExtender"].map((text) => ({ "vci-string": text })),
  };
}

function outward(model: Model): WireRow {
  return {
    policyid: 1,
    srcintf: named([lanOf(model).name]),
    dstintf: named([model.ports.find(({ role }) => role === "wan")?.name ?? ""]),
    action: "accept",
    srcaddr: named(["all"]),
    dstaddr: named(["all"]),
    schedule: "always",
    service: named(["ALL"]),
    nat: "enable",
  };
}

export function rootContent(model: Model): WireContent {
  const { hardwareSwitch, fortilink } = model;
  const servers = [
    ...(hardwareSwitch === undefined ? [] : [lanServer(model)]),
    ...(fortilink === undefined ? [] : [fortilinkServer(fortilink.name)]),
  ];
  return {
    ...(servers.length > 0 && { "system.dhcp/server": servers }),
    ...(hardwareSwitch && { "firewall/policy": [outward(model)] }),
  };
}
