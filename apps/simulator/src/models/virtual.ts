/**
 * The FortiGate that is a virtual machine.
 *
 * @module
 */

import { type Model, type Port, portRow } from "./model.ts";

const VIRTUAL: Omit<Port, "name"> = { speed: 10_000, media: "copper", role: "undefined" };

export const FGVM64: Model = {
  id: "FGVM64",
  platform: "FGVM64",
  name: "FortiGate",
  number: "VM64",
  serialPrefix: "FGVMSM",
  cores: 2,
  memory: 3966,
  disk: 30,
  maxVdoms: 10,
  requestsPerSecond: 15,
  ports: [
    { ...VIRTUAL, name: "port1", role: "lan" },
    { ...VIRTUAL, name: "port2", role: "wan" },
    ...portRow("port", { from: 3, to: 10 }, VIRTUAL),
  ],
  hardwareSwitch: undefined,
  fortilink: undefined,
  management: { interface: "port1", address: "192.168.1.99 255.255.255.0" },
  haPorts: [],
};
