/**
 * What differs between two states of an ADOM.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Snapshot } from "../../database/store/snapshots.ts";
import type { Entry } from "../../parts.ts";

/** One entry, as it was and as it is. Undefined: it is not there. */
export interface Difference {
  /** Below `obj`, or below the package: `firewall/address`. */
  readonly path: string;
  /** Undefined: an object of the ADOM, and none of a package's. */
  readonly pkg: string | undefined;
  readonly key: string;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
}

/** Who did it, and numbers that only the database knows. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  "oid",
  "_created timestamp",
  "_created-by",
  "_last-modified-by",
  "_modified timestamp",
]);

export function differencesOf(before: readonly Snapshot[], after: readonly Snapshot[]): readonly Difference[] {
  const [old, now] = [tablesIn(before), tablesIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((table) => {
    const place = placeOf(table);
    return place === undefined ? [] : inTable(place, old.get(table), now.get(table));
  });
}

type Rows = ReadonlyMap<string, Entry>;

function tablesIn(snapshots: readonly Snapshot[]): ReadonlyMap<string, Rows> {
  return new Map(
    snapshots.flatMap(({ tables }) => [...tables].map(([table, rows]) => [table, new Map(rows)] as const)),
  );
}

function inTable(place: Pick<Difference, "path" | "pkg">, old: Rows = new Map(), now: Rows = new Map()): Difference[] {
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [before, after] = [plain(old.get(key)), plain(now.get(key))];
    return isDeepStrictEqual(before, after) ? [] : [{ ...place, key, before, after }];
  });
}

/** An entry without what is never compared, at any depth. */
function plain(entry: Entry | undefined): Entry | undefined {
  return entry && (clean(entry) as Entry);
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, own]) => (NOT_COMPARED.has(name) ? [] : [[name, clean(own)]])),
  );
}

const POLICIES = /\/(?=(?:firewall|global|authentication|user|web-proxy|central|switch-controller)\/)/;

function placeOf(table: string): Pick<Difference, "path" | "pkg"> | undefined {
  const inside = /^pm\/config\/(?:global|adom\/[^/]+)\/(obj|pkg)\/(.+)$/.exec(table);
  if (inside?.[2] === undefined) return undefined;
  if (inside[1] === "obj") return { path: inside[2], pkg: undefined };
  const [pkg, path] = inside[2].split(POLICIES, 2);
  return path === undefined ? undefined : { path: inside[2].slice((pkg?.length ?? 0) + 1), pkg };
}
