/**
 * How far the packages of an ADOM are from what is on the devices.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import { checkCall, read, rowsOf } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";

/** How a package stands on a device, in FortiManager's words. Newer versions may have more of them. */
export type PackageState =
  | "installed"
  | "modified"
  | "imported"
  | "never installed"
  | "out-of-sync"
  | "conflict"
  | "unknown"
  | (string & Record<never, never>);

/** A package on one VDOM of one device. */
export interface PackageStatus {
  /** Name of the device. */
  readonly device: string;
  /** Name of the VDOM. */
  readonly vdom: string;
  /** Folders first: `emea/branches`. Empty when none is assigned. */
  readonly package: string;
  /** `installed`: the device has what the package says. `modified`: an install would change it. */
  readonly status: PackageState;
}

/** What narrows a list of package states. */
export interface PackageStatusFilter {
  /** Only this package. */
  readonly package?: string;
  /** Only this device. With its VDOM, only that is asked for. */
  readonly device?: string;
  /** Only this VDOM. */
  readonly vdom?: string;
  /** Only what stands so. */
  readonly status?: PackageState;
}

/** The call that tells it. */
export const PACKAGE_STATUS = "pm/config/adom/{adom}/_package/status";

/**
 * Reads the states.
 *
 * @throws FortiError UNSUPPORTED by versions before 7.0.7 and 7.2.2.
 */
export async function readPackageStatus(
  engine: Engine,
  adom: string,
  filter: PackageStatusFilter = {},
  options: CallOptions = {},
): Promise<PackageStatus[]> {
  await checkCall(
    engine,
    PACKAGE_STATUS,
    "Look at the status in the GUI, or see with a preview what an install would change",
    options,
  );
  const { device, vdom } = filter;
  const all = url`pm/config/adom/${adom}/_package/status`;
  const at = device === undefined || vdom === undefined ? all : `${all}${url`/${device}/${vdom}`}`;
  const rows = rowsOf(await read(engine, at, options));
  return rows.map(toStatus).filter((status) => isWanted(status, filter));
}

/** An entry of the answer. */
export function toStatus({ dev, vdom, pkg, status }: Readonly<Record<string, unknown>>): PackageStatus {
  return {
    device: String(dev ?? ""),
    vdom: String(vdom ?? ""),
    package: String(pkg ?? ""),
    status: String(status ?? "unknown"),
  };
}

function isWanted(status: PackageStatus, filter: PackageStatusFilter): boolean {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  return wanted.every(([name, value]) => status[name as keyof PackageStatus] === value);
}
