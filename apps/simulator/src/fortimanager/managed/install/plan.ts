/**
 * Everything that an installation does on one FortiGate.
 *
 * @module
 */

import type { Configuration } from "../../../cmdb/configuration.ts";
import { keyFromUrl } from "../../../cmdb/key.ts";
import type { ManagedDevice } from "../fleet.ts";
import { tableAt } from "../form/device-tables.ts";
import type { Managing } from "../managing.ts";
import { pendingSpots } from "../retrieve.ts";
import type { Change } from "./change.ts";
import type { Content } from "./content.ts";
import { changeFor, type Wanted } from "./difference.ts";
import { inOrder } from "./in-order.ts";
import { movesFor } from "./order.ts";
import { templateChanges } from "./templates.ts";

/** The content of a package for one VDOM. */
export interface VdomContent {
  readonly vdom: string;
  readonly content: Content;
}

/** Everything that an installation does on a device: what is planned, and what its templates say. */
export async function planInstallation(
  managing: Managing,
  device: ManagedDevice,
  configuration: Configuration,
  contents: readonly VdomContent[],
): Promise<Change[]> {
  const planned = await planChanges(managing, device, configuration, contents);
  return [...planned, ...(await templateChanges(managing, device, configuration))];
}

/** What a device needs, in the order in which it has to be done. Empty: nothing. */
export async function planChanges(
  managing: Managing,
  device: ManagedDevice,
  configuration: Configuration,
  contents: readonly VdomContent[],
): Promise<Change[]> {
  const changes = await pendingChanges(managing, device, configuration);
  const moves: Change[] = [];
  for (const { vdom, content } of contents) {
    for (const [id, { path, vdom: own }] of changes) if (own === vdom && content.policies.has(path)) changes.delete(id);
    for (const wanted of content.objects) keep(changes, await changeFor(configuration, wanted));
    for (const [path, policies] of content.policies) {
      const [edits, order] = await policyChanges(configuration, path, vdom, policies);
      for (const edit of edits) keep(changes, edit);
      moves.push(...order);
    }
    for (const gone of await unusedObjects(configuration, device, vdom, content)) keep(changes, gone);
  }
  return [...inOrder([...changes.values()], configuration), ...moves];
}

/** What the database of the device says of an entry gives way to what a package says of it. */
function keep(changes: Map<string, Change>, change: Change | undefined): void {
  if (change === undefined) return;
  const id = `${change.vdom} ${change.path} ${change.key}`;
  changes.delete(id);
  changes.set(id, change);
}

/** What has been written to the database of the device since the last retrieve. */
async function pendingChanges(
  { database }: Managing,
  device: ManagedDevice,
  configuration: Configuration,
): Promise<Map<string, Change>> {
  const changes = new Map<string, Change>();
  if (!device.isTouched) return changes;
  for (const spot of await pendingSpots(database, device)) {
    const at = tableAt(spot.table);
    if (at === undefined) continue;
    const stored = await database.entry(spot);
    const key = spot.key ?? "";
    if (stored !== undefined) keep(changes, await changeFor(configuration, { ...at, key, stored, known: undefined }));
    else keep(changes, await deletionOf(configuration, { ...at, key, stored: {}, known: undefined }));
  }
  return changes;
}

async function policyChanges(
  configuration: Configuration,
  path: string,
  vdom: string,
  policies: readonly Wanted[],
): Promise<[edits: Change[], moves: Change[]]> {
  const schema = await configuration.schemas.load(path);
  if (schema === undefined) return [[], []];
  const present = [...configuration.table(path, vdom).keys()];
  const keys = policies.map(({ key }) => keyFromUrl(schema.node, key));
  const wanted = new Set(keys);
  const gone = present.filter((key) => !wanted.has(key));
  const edits = await Promise.all(policies.map((policy) => changeFor(configuration, policy)));
  return [
    [
      ...edits.filter((edit) => edit !== undefined),
      ...gone.map((key): Change => ({ kind: "delete", path, vdom, schema, key })),
    ],
    movesFor(present, keys, { path, vdom, schema }),
  ];
}

/** What FortiManager created there, and the package no longer uses. */
async function unusedObjects(
  configuration: Configuration,
  device: ManagedDevice,
  vdom: string,
  { objects }: Content,
): Promise<Change[]> {
  const used = new Set(objects.map(({ path, key }) => `${path} ${key}`));
  const unused: Change[] = [];
  for (const id of device.owned) {
    const [owner, path = "", ...rest] = id.split(" ");
    const key = rest.join(" ");
    if (owner !== vdom || used.has(`${path} ${key}`)) continue;
    const change = await deletionOf(configuration, { path, vdom, key, stored: {}, known: undefined });
    if (change !== undefined) unused.push(change);
  }
  return unused;
}

/** Undefined when it is not there anyway. */
async function deletionOf(configuration: Configuration, { path, vdom, key }: Wanted): Promise<Change | undefined> {
  const schema = await configuration.schemas.load(path);
  if (schema === undefined || !configuration.table(path, vdom).has(key)) return undefined;
  return { kind: "delete", path, vdom, schema, key };
}
