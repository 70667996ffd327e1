/**
 * Nothing may refer to something that is not there.
 *
 * @module
 */

import type { Entry } from "./entry.ts";
import type { ReferenceTarget } from "./reference-target.ts";
import {
  type Place,
  type Reference,
  type ReferenceIndex,
  type Referrer,
  referencesIn,
  valuesAt,
} from "./references.ts";
import { danglingField, danglingMember, inUse } from "./refusal.ts";
import type { FieldSpec, Schema } from "./schema.ts";
import type { Table } from "./table.ts";

/** What the checks look at. */
export interface World {
  readonly references: ReferenceIndex;
  table(path: string, vdom: string | undefined): Table;
  scopesOf(path: string): readonly (string | undefined)[];
}

/** The interface name that stands for all of them, and is no entry of `system/interface`. */
const ANY_INTERFACE = "any";

/**
 * References that `after` has and `before` had not must be satisfied: by what is stored, or by the entry itself.
 *
 * @throws Refusal for the first that is not.
 */
export function checkNewReferences(
  world: World,
  { node }: Schema,
  place: Place,
  before: Entry | undefined,
  after: Entry,
): void {
  const known = before === undefined ? undefined : valuesByField(referencesIn(node, before));
  for (const { targets, value, field, isMember } of referencesIn(node, after)) {
    if (known?.get(field)?.has(value)) continue;
    const isOffered = (target: ReferenceTarget) =>
      exists(world, target, value, place.vdom, place) ||
      (target.path === place.path && valuesAt(after, target.trail).includes(value));
    if (!targets.some(isOffered)) throw isMember ? danglingMember(field.name, value) : danglingField(value);
  }
}

/**
 * What an entry offered for others to refer to, and no longer does, must not be referred to.
 *
 * @param goesToo What does not count, as it goes with the entry.
 * @throws Refusal that says how many entries do.
 */
export function checkNothingLost(
  world: World,
  { node }: Schema,
  place: Place,
  before: Entry,
  after: Entry | undefined,
  goesToo: (place: Place) => boolean = () => false,
): void {
  function refersToItself(targetId: string, value: string): boolean {
    if (after === undefined) return false;
    for (const reference of referencesIn(node, after)) {
      if (reference.value === value && reference.targets.some(({ id }) => id === targetId)) return true;
    }
    return false;
  }

  function countUsers(targetId: string, value: string): number {
    const users = world.references.referrers(targetId, value).filter((referrer) => {
      if (goesToo(referrer.place) || !mayMean(referrer.place, place) || isSatisfied(world, referrer, targetId, value))
        return false;
      return !isSamePlace(referrer.place, place) || refersToItself(targetId, value);
    });
    return users.length;
  }

  let users =
    after === undefined && node.key !== undefined ? countUsers(`${place.path} ${node.key.name}`, place.key) : 0;
  for (const { id, trail } of world.references.innerTargets(place.path)) {
    const kept = new Set(after === undefined ? [] : valuesAt(after, trail));
    for (const value of valuesAt(before, trail)) if (!kept.has(value)) users += countUsers(id, value);
  }
  if (users > 0) throw inUse(users);
}

/**
 * Whether a target has a value. Seen from a global table, any VDOM's will do.
 *
 * @param except An entry that does not count: it is about to be another one.
 */
export function exists(
  world: World,
  target: ReferenceTarget,
  value: string,
  vdom: string | undefined,
  except?: Place,
): boolean {
  if (target.path === "system/interface" && value === ANY_INTERFACE) return true;
  const counts = (key: string) => target.path !== except?.path || key !== except.key;
  const scopes = vdom === undefined ? world.scopesOf(target.path) : [vdom];
  return scopes.some((scope) => {
    const table = world.table(target.path, scope);
    if (target.isKey) return table.has(value) && counts(value);
    for (const [key, entry] of table.entries()) {
      if (counts(key) && valuesAt(entry, target.trail).includes(value)) return true;
    }
    return false;
  });
}

/** Another table may offer the same name, and then the reference still holds. */
function isSatisfied(world: World, { place, targets }: Referrer, lostId: string, value: string): boolean {
  return targets.some((target) => target.id !== lostId && exists(world, target, value, place.vdom));
}

/** References stay within a VDOM, unless one side is global. */
function mayMean(from: Place, to: Place): boolean {
  return from.vdom === undefined || to.vdom === undefined || from.vdom === to.vdom;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.key === b.key && a.vdom === b.vdom;
}

function valuesByField(references: Iterable<Reference>): Map<FieldSpec, Set<string>> {
  const values = new Map<FieldSpec, Set<string>>();
  for (const { field, value } of references) {
    const known = values.get(field);
    if (known === undefined) values.set(field, new Set([value]));
    else known.add(value);
  }
  return values;
}
