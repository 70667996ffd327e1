/**
 * Everything that one device is configured to do: its tables by VDOM, and who refers to whom.
 *
 * @module
 */

import { companionsOf, hasCompanions, INTERFACES, isCompanion } from "./companions.ts";
import { EMPTY, type Entry } from "./entry.ts";
import { checkNewReferences, checkNothingLost, type World } from "./integrity.ts";
import { type Place, type ReferenceIndex, type ReferencesFrom, retarget } from "./references.ts";
import { inUse, wrongMethod } from "./refusal.ts";
import type { Schema, Schemas } from "./schema.ts";
import { isGlobal } from "./scope.ts";
import { createScopes, type FactoryContent, type Scopes, type TableAt, VDOM_TABLE } from "./scopes.ts";
import type { Keyed } from "./table.ts";
import { MANAGEMENT_VDOM } from "./vdoms.ts";

export type { Content, FactoryContent, TableAt } from "./scopes.ts";

export interface Configuration extends World {
  readonly schemas: Schemas;
  /** Every table that holds anything or ever did. */
  tables(): TableAt[];
  /** Tables that were written since this configuration was made. */
  written(): TableAt[];
  /** Stores an entry. @throws Refusal when a reference would dangle; then nothing has changed. */
  put(schema: Schema, vdom: string, key: string, entry: Entry): void;
  /** Deletes an entry. @throws Refusal when something refers to it. */
  remove(schema: Schema, vdom: string, key: string): void;
  /** Gives an entry another key, in the same place, and everything that refers to it the new one. */
  rename(schema: Schema, vdom: string, from: string, to: string, entry: Entry): void;
  /** Puts the entries of a table in a new order. */
  reorder(schema: Schema, vdom: string, entries: readonly Keyed[]): void;
  /** An independent copy, with some tables in the place of its own. */
  fork(instead: readonly TableAt[]): Configuration;
  /** @throws Refusal for the first reference anywhere that leads nowhere. */
  checkAllReferences(): void;
}

export function createConfiguration(schemas: Schemas, factory: FactoryContent): Configuration {
  return configurationOver(schemas, createScopes(factory));
}

