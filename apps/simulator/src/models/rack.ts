/**
 * FortiGates of one rack unit and more: every port on its own, and others for management and heartbeats.
 *
 * @module
 */

import { COPPER, FIBER, FIBER_10G, FIBER_25G, type Model, port, portRow } from "./model.ts";

const COMMON = {
  name: "FortiGate",
  disk: 0,
  maxVdoms: 10,
  hardwareSwitch: undefined,
  fortilink: { name: "fortilink", members: ["x1", "x2"] },
  management: { interface: "mgmt", address: "192.168.1.99 255.255.255.0" },
  haPorts: ["ha"],
} as const;

const HUNDRED: Omit<Model, "id" | "platform" | "number" | "serialPrefix"> = {
  ...COMMON,
  cores: 8,
  memory: 3906,
  requestsPerSecond: 10,
  ports: [
    port("dmz", 1000, "dmz"),
    port("mgmt", 1000),
    port("wan1", 1000, "wan"),
    port("wan2", 1000, "wan"),
    port("ha1", 1000),
    port("ha2", 1000),
    ...portRow("port", { to: 12 }, { ...COPPER, role: "lan" }),
    ...portRow("port", { from: 13, to: 16 }, { ...FIBER, role: "lan" }),
    ...portRow("port", { from: 17, to: 20 }, { ...COPPER, role: "lan" }),
    ...portRow("x", { to: 2 }, FIBER_10G),
  ],
  hardwareSwitch: { name: "lan", members: Array.from({ length: 20 }, (_, index) => `port${index + 1}`) },
  haPorts: ["ha1", "ha2"],
};

export const FGT_100F: Model = {
  ...HUNDRED,
  id: "FGT-100F",
  platform: "FG100F",
  number: "100F",
  serialPrefix: "FG100FTK",
};

export const FGT_101F: Model = {
  ...HUNDRED,
  id: "FGT-101F",
  platform: "FG101F",
  number: "101F",
  serialPrefix: "FG101FTK",
  disk: 480,
};

const HEAD = [port("ha", 1000), port("mgmt", 1000)];
const GIGABIT = [...portRow("port", { to: 16 }, COPPER), ...portRow("port", { from: 17, to: 24 }, FIBER)];

const TWO_HUNDRED: Omit<Model, "id" | "platform" | "number" | "serialPrefix"> = {
  ...COMMON,
  cores: 8,
  memory: 7946,
  requestsPerSecond: 12,
  ports: [...HEAD, ...GIGABIT, ...portRow("x", { to: 4 }, FIBER_10G)],
};

export const FGT_200F: Model = {
  ...TWO_HUNDRED,
  id: "FGT-200F",
  platform: "FG200F",
  number: "200F",
  serialPrefix: "FG200FT9",
};

export const FGT_201F: Model = {
  ...TWO_HUNDRED,
  id: "FGT-201F",
  platform: "FG201F",
  number: "201F",
  serialPrefix: "FG201FT9",
  disk: 480,
};

export const FGT_400F: Model = {
  ...COMMON,
  id: "FGT-400F",
  platform: "FG4H0F",
  number: "400F",
  serialPrefix: "FG4H0FT9",
  cores: 8,
  memory: 16_030,
  requestsPerSecond: 15,
  ports: [...HEAD, ...GIGABIT, ...portRow("x", { to: 8 }, FIBER_10G)],
};

const TEN_AND_25 = [...portRow("x", { to: 4 }, FIBER_10G), ...portRow("x", { from: 5, to: 8 }, FIBER_25G)];

export const FGT_600F: Model = {
  ...COMMON,
  id: "FGT-600F",
  platform: "FG6H0F",
  number: "600F",
  serialPrefix: "FG6H0FTB",
  cores: 12,
  memory: 16_030,
  requestsPerSecond: 18,
  ports: [...HEAD, ...GIGABIT, ...TEN_AND_25],
};

export const FGT_900G: Model = {
  ...COMMON,
  id: "FGT-900G",
  platform: "FG9H0G",
  number: "900G",
  serialPrefix: "FG9H0GTB",
  cores: 16,
  memory: 32_100,
  requestsPerSecond: 20,
  ports: [port("ha", 2500), port("mgmt", 1000), ...GIGABIT, ...TEN_AND_25],
};

export const FGT_1000F: Model = {
  ...COMMON,
  id: "FGT-1000F",
  platform: "FG1K0F",
  number: "1000F",
  fortilink: undefined,
  serialPrefix: "FG1K0FTB",
  cores: 16,
  memory: 32_100,
  requestsPerSecond: 25,
  ports: [
    port("ha", 2500),
    port("mgmt", 1000),
    ...portRow("port", { to: 8 }, { ...COPPER, speed: 10_000 }),
    ...portRow("port", { from: 9, to: 24 }, FIBER_10G),
    ...portRow("port", { from: 25, to: 32 }, FIBER_25G),
    ...portRow("port", { from: 33, to: 34 }, { ...FIBER, speed: 100_000 }),
  ],
};

export const FGT_1800F: Model = {
  ...COMMON,
  id: "FGT-1800F",
  platform: "FG180F",
  number: "1800F",
  fortilink: undefined,
  serialPrefix: "FG180FTK",
  cores: 16,
  memory: 24_100,
  requestsPerSecond: 30,
  ports: [
    port("ha1", 10_000, "undefined", "fiber"),
    port("ha2", 10_000, "undefined", "fiber"),
    port("mgmt1", 1000),
    port("mgmt2", 1000),
    ...GIGABIT,
    ...portRow("port", { from: 25, to: 36 }, FIBER_25G),
    ...portRow("port", { from: 37, to: 40 }, { ...FIBER, speed: 40_000 }),
  ],
  management: { interface: "mgmt1", address: "192.168.1.99 255.255.255.0" },
  haPorts: ["ha1", "ha2"],
};
