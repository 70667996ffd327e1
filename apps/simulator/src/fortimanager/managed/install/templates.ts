/**
 * The templates that a device is assigned: system templates, which hold settings, and CLI templates, which are scripts.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Configuration } from "../../../cmdb/configuration.ts";
import type { Entry as Row } from "../../../cmdb/entry.ts";
import { isGlobal } from "../../../cmdb/scope.ts";
import type { Entry } from "../../parts.ts";
import type { ManagedDevice } from "../fleet.ts";
import { tableAt } from "../form/device-tables.ts";
import { listOf } from "../form/json.ts";
import { expandScopes, groupsOf, type Managing, spotOfDevice } from "../managing.ts";
import { databaseRoot, scopeMembers } from "../packages/tree.ts";
import type { Place } from "../scripts/place.ts";
import { runScript } from "../scripts/run.ts";
import type { Change } from "./change.ts";
import { CopyFailed } from "./content.ts";
import { changeFor } from "./difference.ts";
import { fillVariables } from "./variables.ts";

/** What they change, in their order: settings, then the templates of the device, then those of its groups of templates. */
export async function templateChanges(
  managing: Managing,
  device: ManagedDevice,
  configuration: Configuration,
): Promise<Change[]> {
  return [
    ...(await settingChanges(managing, device, configuration)),
    ...(await scriptChanges(managing, device, configuration)),
  ];
}

async function settingChanges(
  managing: Managing,
  device: ManagedDevice,
  configuration: Configuration,
): Promise<Change[]> {
  const { database } = managing;
  const changes: Change[] = [];
  for (const template of await database.entries(`pm/devprof/adom/${device.adom}`)) {
    if ((await vdomOf(managing, device, template)) === undefined) continue;
    const root = `${databaseRoot(device.adom)}/devprof/${template.name}/`;
    for (const table of database.tables(root)) {
      const path = tableAt(`pm/config/device/${device.name}/global/${table.slice(root.length)}`)?.path;
      if (path === undefined) continue;
      for (const stored of await database.entries(table)) {
        const { oid: _oid, ...own } = stored;
        const key = String(own.name ?? own.id ?? "");
        const known = new Set(Object.keys(own));
        const change = await changeFor(configuration, { path, vdom: undefined, key, stored: own, known });
        if (change !== undefined) changes.push(change);
      }
    }
  }
  return changes;
}

async function scriptChanges(
  managing: Managing,
  device: ManagedDevice,
  configuration: Configuration,
): Promise<Change[]> {
  const recorder = createRecorder(configuration);
  for (const { name, script, vdom } of await scriptsFor(managing, device)) {
    const { succeeded, output } = await runScript(recorder.placeIn(vdom), script);
    if (!succeeded) throw new CopyFailed(`CLI template ${name}: ${output.split("\n").at(-1)}`);
  }
  return recorder.changes.filter((change) => change.kind !== "edit" || !isDeepStrictEqual(change.before, change.after));
}

interface Script {
  readonly name: string;
  readonly script: string;
  readonly vdom: string;
}

async function scriptsFor(managing: Managing, device: ManagedDevice): Promise<Script[]> {
  const { database } = managing;
  const objects = `${databaseRoot(device.adom)}/obj`;
  const templates = new Map(
    (await database.entries(`${objects}/cli/template`)).map((entry) => [String(entry.name), entry]),
  );
  const found: Script[] = [];
  const take = async (name: string, vdom: string): Promise<void> => {
    const template = templates.get(name);
    if (template === undefined || found.some((one) => one.name === name && one.vdom === vdom)) return;
    const platform = String((await database.entry(spotOfDevice(device)))?.platform_str ?? "");
    const target = { device: device.name, vdom, groups: await groupsOf(managing, device), platform };
    const find = (variable: string) => database.entry({ table: `${objects}/fmg/variable`, key: variable });
    const { script } = await fillVariables({ script: String(template.script ?? "") }, find, target);
    found.push({ name, script: String(script), vdom });
  };
  for (const [name, template] of templates) {
    const vdom = await vdomOf(managing, device, template);
    if (vdom !== undefined) await take(name, vdom);
  }
  for (const group of await database.entries(`${objects}/cli/template-group`)) {
    const vdom = await vdomOf(managing, device, group);
    if (vdom !== undefined) for (const name of listOf(group.member)) await take(String(name), vdom);
  }
  return found;
}

/** The VDOM for which a template is assigned to a device. Undefined: it is not. */
async function vdomOf(managing: Managing, device: ManagedDevice, template: Entry): Promise<string | undefined> {
  const members = scopeMembers(template);
  if (members.length === 0) return undefined;
  return (await expandScopes(managing, device.adom, members)).find((one) => one.device === device)?.vdom;
}

/** A place that only takes note of what is written, and shows it as if it were done. */
function createRecorder(configuration: Configuration): {
  readonly changes: readonly Change[];
  placeIn(vdom: string): Place;
} {
  const changes: Change[] = [];
  return {
    changes,
    placeIn: (vdom) => ({
      schemas: configuration.schemas,
      vdom,
      read({ path, vdom: own }) {
        const place = isGlobal(path) ? undefined : own;
        const rows = new Map<string, Row>(configuration.table(path, place).entries());
        for (const change of changes) {
          if (change.path !== path || change.vdom !== place) continue;
          if (change.kind === "edit") rows.set(change.key, change.after);
          else if (change.kind === "delete") rows.delete(change.key);
        }
        return Promise.resolve(rows);
      },
      write(change) {
        changes.push(change);
        return Promise.resolve(undefined);
      },
      command: () => Promise.resolve(""),
    }),
  };
}