function configurationOver(schemas: Schemas, scopes: Scopes): Configuration {
  const { table } = scopes;
  const references = createReferenceIndex(schemas, scopes);

  function placeOf(path: string, vdom: string | undefined, key: string): Place {
    return { vdom: isGlobal(path) ? undefined : vdom, path, key };
  }

  function store(path: string, vdom: string | undefined, key: string, after: Entry | undefined): void {
    const rows = table(path, vdom);
    const before = rows.get(key);
    const isNew = before === undefined;
    if (after === undefined) rows.delete(key);
    else rows.set(key, after);
    scopes.note(path, vdom);
    if (hasCompanions(path) && isNew !== (after === undefined)) storeCompanions(path, vdom, key, before, after);
    if (path === VDOM_TABLE && after === undefined) scopes.close(key);
    else if (path === VDOM_TABLE && isNew) scopes.open(key);
  }

  /** The interfaces of an entry come when it is new, unless they are there, and go with it. */
  function storeCompanions(
    path: string,
    vdom: string | undefined,
    key: string,
    before: Entry | undefined,
    after: Entry | undefined,
  ): void {
    const interfaces = table(INTERFACES, undefined);
    for (const [name, entry] of companionsOf(path, vdom ?? MANAGEMENT_VDOM, key, after ?? before ?? EMPTY)) {
      if (after === undefined) interfaces.delete(name);
      else if (!interfaces.has(name)) interfaces.set(name, entry);
      scopes.note(INTERFACES, undefined);
    }
  }

  /** @throws Refusal when something refers to an entry, or to an interface that would go with it. */
  function checkNobodyNeeds(schema: Schema, vdom: string, key: string, before: Entry): void {
    const { path } = schema;
    const companions = new Set(companionsOf(path, vdom, key, before).map(([name]) => name));
    const isOwn = (place: Place): boolean => place.path === INTERFACES && companions.has(place.key);
    checkNothingLost(configuration, schema, placeOf(path, vdom, key), before, undefined, isOwn);
    const interfaces = schemas.loaded(INTERFACES);
    if (interfaces === undefined) return;
    for (const name of companions) {
      const entry = table(INTERFACES, undefined).get(name);
      const place = placeOf(INTERFACES, undefined, name);
      if (entry !== undefined) checkNothingLost(configuration, interfaces, place, entry, undefined);
    }
  }

  const configuration: Configuration = {
    schemas,
    references,
    table,
    scopesOf: (path) => (isGlobal(path) ? [undefined] : [...table(VDOM_TABLE, undefined).keys()]),
    tables: scopes.all,
    written: scopes.written,
    put(schema, vdom, key, entry) {
      const before = table(schema.path, vdom).get(key);
      const place = placeOf(schema.path, vdom, key);
      checkNewReferences(configuration, schema, place, before, entry);
      if (before !== undefined) checkNothingLost(configuration, schema, place, before, entry);
      store(schema.path, vdom, key, entry);
    },
    remove(schema, vdom, key) {
      const before = table(schema.path, vdom).get(key);
      if (before === undefined) return;
      if (schema.path === VDOM_TABLE && key === "root") throw inUse(1);
      if (schema.path === INTERFACES && isCompanion(key, before, table)) throw inUse(1);
      checkNobodyNeeds(schema, vdom, key, before);
      store(schema.path, vdom, key, undefined);
    },
    rename(schema, vdom, from, to, entry) {
      const { path, node } = schema;
      if (hasCompanions(path)) throw wrongMethod();
      const rows = table(path, vdom);
      checkNewReferences(configuration, schema, placeOf(path, vdom, from), rows.get(from), entry);
      const renamed = Array.from(rows.entries(), ([key, own]): Keyed => (key === from ? [to, entry] : [key, own]));
      const targetId = `${path} ${node.key?.name}`;
      const referrers = references.referrers(targetId, from);
      store(path, vdom, from, undefined);
      store(path, vdom, to, entry);
      rows.reorder(renamed);
      for (const { place } of referrers) {
        const isOwn = place.path === path && place.key === from;
        const user = { ...place, key: isOwn ? to : place.key };
        const old = table(user.path, user.vdom).get(user.key);
        const userNode = schemas.loaded(user.path)?.node;
        const isNear = user.vdom === undefined || isGlobal(path) || user.vdom === vdom;
        if (!isNear || old === undefined || userNode === undefined) continue;
        store(user.path, user.vdom, user.key, retarget(userNode, old, targetId, from, to));
      }
    },
    reorder({ path }, vdom, entries) {
      table(path, vdom).reorder(entries);
      scopes.note(path, vdom);
    },
    fork: (instead) => configurationOver(schemas, scopes.fork(instead)),
    checkAllReferences() {
      for (const { path, vdom, table: rows } of configuration.tables()) {
        const schema = schemas.loaded(path);
        if (schema?.node.refers !== true) continue;
        for (const [key, entry] of rows.entries()) {
          checkNewReferences(configuration, schema, placeOf(path, vdom, key), undefined, entry);
        }
      }
    },
  };

  return configuration;
}

function createReferenceIndex(schemas: Schemas, scopes: Scopes): ReferenceIndex {
  /** Tables whose entries may refer to something. */
  function* referring(): Iterable<TableAt & { readonly from: ReferencesFrom }> {
    for (const at of scopes.all()) {
      const node = schemas.loaded(at.path)?.node;
      if (node?.refers === true) yield { ...at, from: at.table.references(node) };
    }
  }

  return {
    referrers: (targetId, value) =>
      Array.from(referring()).flatMap(({ path, vdom, from }) =>
        Array.from(from.to(targetId, value) ?? [], ([key, targets]) => ({ place: { vdom, path, key }, targets })),
      ),
    innerTargets(wanted) {
      const targets = Array.from(referring()).flatMap(({ from }) => [...from.inner]);
      return [...new Map(targets.filter(([, { path }]) => path === wanted)).values()];
    },
  };
}
