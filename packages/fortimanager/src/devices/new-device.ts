/**
 * Devices that are to be added, as FortiManager takes them.
 *
 * @module
 */

import type { JsonValue } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Fields } from "../exec.ts";
import { checkName } from "../names.ts";

/** What every device that is added can be told. */
export interface DeviceDetails {
  /** In people's words. */
  readonly description?: string;
  /** Values of meta fields, by name. */
  readonly metaFields?: Readonly<Record<string, string>>;
}

/** A FortiGate that is there, and is to be managed. */
export interface NewDevice extends DeviceDetails {
  /** Address of its management interface. */
  readonly ip: string;
  /** One of its administrators. */
  readonly username: string;
  /** The administrator's password. Shown nowhere. */
  readonly password: string;
  /** Default: its host name. */
  readonly name?: string;
}

/** A FortiGate that has been seen by FortiManager and waits to be authorized. */
export interface SeenDevice extends DeviceDetails {
  /** Under which name it waits. */
  readonly name: string;
  /** Its serial number. Default: known by its name. */
  readonly serial?: string;
  /** One of its administrators. */
  readonly username?: string;
  /** The administrator's password. Shown nowhere. */
  readonly password?: string;
}

/** A FortiGate that is not there yet: it takes its configuration when it first reports, by its serial number. */
export interface ModelDevice extends DeviceDetails {
  /** Its name in FortiManager. */
  readonly name: string;
  /** The serial number by which it is known when it reports. */
  readonly serial: string;
  /** `FortiGate-60F` */
  readonly platform: string;
  /** The FortiOS that it is going to run: `7.6` or `7.6.4`. */
  readonly version: string;
  /** Name of a device blueprint, since 7.2.0. */
  readonly blueprint?: string;
  /** Default `admin`. */
  readonly username?: string;
  /** The administrator's password. Shown nowhere. */
  readonly password?: string;
}

/** Data for FortiManager, and what of it must not be shown. */
export interface DeviceData {
  readonly device: Readonly<Record<string, JsonValue>>;
  readonly secrets: readonly string[];
}

/** The sign-in with which FortiManager looks at a device. */
export function toSignIn({ ip, username, password }: NewDevice): DeviceData {
  const device = {
    ip: checkName(ip, "The address of a device"),
    adm_usr: checkName(username, "The administrator of a device"),
    adm_pass: checkPassword(password),
  };
  return { device, secrets: [password] };
}

/** A device that FortiManager has looked at: what it found, under the names that were asked for. */
export function toFound(given: NewDevice, found: Fields): DeviceData {
  const { device, secrets } = toSignIn(given);
  const name = given.name ?? found.name ?? found.hostname;
  return {
    device: {
      ...(found as Record<string, JsonValue>),
      ...device,
      adm_pass: [given.password],
      name: checkName(typeof name === "string" ? name : "", "A device without a host name"),
      mgmt_mode: "fmg",
      ...details(given),
    },
    secrets,
  };
}

/** A device that waits to be authorized. */
export function toSeen(given: SeenDevice): DeviceData {
  return {
    device: {
      name: checkName(given.name, "A device"),
      "device action": "promote_unreg",
      mgmt_mode: "fmg",
      ...(given.serial !== undefined && { sn: given.serial }),
      ...administrator(given),
      ...details(given),
    },
    secrets: secretsOf(given),
  };
}

/** A model device. */
export function toModel(given: ModelDevice): DeviceData {
  const { name, serial, platform, version, blueprint } = given;
  const [, major, minor, patch] = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(String(version)) ?? [];
  if (major === undefined || minor === undefined) {
    throw invalidInput(
      `${JSON.stringify(version)} is no FortiOS version for a model device`,
      'Such as "7.6" or "7.6.4"',
    );
  }
  return {
    device: {
      name: checkName(name, "A model device"),
      sn: checkName(serial, "The serial number of a model device"),
      platform_str: checkName(platform, "The platform of a model device"),
      "device action": "add_model",
      mgmt_mode: "fmg",
      os_type: "fos",
      os_ver: `${major}.0`,
      mr: Number(minor),
      ...(patch !== undefined && { patch: Number(patch) }),
      ...(blueprint !== undefined && { "device blueprint": checkName(blueprint, "A device blueprint") }),
      ...administrator({ username: "admin", ...given }),
      ...details(given),
    },
    secrets: secretsOf(given),
  };
}

interface Administrator {
  readonly username?: string;
  readonly password?: string;
}

function administrator({ username, password }: Administrator): Record<string, JsonValue> {
  return {
    ...(username !== undefined && { adm_usr: checkName(username, "The administrator of a device") }),
    ...(password !== undefined && { adm_pass: [checkPassword(password)] }),
  };
}

function details({ description, metaFields }: DeviceDetails): Record<string, JsonValue> {
  return {
    ...(description !== undefined && { desc: description }),
    ...(metaFields !== undefined && { "meta fields": metaFields }),
  };
}

function secretsOf({ password }: Administrator): string[] {
  return password === undefined ? [] : [password];
}

/** Does not show what was given. */
function checkPassword(password: string): string {
  if (typeof password === "string") return password;
  throw invalidInput("The password of a device is no text");
}
