/**
 * Refuses what the device's version does not have, before it is tried.
 *
 * @module
 */

import { compareVersions } from "@fortiweave/catalog";
import { FortiError, isFortiError } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";

/**
 * Makes sure that the device is at least of the version `since`, and asks for its version first when nothing has told it
 * yet. What nobody can tell is left to the device. `what` ends the sentence "Cannot ...".
 *
 * @throws FortiError UNSUPPORTED naming the version.
 */
export async function requireVersion(engine: Engine, since: string, what: string, options: CallOptions): Promise<void> {
  const version = engine.version ?? (await askVersion(engine, options));
  if (version === undefined || compareVersions(version, since) >= 0) return;
  throw new FortiError({
    code: "UNSUPPORTED",
    message: `Cannot ${what}: the device has FortiOS ${version}, and this came with ${since}`,
    hint: "Do without it, or upgrade the device",
    reached: "no",
  });
}

async function askVersion(engine: Engine, options: CallOptions): Promise<string | undefined> {
  try {
    await engine.send({ area: "monitor", path: "system/status", action: "get", method: "GET" }, options);
  } catch (error) {
    // An administrator may be allowed to change tables and not to see this.
    if (!isFortiError(error, "FORBIDDEN", "NOT_FOUND")) throw error;
  }
  return engine.version;
}
