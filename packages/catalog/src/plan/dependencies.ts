/**
 * Which change must wait for which: what is referred to is made before, and goes after.
 *
 * @module
 */

import type { ConfigEntry } from "../product.ts";
import { type Change, nameOf, tableOf } from "./change.ts";
import { offeredIn, type Reference, referencesIn, type Target } from "./references.ts";

/** What each change must wait for. */
export type Dependencies<Entry extends ConfigEntry> = ReadonlyMap<Change<Entry>, ReadonlySet<Change<Entry>>>;

type AnyChange = Change<ConfigEntry>;

/** Places that are referred to, by the path of their table. */
type Targets = ReadonlyMap<string, readonly Target[]>;

/** One value of one place, as text. */
type Name = string;

/** How a change alters who refers to what. */
interface Effects {
  readonly added: ReadonlySet<Name>;
  readonly dropped: ReadonlySet<Name>;
  readonly offered: ReadonlySet<Name>;
  readonly withdrawn: ReadonlySet<Name>;
}

/** With an entry of these tables, the device makes an interface of the same name. */
const MAKE_INTERFACES: ReadonlySet<string> = new Set([
  "switch-controller/managed-switch",
  "system/geneve",
  "system/gre-tunnel",
  "system/ipip-tunnel",
  "system/sit-tunnel",
  "system/switch-interface",
  "system/virtual-switch",
  "system/vne-interface",
  "system/vxlan",
  "vpn.ipsec/phase1-interface",
  "wireless-controller/vap",
]);

const INTERFACE = "system/interface name";

/** Whether the device makes an interface by itself, along with another of the entries that are created. */
export function isMadeInterface({ action, entry, mkey }: AnyChange, changes: readonly AnyChange[]): boolean {
  if (action !== "create" || entry.path !== "system/interface") return false;
  return changes.some(
    (other) =>
      other.action === "create" && MAKE_INTERFACES.has(other.entry.path) && String(other.mkey) === String(mkey),
  );
}

/** The names that a reference may stand for. */
export function namesOf({ targets, value }: Reference): Name[] {
  return targets.map((target) => nameIn(target, value));
}

/** Every place that any of the changes refers to, or did, by the path of its table. */
export function targetsIn(changes: readonly AnyChange[]): Targets {
  const all = changes.flatMap(({ before = {}, after = {}, entry }) => [
    ...referencesIn(before, entry.fields),
    ...referencesIn(after, entry.fields),
  ]);
  const unique = new Set(all.flatMap(({ targets }) => targets));
  return Map.groupBy(unique, (target) => target.slice(0, target.indexOf(" ")));
}

/** The names that a change makes. */
export function offeredBy(change: AnyChange, targets: Targets): Set<Name> {
  return difference(offersOf(change, change.after, targets), offersOf(change, change.before, targets));
}

/** The names that a change takes away. */
export function withdrawnBy(change: AnyChange, targets: Targets): Set<Name> {
  return difference(offersOf(change, change.before, targets), offersOf(change, change.after, targets));
}

/** What each of the changes must wait for. Changes of the same entry wait for each other, in the order they come. */
export function dependenciesOf<Entry extends ConfigEntry>(changes: readonly Change<Entry>[]): Dependencies<Entry> {
  const targets = targetsIn(changes);
  const effects = new Map(changes.map((change) => [change, effectsOf(change, targets)]));
  const makers = indexBy(effects, ({ offered }) => offered);
  const droppers = indexBy(effects, ({ dropped }) => dropped);
  const previous = new Map<string, Change<Entry>>();
  return new Map(
    Array.from(effects, ([change, { added, withdrawn }]) => {
      const name = nameOf(tableOf(change), change.mkey);
      const before = previous.get(name);
      const needed = new Set([
        ...[...added].flatMap((one) => makers.get(one) ?? []),
        ...[...withdrawn].flatMap((one) => droppers.get(one) ?? []),
        ...(before === undefined ? [] : [before]),
        // An interface that comes with a tunnel is only completed.
        ...(isMadeInterface(change, changes) ? (makers.get(nameIn(INTERFACE, String(change.mkey))) ?? []) : []),
      ]);
      previous.set(name, change);
      needed.delete(change);
      return [change, needed];
    }),
  );
}

function effectsOf(change: AnyChange, targets: Targets): Effects {
  const { fields } = change.entry;
  const before = new Set(referencesIn(change.before ?? {}, fields).flatMap(namesOf));
  const after = new Set(referencesIn(change.after ?? {}, fields).flatMap(namesOf));
  return {
    added: difference(after, before),
    dropped: difference(before, after),
    offered: offeredBy(change, targets),
    withdrawn: withdrawnBy(change, targets),
  };
}

function offersOf({ entry: { path, mkey = "" } }: AnyChange, row: AnyChange["after"], targets: Targets): Set<Name> {
  const names = (targets.get(path) ?? []).flatMap((target) =>
    [...offeredIn(row, target)].map((value) => nameIn(target, value)),
  );
  if (MAKE_INTERFACES.has(path))
    for (const value of offeredIn(row, `${path} ${mkey}`)) names.push(nameIn(INTERFACE, value));
  return new Set(names);
}

function nameIn(target: Target, value: string): Name {
  return `${target}\n${value}`;
}

function difference(of: ReadonlySet<Name>, without: ReadonlySet<Name>): Set<Name> {
  return new Set([...of].filter((name) => !without.has(name)));
}

function indexBy<Entry extends ConfigEntry>(
  effects: ReadonlyMap<Change<Entry>, Effects>,
  pick: (effects: Effects) => ReadonlySet<Name>,
): Map<Name, Change<Entry>[]> {
  const index = new Map<Name, Change<Entry>[]>();
  for (const [change, own] of effects) {
    for (const name of pick(own)) {
      const known = index.get(name);
      if (known === undefined) index.set(name, [change]);
      else known.push(change);
    }
  }
  return index;
}
