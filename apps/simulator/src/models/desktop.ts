/**
 * FortiGates that stand on a desk: a LAN switch, WAN ports, and a LAN that gets its addresses from the device.
 *
 * @module
 */

import { COPPER, type Model, type PortGroup, port, portRow } from "./model.ts";

const LAN_ADDRESS = "192.168.1.99 255.255.255.0";
const LAN = { ...COPPER, role: "lan" } as const;

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

function lanSwitch(name: string, prefix: string, count: number): PortGroup {
  return { name, members: numbered(prefix, count) };
}

const COMMON = {
  name: "FortiGate",
  disk: 0,
  maxVdoms: 10,
  fortilink: { name: "fortilink", members: ["a", "b"] },
  management: { interface: "internal", address: LAN_ADDRESS },
  haPorts: [],
} as const;

const SIXTY: Omit<Model, "id" | "platform" | "number" | "serialPrefix"> = {
  ...COMMON,
  cores: 8,
  memory: 1917,
  requestsPerSecond: 6,
  ports: [
    port("wan1", 1000, "wan"),
    port("wan2", 1000, "wan"),
    port("dmz", 1000, "dmz"),
    ...portRow("internal", { to: 5 }, LAN),
    port("a", 1000),
    port("b", 1000),
  ],
  hardwareSwitch: lanSwitch("internal", "internal", 5),
};

export const FGT_40F: Model = {
  ...COMMON,
  id: "FGT-40F",
  platform: "FGT40F",
  number: "40F",
  serialPrefix: "FGT40FTK",
  cores: 4,
  memory: 1917,
  requestsPerSecond: 5,
  ports: [port("wan", 1000, "wan"), ...portRow("lan", { to: 3 }, LAN), port("a", 1000)],
  hardwareSwitch: lanSwitch("lan", "lan", 3),
  fortilink: { name: "fortilink", members: ["a"] },
  management: { interface: "lan", address: LAN_ADDRESS },
};

export const FGT_60F: Model = {
  ...SIXTY,
  id: "FGT-60F",
  platform: "FGT60F",
  number: "60F",
  serialPrefix: "FGT60FTK",
};

export const FGT_61F: Model = {
  ...SIXTY,
  id: "FGT-61F",
  platform: "FGT61F",
  number: "61F",
  serialPrefix: "FGT61FTK",
  disk: 128,
};

const EIGHTY_PORTS = [...portRow("internal", { to: 6 }, LAN), port("a", 1000), port("b", 1000)];

export const FGT_80F: Model = {
  ...COMMON,
  id: "FGT-80F",
  platform: "FGT80F",
  number: "80F",
  serialPrefix: "FGT80FTK",
  cores: 8,
  memory: 3906,
  requestsPerSecond: 7,
  ports: [port("wan1", 1000, "wan"), port("wan2", 1000, "wan"), ...EIGHTY_PORTS],
  hardwareSwitch: lanSwitch("internal", "internal", 6),
};

export const FGT_90G: Model = {
  ...COMMON,
  id: "FGT-90G",
  platform: "FGT90G",
  number: "90G",
  serialPrefix: "FGT90GTK",
  cores: 8,
  memory: 7946,
  requestsPerSecond: 8,
  ports: [port("wan1", 10_000, "wan"), port("wan2", 10_000, "wan"), ...EIGHTY_PORTS],
  hardwareSwitch: lanSwitch("internal", "internal", 6),
};
