/**
 * Carries out the operations of clients on what is stored.
 *
 * @module
 */

import type { Answer, Operation, Session, Spot } from "../parts.ts";
import { invalidUrl } from "../rpc/refusals.ts";
import { segmentsOf } from "../rpc/url.ts";
import { targetAt } from "./collection.ts";
import { asTree, folderNamed, intoFolder } from "./packages.ts";
import { get } from "./query/get.ts";
import type { Integrity } from "./references/integrity.ts";
import { keyOf } from "./schema/keys.ts";
import type { Schema } from "./schema/schemas.ts";
import type { SettlePorts } from "./settle.ts";
import { settle } from "./settle.ts";
import type { View } from "./store/committed.ts";
import { type Edit, OBJECT, spotOf } from "./store/edit.ts";
import { createLayer } from "./store/layer.ts";
import { homeOf, kindInAllAdoms, ofAdoms, rowsOfAllAdoms } from "./urls/device-manager.ts";
import type { Locate, Location } from "./urls/location.ts";
import { exists } from "./urls/places.ts";
import { isRecord, type Stamps } from "./values/read-entry.ts";
import { type Change, hasOption, type Verb } from "./verbs/change.ts";
import { tableOfClone } from "./verbs/clone.ts";
import { fillAdoms } from "./verbs/found-adom.ts";
import { asksForMerge, asksForReplacement, merge, replaceUsed } from "./verbs/in-place-of.ts";
import { isMembership, moveDevices } from "./verbs/object-member.ts";
import { asLabel } from "./verbs/section.ts";
import { update } from "./verbs/update.ts";
import { verbFor } from "./verbs/verbs.ts";

export interface ServePorts {
  readonly locate: Locate;
  readonly integrity: Integrity;
  readonly stamps: Stamps;
  viewOf(session: Session): View;
  /** Throws unless the session may write there. */
  check(session: Session, spot: Spot): Promise<{ readonly staged: boolean }>;
  /** Makes the edits: for the session alone, or for all. */
  apply(session: Session, edits: readonly Edit[], staged: boolean): void;
  settlePorts(session: Session): SettlePorts;
  schemaOf(table: string): Schema | undefined;
  learn(table: string, schema: Schema): void;
  versionBelow(prefix: string): number;
}

export function createServe(ports: ServePorts): (operation: Operation) => Promise<Answer> {
  return async (operation) => {
    const found = await ports.locate(operation.segments, operation.method);
    return operation.method === "get" ? read(ports, operation, found) : write(ports, operation, found);
  };
}

function read(ports: ServePorts, operation: Operation, found: Location): Answer {
  const view = ofAdoms(ports.viewOf(operation.session), operation.session.adoms);
  const location = found.key === undefined ? found : atHome(view, found);
  checkPlace(view, location);
  const base = kindInAllAdoms(location.table);
  const shown = base === undefined ? view : withAllAdoms(view, location.table, base);
  const target = targetAt(createLayer(shown), location);
  const getPorts = { ...ports, view, version: ports.versionBelow };
  const answer = get(getPorts, { operation, location, target });
  const list = (): unknown => {
    const table = { ...location, key: undefined };
    return get(getPorts, { operation, location: table, target: targetAt(createLayer(shown), table) }).data;
  };
  return "data" in answer ? { ...answer, data: asTree(location, answer.data, list) } : answer;
}

async function write(ports: ServePorts, given: Operation, found: Location): Promise<Answer> {
  const { session } = given;
  const view = ports.viewOf(session);
  const home = atHome(view, found);
  const verb = found.isSection ? update : verbFor(given.method, found);
  checkPlace(view, home);
  const isThere = home.key !== undefined && view.get(home.table, home.key) !== undefined;
  const [location, operation] = intoFolder(home, found.isSection ? asLabel(given) : given, isThere);
  const copy = operation.method === "clone" ? await placeOfClone(ports, view, location, operation) : undefined;
  const spots = copy === undefined ? spotsMeant(location, operation) : spotsMeant(copy, operation);
  const staged = await checkSpots(ports, session, spots);
  // From here on nothing waits, so that no other operation comes between.
  const before = ports.viewOf(session);
  const layer = createLayer(before);
  for (const { table, schema } of [location, copy ?? location]) ports.learn(table, schema);
  const change = { operation, location, layer, target: targetAt(layer, location), stamps: ports.stamps };
  const answer = carryOut(ports, change, verb);
  settle(ports.settlePorts(session), layer, before, hasOption(operation, "force"));
  fillAdoms(layer, operation, location, ports);
  ports.apply(session, layer.edits(), staged);
  return answer.data === undefined ? { ...answer, ...folderNamed(location, given) } : answer;
}

function carryOut({ integrity, ...ports }: ServePorts, change: Change, verb: Verb): Answer {
  if (isMembership(change.location)) return moveDevices(change, ports);
  if (asksForMerge(change.operation)) return merge(change, integrity);
  return asksForReplacement(change.operation) ? replaceUsed(change) : verb(change);
}

/** A url without an ADOM means the entry of whichever ADOM has it. */
function atHome(view: View, location: Location): Location {
  const kind = kindInAllAdoms(location.table);
  if (kind === undefined) return location;
  return { ...location, table: homeOf(view, kind, location.key) };
}

function withAllAdoms(view: View, table: string, kind: string): View {
  const rows = rowsOfAllAdoms(view, kind);
  return {
    ...view,
    rows: (name) => (name === table ? rows : view.rows(name)),
    get: (name, key) => (name === table ? rows.get(key) : view.get(name, key)),
  };
}

/** @throws RpcRefusal when the ADOM, the package or the device is not there. */
function checkPlace(view: View, { template, params }: Location): void {
  if (!exists(view, template, params)) throw invalidUrl();
}

/** @throws RpcRefusal when the package or policy block that a copy goes to is not there. */
async function placeOfClone(
  { locate }: ServePorts,
  view: View,
  location: Location,
  { data, method }: Operation,
): Promise<Location> {
  const table = tableOfClone(location.table, data);
  const place = table === location.table ? location : await locate(segmentsOf(table), method);
  checkPlace(view, place);
  return { ...place, key: location.steps.length > 0 ? location.key : undefined };
}

/** What an operation is about to change, as far as its url and its data tell. */
function spotsMeant({ table, key, schema, steps }: Location, { data }: Operation): readonly Spot[] {
  if (schema.node.kind === "object") return [spotOf({ table, key: OBJECT })];
  if (key !== undefined) return [{ table, key }];
  const rows = steps.length > 0 || data === undefined ? [] : [data].flat().filter(isRecord);
  const keys = rows.map((row) => keyOf(schema.node.key, row)).filter((own) => own !== undefined);
  return keys.length === 0 ? [{ table }] : keys.map((own) => ({ table, key: own }));
}

async function checkSpots({ check }: ServePorts, session: Session, spots: readonly Spot[]): Promise<boolean> {
  let staged = false;
  for (const spot of spots) staged = (await check(session, spot)).staged || staged;
  return staged;
}
