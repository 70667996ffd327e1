/**
 * `.../script/execute`, and the schedules of scripts.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import { createSchemas, type Schemas } from "../../../cmdb/schema.ts";
import { DEFAULT_VERSION } from "../../../version.ts";
import type { Kept } from "../../kept.ts";
import type { Answer, Operation, Routes, TaskLinePlan, Work } from "../../parts.ts";
import { invalidParameter, missing } from "../../rpc/refusals.ts";
import type { ManagedDevice } from "../fleet.ts";
import { type JsonObject, listOf, objectsIn } from "../form/json.ts";
import {
  type DeviceVdom,
  dataOf,
  expandScopes,
  type Managing,
  requireDevice,
  spotOfDevice,
  textIn,
} from "../managing.ts";
import { scopesIn } from "../packages/tree.ts";
import { TunnelDown } from "../tunnel.ts";
import { adomDatabasePlace, type DatabasePorts, deviceDatabasePlace } from "./database-place.ts";
import { createScriptLog, type LogEntry } from "./log.ts";
import { logRoutes } from "./log-routes.ts";
import type { Place } from "./place.ts";
import { remotePlace } from "./remote-place.ts";
import { runScript } from "./run.ts";

/** What is kept of it is what scripts have said. */
export interface Scripts extends Kept<readonly LogEntry[]> {
  readonly routes: Routes;
  reset(): void;
}

type Target = "device_database" | "remote_device" | "adom_database";

/** A script that is to be run. */
interface Run {
  readonly name: string;
  readonly text: string;
  readonly target: Target;
}

const PLACES = ["dvmdb/script", "dvmdb/adom/{adom}/script", "dvmdb/global/script"];
const TARGETS: readonly Target[] = ["device_database", "remote_device", "adom_database"];

