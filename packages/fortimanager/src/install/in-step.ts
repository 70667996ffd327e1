/**
 * Finds out whether there is anything to install, so that a second run of a script touches no device.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import { findCall, rowsOf } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import { PACKAGE_STATUS, type PackageStatus, toStatus } from "./package-status.ts";
import type { WireScope } from "./scope.ts";

/** What is to be installed. */
interface Target {
  readonly adom: string;
  readonly package: string;
  /** Undefined: all that the package is assigned to. */
  readonly scope: readonly WireScope[] | undefined;
}

/**
 * The devices of the scope, when each of them has the package as it is and nothing of its own waits to be installed or
 * has been changed on it. Undefined when one has not, or when that cannot be told: from a group, from an old version.
 */
export async function findInStep(
  engine: Engine,
  { adom, package: name, scope }: Target,
  options: CallOptions,
): Promise<readonly PackageStatus[] | undefined> {
  if (!(await findCall(engine, PACKAGE_STATUS, options)).exists) return undefined;

  const items = [
    { url: url`pm/config/adom/${adom}/_package/status` },
    { url: url`dvmdb/adom/${adom}/device`, fields: ["name", "conf_status", "db_status"], loadsub: 0 },
  ];
  const [status, devices] = await engine.sendMany({ method: "get", items }, options);
  // Whoever may not read this may install all the same.
  if (!status?.ok || !devices?.ok) return undefined;

  const assigned = rowsOf(status.result.data)
    .map(toStatus)
    .filter((row) => row.package === name);
  const wanted = scope === undefined ? assigned : scope.map((one) => find(assigned, one));
  const settled = new Set(
    rowsOf(devices.result.data)
      .filter(isSettled)
      .map((device) => device.name),
  );
  const inStep = wanted.flatMap((row) => (row?.status === "installed" && settled.has(row.device) ? row : []));
  return inStep.length > 0 && inStep.length === wanted.length ? inStep : undefined;
}

function find(assigned: readonly PackageStatus[], { name, vdom }: WireScope): PackageStatus | undefined {
  return assigned.find((row) => row.device === name && row.vdom === vdom);
}

/** Nothing was changed in its database that it has not got, and nothing on it that its database has not got. */
function isSettled({ conf_status, db_status }: Readonly<Record<string, unknown>>): boolean {
  return conf_status === "insync" && db_status === "nomod";
}
