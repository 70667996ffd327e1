/**
 * Brings an operation to its end before it takes effect: what it changed is stamped, references follow and are checked,
 * and what belongs to something that went goes as well.
 *
 * @module
 */

import type { Entry } from "../parts.ts";
import { goesWith, moveBelow, urlsWithin } from "./containers.ts";
import type { Integrity } from "./references/integrity.ts";
import { adomHoldsDevices } from "./refusals.ts";
import type { Schema } from "./schema/schemas.ts";
import type { View } from "./store/committed.ts";
import type { Edit } from "./store/edit.ts";
import type { Layer } from "./store/layer.ts";
import { ADOMS } from "./urls/device-manager.ts";

export interface SettlePorts {
  readonly integrity: Integrity;
  schemaOf(table: string): Schema | undefined;
  learn(table: string, schema: Schema): void;
  /** An entry as it is stored: with who changed it and when. */
  stamp(edit: Edit, schema: Schema, before: Entry | undefined): Entry;
  /** What a new ADOM starts with, and its entry with all that it was not given. */
  foundAdom(name: string, given: Entry): readonly Edit[];
}

/**
 * @param before What was there.
 * @param isForced References to what goes are taken out instead of keeping it.
 * @throws RpcRefusal when something refers to what goes, or to what is not there.
 */
export function settle(ports: SettlePorts, layer: Layer, before: View, isForced: boolean): void {
  const { integrity, schemaOf } = ports;
  const edits = layer.edits();
  for (const edit of edits) {
    const schema = schemaOf(edit.table);
    if (schema === undefined) continue;
    if (edit.entry === undefined) removed(ports, layer, before, edit, schema, isForced);
    else if (edit.from !== undefined) renamed(ports, layer, edit, edit.from, schema);
    else if (isNewAdom(before, edit)) layer.apply(ports.foundAdom(edit.key, edit.entry));
  }
  for (const edit of edits) {
    const schema = schemaOf(edit.table);
    const entry = layer.get(edit.table, edit.key);
    if (schema === undefined || edit.entry === undefined || entry === undefined) continue;
    const known = before.get(edit.table, edit.from ?? edit.key);
    integrity.checkReferences(layer, edit, schema, entry, known);
    if (entry === known) continue;
    const stamped = ports.stamp({ ...edit, entry }, schema, known);
    layer.apply([{ table: edit.table, key: edit.key, entry: stamped }]);
  }
}

function isNewAdom(before: View, { table, key }: Edit): boolean {
  return table === ADOMS && before.get(ADOMS, key) === undefined;
}

function removed(
  { integrity }: SettlePorts,
  layer: Layer,
  before: View,
  { table, key }: Edit,
  schema: Schema,
  isForced: boolean,
): void {
  if (layer.get(table, key) !== undefined || before.get(table, key) === undefined) return;
  if (table === ADOMS && before.rows(`${ADOMS}/${key}/device`).size > 0) throw adomHoldsDevices();
  layer.apply(goesWith(layer, table, key));
  if (isForced) layer.apply(integrity.follow(layer, table, schema, key, undefined));
  else integrity.checkUnused(layer, table, schema, key);
}

function renamed(
  { integrity, schemaOf, learn }: SettlePorts,
  layer: Layer,
  { table, key }: Edit,
  from: string,
  schema: Schema,
): void {
  const [urls, next] = [urlsWithin(table, from), urlsWithin(table, key)];
  for (const [at, url] of urls.entries()) layer.apply(moveBelow(layer, url, next[at] ?? url, schemaOf, learn));
  layer.apply(integrity.follow(layer, table, schema, from, key));
}
