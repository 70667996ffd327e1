/**
 * Names a device as `sys/proxy/json` wants it.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import { checkName } from "../names.ts";

/** A device behind a FortiManager. */
export interface ProxyDevice {
  /** The ADOM that it is in. */
  readonly adom: string;
  /** Its name there. */
  readonly name: string;
}

/**
 * The target of a device.
 *
 * @throws FortiError INVALID_INPUT for a name that could lead to another one.
 */
export function targetOf({ adom, name }: ProxyDevice): string {
  return `adom/${checkSegment(adom, "An ADOM")}/device/${checkSegment(name, "A device")}`;
}

function checkSegment(name: string, what: string): string {
  if (!checkName(name, what).includes("/")) return name;
  throw invalidInput(`${what} has no slash in its name: ${JSON.stringify(name)}`);
}
