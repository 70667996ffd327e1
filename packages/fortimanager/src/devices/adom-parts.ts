/**
 * What an ADOM has beside tables and packages.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import type { FollowTask } from "../install/device-task.ts";
import { type AdomRevisions, createAdomRevisions } from "../revisions/adom-revisions.ts";
import { createScripts, type Scripts } from "../scripts/scripts.ts";
import { createDevices, type Devices } from "./devices.ts";
import { createDeviceGroups, type DeviceGroups } from "./groups.ts";

/** What an ADOM has beside tables and packages. */
export interface AdomParts {
  /** Its devices: added, imported, retrieved, retired. */
  readonly devices: Devices;
  /** Its device groups. */
  readonly groups: DeviceGroups;
  /** Its scripts: stored, run, followed. */
  readonly scripts: Scripts;
  /** Its revisions. */
  readonly revisions: AdomRevisions;
}

/** Makes them. */
export function createAdomParts(engine: Engine, follow: FollowTask, adom: string): AdomParts {
  return {
    devices: createDevices(engine, follow, adom),
    groups: createDeviceGroups(engine, adom),
    scripts: createScripts(engine, follow, adom),
    revisions: createAdomRevisions(engine, adom),
  };
}
