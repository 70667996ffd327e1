/**
 * The FortiGates that are managed, and everything that reaches them.
 *
 * @module
 */

import type { Kept } from "../kept.ts";
import type { FortiManagerCore, Managed, Reachable } from "../parts.ts";
import { connect, register } from "./devices/add.ts";
import { commandRoutes } from "./devices/commands.ts";
import { deviceRoutes } from "./devices/device-routes.ts";
import { addressOf, realEntry } from "./devices/entry.ts";
import { createDiffs } from "./diff/diff-routes.ts";
import { createFleet, type ManagedDevice, newDevice } from "./fleet.ts";
import { installRoutes } from "./install/install-routes.ts";
import { createPreviews } from "./install/preview-routes.ts";
import { createSchedules } from "./install/schedules.ts";
import type { Managing } from "./managing.ts";
import type { Assignment } from "./packages/assign.ts";
import { hitCountRoutes } from "./packages/hit-count.ts";
import { packageRoutes } from "./packages/package-routes.ts";
import { packageStatusRoutes } from "./packages/status-routes.ts";
import { proxyRoutes } from "./proxy.ts";
import { adomRevisionRoutes } from "./revisions/adom-revisions.ts";
import { deviceRevisionRoutes } from "./revisions/device-routes.ts";
import type { LogEntry } from "./scripts/log.ts";
import { createScripts } from "./scripts/script-routes.ts";
import { noteWrites } from "./status.ts";

const FIRST_ADOM = "root";
const SYSTEM_USER = "system";

/** A device, with the name of the FortiGate behind it. */
type SavedDevice = Omit<ManagedDevice, "reach"> & { readonly reach: string | undefined };

export interface ManagedState {
  readonly devices: readonly SavedDevice[];
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly copies: ReadonlyMap<string, readonly unknown[]>;
  readonly scriptLog: readonly LogEntry[];
}

/** Every FortiGate that can be reached is a device of the ADOM `root` after {@link Managed.reset}. */
export function createManaged(core: FortiManagerCore): Managed & Kept<ManagedState> {
  const managing: Managing = {
    ...core,
    fleet: createFleet(),
    assignments: new Map(),
    copies: new Map(),
    running: new Map(),
  };
  const previews = createPreviews(managing);
  const scripts = createScripts(managing);
  const diffs = createDiffs(managing);
  const schedules = createSchedules(managing);
  core.database.onCommitted((spots) => noteWrites(managing, spots));

  function clear(): void {
    managing.fleet.clear();
    managing.assignments.clear();
    managing.running.clear();
    previews.reset();
    scripts.reset();
    diffs.reset();
    schedules.reset();
    managing.copies.clear();
  }

  return {
    routes: {
      ...deviceRoutes(managing),
      ...commandRoutes(managing),
      ...proxyRoutes(managing),
      ...installRoutes(managing),
      ...previews.routes,
      ...packageStatusRoutes(managing),
      ...hitCountRoutes(managing),
      ...packageRoutes(managing),
      ...adomRevisionRoutes(managing),
      ...deviceRevisionRoutes(managing),
      ...scripts.routes,
      ...diffs.routes,
    },
    catchUp: schedules.catchUp,
    async reset() {
      clear();
      for (const reach of core.reachable) await authorize(managing, reach);
    },
    state: () => ({
      devices: managing.fleet.all().map(({ reach, ...device }) => ({ ...device, reach: reach?.name })),
      assignments: new Map(managing.assignments),
      copies: new Map(managing.copies),
      scriptLog: scripts.state(),
    }),
    load({ devices, assignments, copies, scriptLog }) {
      clear();
      for (const { reach, ...device } of devices) {
        managing.fleet.add({ ...device, reach: core.reachable.find(({ name }) => name === reach) });
      }
      for (const [adom, assignment] of assignments) managing.assignments.set(adom, assignment);
      for (const [revision, copy] of copies) managing.copies.set(revision, copy);
      scripts.load(scriptLog);
    },
  };
}

async function authorize(managing: Managing, reach: Reachable): Promise<void> {
  const { reachable, clock } = managing;
  const device = newDevice(reach.name, FIRST_ADOM, reach, false);
  await register(managing, device, realEntry(reach.name, addressOf(reachable, reach), reach, {}, clock.now()));
  await connect(managing, device, SYSTEM_USER);
}
