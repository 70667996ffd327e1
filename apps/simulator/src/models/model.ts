/**
 * What kind of FortiGate a device is: what it calls itself, what it is built of, and how fast it answers.
 *
 * @module
 */

/** A socket on the front. */
export interface Port {
  readonly name: string;
  /** The most that it can, in Mbit/s. */
  readonly speed: number;
  readonly media: "copper" | "fiber";
  readonly role: PortRole;
}

/** What an interface is for when the device leaves the factory. */
export type PortRole = "lan" | "wan" | "dmz" | "undefined";

/** Several ports that act as one interface. */
export interface PortGroup {
  /** The interface that they form. */
  readonly name: string;
  /** Names of ports. */
  readonly members: readonly string[];
}

/** Which hardware, or virtual machine, a device is. Never changes, so devices share it. */
export interface Model {
  /** As `--model` takes it: `FGT-60F`. */
  readonly id: string;
  /** As configuration files and `monitor/system/status` name it: `FGT60F`. */
  readonly platform: string;
  /** `model_name` of `monitor/system/status`: `FortiGate`. */
  readonly name: string;
  /** `model_number` of the same: `60F`. */
  readonly number: string;
  /** How its serial numbers begin, and all numbers of 16 characters go on with digits. */
  readonly serialPrefix: string;
  /** Of the CPU. */
  readonly cores: number;
  /** MB. */
  readonly memory: number;
  /** GB; 0 for a model without one. */
  readonly disk: number;
  readonly maxVdoms: number;
  /** How many API requests it carries out in a second, one after the other. */
  readonly requestsPerSecond: number;
  /** In the order in which it lists them. */
  readonly ports: readonly Port[];
  /** The hardware switch that makes one LAN of most ports. Undefined for models that leave every port on its own. */
  readonly hardwareSwitch: PortGroup | undefined;
  /** The aggregate that waits for FortiSwitches. */
  readonly fortilink: PortGroup | undefined;
  /** The interface that is reached first, and its address. */
  readonly management: { readonly interface: string; readonly address: string };
  /** Ports that are meant for heartbeats. */
  readonly haPorts: readonly string[];
}

/** `FortiGate-60F`: what FortiManager and the CLI say. */
export function fullNameOf({ name, number }: Model): string {
  return `${name}-${number}`;
}

/** The ports `prefix1` to `prefix{count}`, or from another number on. */
export function portRow(
  prefix: string,
  { from = 1, to }: { readonly from?: number; readonly to: number },
  kind: Omit<Port, "name">,
): Port[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ name: `${prefix}${from + index}`, ...kind }));
}

/** A socket that stands alone. */
export function port(name: string, speed: number, role: PortRole = "undefined", media: Port["media"] = "copper"): Port {
  return { name, speed, media, role };
}

export const COPPER: Omit<Port, "name"> = { speed: 1000, media: "copper", role: "undefined" };
export const FIBER: Omit<Port, "name"> = { speed: 1000, media: "fiber", role: "undefined" };
export const FIBER_10G: Omit<Port, "name"> = { speed: 10_000, media: "fiber", role: "undefined" };
export const FIBER_25G: Omit<Port, "name"> = { speed: 25_000, media: "fiber", role: "undefined" };
