/**
 * The interfaces that a model starts with.
 *
 * @module
 */

import type { Model, Port } from "../models/model.ts";
import type { WireContent, WireRow } from "./wire-content.ts";

const FORTILINK_ADDRESS = "10.255.1.1 255.255.255.0";
const DMZ_ADDRESS = "10.10.10.1 255.255.255.0";

/** Of the LAN of a model that keeps a port for management. */
const SECOND_LAN_ADDRESS = "192.168.100.99 255.255.255.0";

const FULL_ACCESS = "ping https ssh http fgfm";
const LAN_ACCESS = "ping https ssh fgfm fabric";

/** The interface through which the LAN of a model is reached. */
export function lanOf({ hardwareSwitch, management }: Model): { readonly name: string; readonly address: string } {
  if (hardwareSwitch === undefined || hardwareSwitch.name === management.interface) {
    return { name: management.interface, address: management.address };
  }
  return { name: hardwareSwitch.name, address: SECOND_LAN_ADDRESS };
}

function physical(model: Model, { name, role }: Port): WireRow {
  // In a switch, it is the switch that has the role.
  const isOfItsOwn = model.hardwareSwitch?.members.includes(name) !== true && role !== "undefined";
  const known = { name, vdom: "root", type: "physical", ...(isOfItsOwn && { role }) };
  if (name === model.management.interface) {
    const dedicated = model.hardwareSwitch === undefined ? {} : { "dedicated-to": "management" };
    return { ...known, ip: model.management.address, allowaccess: FULL_ACCESS, ...dedicated };
  }
  if (role === "wan") return { ...known, mode: "dhcp", allowaccess: "ping fgfm" };
  if (role === "dmz") return { ...known, ip: DMZ_ADDRESS, allowaccess: "ping https fgfm fabric" };
  return known;
}

function switches(model: Model): WireRow[] {
  if (model.hardwareSwitch === undefined) return [];
  const { name, address } = lanOf(model);
  const how = { vdom: "root", type: "hard-switch", stp: "enable", role: "lan" };
  return [{ name, ...how, ip: address, allowaccess: LAN_ACCESS }];
}

function fortilink({ fortilink: group }: Model): WireRow[] {
  if (group === undefined) return [];
  return [
    {
      name: group.name,
      vdom: "root",
      type: "aggregate",
      fortilink: "enable",
      ip: FORTILINK_ADDRESS,
      allowaccess: "ping fabric",
      member: group.members.map((member) => ({ "interface-name": member })),
      "lldp-reception": "enable",
      "lldp-transmission": "enable",
    },
  ];
}

/** Tunnels that are there from the start, for VPNs and for NAT between address families. */
const TUNNELS: readonly WireRow[] = [
  { name: "naf.root", vdom: "root", type: "tunnel", "src-check": "disable" },
  { name: "l2t.root", vdom: "root", type: "tunnel" },
  { name: "ssl.root", vdom: "root", type: "tunnel", alias: "SSL VPN interface" },
];

export function interfaceContent(model: Model): WireContent {
  const rows = [
    ...model.ports.map((port) => physical(model, port)),
    ...TUNNELS,
    ...switches(model),
    ...fortilink(model),
  ];
  return {
    "system/interface": rows.map((row, index) => ({ ...row, "snmp-index": index + 1 })),
    ...(model.hardwareSwitch && {
      "system/physical-switch": [{ name: "sw0", "age-val": 0 }],
      "system/virtual-switch": [
        {
          name: model.hardwareSwitch.name,
          "physical-switch": "sw0",
          port: model.hardwareSwitch.members.map((name) => ({ name })),
        },
      ],
    }),
  };
}
