/**
 * How the endpoints of the monitor API read and write the configuration.
 *
 * @module
 */

import { watchEdit } from "../cmdb/edit.ts";
import type { Entry } from "../cmdb/entry.ts";
import { noSuchEntry, noSuchTable } from "../cmdb/refusal.ts";
import type { Node } from "../cmdb/schema.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { OBJECT_KEY, objectOf } from "../cmdb/table.ts";
import { checkDeviceWide } from "../device/permissions.ts";
import { type Reader, readerOf } from "../world/read.ts";
import type { MonitorCall, MonitorContext } from "./answer.ts";

type Holding = Pick<MonitorContext, "holder">;

/** Reads the fields of one object, with their defaults. Its schema must be loaded. */
export function fieldsOf({ holder }: Holding, path: string, vdom?: string): (field: string) => string {
  const read = readerOf(holder.configuration, path);
  const entry = objectOf(holder.configuration.table(path, vdom));
  return (field) => read(entry, field);
}

/** The entries of a table by their keys, and what reads their fields. */
export function tableOf({ holder }: Holding, path: string, vdom?: string): { rows: [string, Entry][]; read: Reader } {
  const rows = Array.from(holder.configuration.table(path, vdom).entries(), ([key, entry]): [string, Entry] => [
    key,
    entry,
  ]);
  return { rows, read: readerOf(holder.configuration, path) };
}

/** @throws Refusal when there is no such entry. */
export function entryAt({ holder }: Holding, path: string, vdom: string | undefined, key: string): Entry {
  const entry = holder.configuration.table(path, vdom).get(key);
  if (entry === undefined) throw noSuchEntry();
  return entry;
}

/** Nothing is kept that says what is so by default. */
function withoutDefaults({ key, fields }: Node, entry: Entry): Entry {
  const told = Object.entries(entry).filter(
    ([name, value]) => name === key?.name || value !== fields.get(name)?.default,
  );
  return Object.fromEntries(told);
}

/**
 * Stores an entry, or takes it away, and logs it as an edit of whoever asks. The schema must be loaded.
 *
 * @param key Of the entry; that of an object is empty. @throws Refusal when a reference would dangle, or the table is
 * closed to who asks.
 */
export function change(
  { holder, world, edited }: MonitorContext,
  { principal, remoteAddress, vdom }: MonitorCall,
  path: string,
  key: string,
  entry: Entry | undefined,
): void {
  const { configuration } = holder;
  const schema = configuration.schemas.loaded(path);
  if (schema === undefined) throw noSuchTable();
  const scope = isGlobal(path) ? undefined : vdom;
  if (scope === undefined) checkDeviceWide(configuration, principal);
  world.sync();
  const watch = watchEdit(configuration.table(path, scope), schema, scope, key === OBJECT_KEY ? [] : [key]);
  if (entry === undefined) configuration.remove(schema, vdom, key);
  else configuration.put(schema, vdom, key, withoutDefaults(schema.node, entry));
  const edit = watch(key);
  if (edit === undefined) return;
  edited({ user: principal.name, address: remoteAddress }, edit);
}
