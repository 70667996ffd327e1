/**
 * The MAC addresses of a device's interfaces.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Identity } from "../device/identity.ts";
import { DEFAULT_MODEL } from "./models.ts";

/** The vendor's own block, and that of the hypervisor that makes up the addresses of a virtual machine. */
const VENDOR = 0x00_09_0f;
const HYPERVISOR = 0x00_0c_29;

const OWN_BITS = 24;

/**
 * The address of the interface with this place among the device's, from 0: always the same for the same serial number,
 * and one after the other, as a device numbers its ports.
 *
 * @example `macOf(identity, 0)` is something like `00:09:0f:3a:10:40`.
 */
export function macOf({ serial, model }: Pick<Identity, "serial" | "model">, index: number): string {
  const first =
    createHash("sha256")
      .update(serial)
      .digest()
      .readUIntBE(0, OWN_BITS / 8) & ~0xff;
  const own = (first + index) % 2 ** OWN_BITS;
  const prefix = model === DEFAULT_MODEL ? HYPERVISOR : VENDOR;
  const hex = (prefix * 2 ** OWN_BITS + own).toString(16).padStart(12, "0");
  return (hex.match(/../g) ?? []).join(":");
}