export function createScripts(managing: Managing): Scripts {
  const log = createScriptLog();
  const { database, clock, settings } = managing;
  let schemas: Schemas | undefined;

  /** Those of the device; where there is none, those of the newest version. */
  function schemasOf(device: ManagedDevice | undefined): Schemas {
    const reach = device?.reach ?? managing.reachable[0];
    if (reach !== undefined) return reach.device.configuration().schemas;
    schemas ??= createSchemas(fortios, DEFAULT_VERSION);
    return schemas;
  }

  const execute: Work = async (operation, { adom: place = "root" }) => {
    const data = dataOf(operation);
    const adom = String(listOf(data.adom)[0] ?? place);
    const run = await findScript(managing, adom, textIn(data, "script"));
    const targets = await expandScopes(managing, adom, scopesIn(data.scope));
    const pkg = typeof data.package === "string" ? data.package : undefined;
    if (run.target !== "adom_database" && targets.length === 0) throw invalidParameter();
    const id = { task: 0 };
    const lines =
      run.target === "adom_database"
        ? [adomLine(operation, run, adom, pkg, id)]
        : targets.map((target) => deviceLine(operation, run, adom, target, id));
    const { user } = operation.session;
    id.task = managing.tasks.start({ title: "Run Script", src: "device manager", adom, user, lines });
    return { data: { task: id.task } };
  };

  function portsFor({ session }: Operation, device: ManagedDevice | undefined): DatabasePorts {
    return { database, workspaces: managing.workspaces, session, schemas: schemasOf(device) };
  }

  function deviceLine(
    operation: Operation,
    run: Run,
    adom: string,
    { device, vdom }: DeviceVdom,
    id: { readonly task: number },
  ): TaskLinePlan {
    const isRemote = run.target === "remote_device";
    const placeFor = (): Place => {
      if (!isRemote) return deviceDatabasePlace(portsFor(operation, device), device.name, vdom);
      if (device.reach === undefined) throw new TunnelDown(device.name);
      return remotePlace(device.reach, settings, vdom);
    };
    return line(run, device.name, vdom, placeFor, isRemote ? "device" : "DB", (content) => {
      log.add({ id: id.task * 10, adom, device: device.name, script: run.name, content, time: clock.now() });
    });
  }

  function adomLine(
    operation: Operation,
    run: Run,
    adom: string,
    pkg: string | undefined,
    id: { readonly task: number },
  ): TaskLinePlan {
    const placeFor = (): Place => adomDatabasePlace(portsFor(operation, undefined), adom, pkg);
    return line(run, pkg ?? adom, undefined, placeFor, "DB", (content) => {
      log.add({ id: id.task * 10 + 1, adom, device: undefined, script: run.name, content, time: clock.now() });
    });
  }

  function line(
    { name: script, text }: Run,
    name: string,
    vdom: string | undefined,
    placeFor: () => Place,
    where: "DB" | "device",
    note: (content: string) => void,
  ): TaskLinePlan {
    return {
      name,
      ...(vdom === undefined ? {} : { vdom }),
      ms: settings.taskMs,
      async run() {
        const { output, succeeded } = await runScript(placeFor(), text);
        const outcome = `Running script(${script}) on ${where} ${succeeded ? "success" : "failed"}`;
        const began = `Starting log (Run on ${where === "DB" ? "database" : "device"})`;
        note(`\n\n${began}\n\n${output}\n${outcome}\n`);
        if (!succeeded) throw new Error(outcome);
        return outcome;
      },
    };
  }

  /** The scripts that are to run on a device at some time. */
  const schedules: Work = async (_, { adom = "root", device = "" }) => {
    const oid = (await database.entry(spotOfDevice(requireDevice(managing, device, adom))))?.oid;
    const scripts = await database.entries(`dvmdb/adom/${adom}/script`);
    const rows = scripts.flatMap((script) => {
      const own = objectsIn(script.script_schedule).filter((schedule) => schedule.device === oid);
      return own.length === 0 ? [] : [{ name: script.name, oid: script.oid, type: script.type, schedules: own }];
    });
    return { data: rows };
  };

  const routes = PLACES.map(
    (place): Routes => ({
      [`exec ${place}/execute`]: (operation, params) => execute(operation, params),
      [`get ${place}/schedule/device/{device}`]: schedules,
    }),
  );

  return {
    routes: Object.assign(
      { "exec deployment/import/config": (operation: Operation) => importConfig(operation) },
      logRoutes(log, PLACES),
      ...routes,
    ),
    reset: log.clear,
    state: log.all,
    load(entries) {
      log.clear();
      for (const entry of entries) log.add(entry);
    },
  };

  /** A configuration as a text goes into the database of a device. */
  function importConfig(operation: Operation): Answer {
    const data = dataOf(operation);
    const device = requireDevice(managing, textIn(data, "device"));
    const run: Run = { name: "import config", text: textIn(data, "config"), target: "device_database" };
    const placeFor = (): Place => deviceDatabasePlace(portsFor(operation, device), device.name, "root");
    const lines = [line(run, device.name, undefined, placeFor, "DB", () => {})];
    const { user } = operation.session;
    const plan = { title: "Import Config", src: "import config", adom: device.adom, user, lines };
    return { data: { task: managing.tasks.start(plan) } };
  }
}

/** Of the ADOM, of the global database, or among its objects. @throws RpcRefusal -3 when there is none. */
async function findScript({ database }: Managing, adom: string, name: string): Promise<Run> {
  const tables = [`dvmdb/adom/${adom}/script`, "dvmdb/global/script", `pm/config/adom/${adom}/obj/fmg/script`];
  for (const table of tables) {
    const entry = await database.entry({ table, key: name });
    if (entry !== undefined) return { name, text: String(entry.content ?? ""), target: targetOf(entry) };
  }
  throw missing();
}

function targetOf({ target = TARGETS[0] }: JsonObject): Target {
  return TARGETS.find((own) => own === target) ?? TARGETS[Number(target)] ?? "device_database";
}
