/**
 * The FortiGates that are managed, and everything that reaches them.
 *
 * @module
 */

import type { FortiManagerCore, Managed, Reachable } from "../parts.ts";
import { connect, register } from "./devices/add.ts";
import { commandRoutes } from "./devices/commands.ts";
import { deviceRoutes } from "./devices/device-routes.ts";
import { addressOf, realEntry } from "./devices/entry.ts";
import { createFleet, newDevice } from "./fleet.ts";
import { installRoutes } from "./install/install-routes.ts";
import { createPreviews } from "./install/preview-routes.ts";
import type { Managing } from "./managing.ts";
import { packageRoutes } from "./packages/package-routes.ts";
import { packageStatusRoutes } from "./packages/status-routes.ts";
import { proxyRoutes } from "./proxy.ts";
import { adomRevisionRoutes } from "./revisions/adom-revisions.ts";
import { deviceRevisionRoutes } from "./revisions/device-routes.ts";
import { createScripts } from "./scripts/script-routes.ts";
import { noteWrites } from "./status.ts";

const FIRST_ADOM = "root";
const SYSTEM_USER = "system";

/** Every FortiGate that can be reached is a device of the ADOM `root` after {@link Managed.reset}. */
export function createManaged(core: FortiManagerCore): Managed {
  const managing: Managing = {
    ...core,
    fleet: createFleet(),
    assignments: new Map(),
    copies: new Map(),
    running: new Map(),
  };
  const previews = createPreviews(managing);
  const scripts = createScripts(managing);
  core.database.onCommitted((spots) => noteWrites(managing, spots));

  return {
    routes: {
      ...deviceRoutes(managing),
      ...commandRoutes(managing),
      ...proxyRoutes(managing),
      ...installRoutes(managing),
      ...previews.routes,
      ...packageStatusRoutes(managing),
      ...packageRoutes(managing),
      ...adomRevisionRoutes(managing),
      ...deviceRevisionRoutes(managing),
      ...scripts.routes,
    },
    async reset() {
      managing.fleet.clear();
      managing.assignments.clear();
      managing.running.clear();
      previews.reset();
      scripts.reset();
      managing.copies.clear();
      for (const reach of core.reachable) await authorize(managing, reach);
    },
  };
}

async function authorize(managing: Managing, reach: Reachable): Promise<void> {
  const { reachable, clock } = managing;
  const device = newDevice(reach.name, FIRST_ADOM, reach, false);
  await register(managing, device, realEntry(reach.name, addressOf(reachable, reach), reach, {}, clock.now()));
  await connect(managing, device, SYSTEM_USER);
}
