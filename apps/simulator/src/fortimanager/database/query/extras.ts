/**
 * What the options of a `get` add to entries, or answer in their place.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { Integrity } from "../references/integrity.ts";
import type { Schema } from "../schema/schemas.ts";
import type { View } from "../store/committed.ts";
import { isRecord } from "../values/read-entry.ts";
import { renderEntry, type Wanted } from "../values/render.ts";
import { changeMarker } from "./change-marker.ts";
import { expandReferences, referenceTables } from "./expand.ts";
import { membersOf } from "./members.ts";
import { type Addition, attributeIn, type Query } from "./request.ts";
import { createUses } from "./uses.ts";

export interface ExtrasPorts {
  readonly view: View;
  readonly integrity: Integrity;
  schemaOf(table: string): Schema | undefined;
  /** Grows with each change below a url. */
  version(prefix: string): number;
}

export interface Extras {
  /** What is answered in place of entries. */
  instead(): unknown;
  /** Adds to what is shown of an entry. */
  add(shown: Record<string, unknown>, entry: Entry, wanted: Wanted): void;
}

export function createExtras(ports: ExtrasPorts, query: Query, options: ReadonlySet<string>): Extras {
  const { location, operation } = query;
  const additions: Addition[] = [
    memberLists(ports, query, options),
    sequence(query),
    options.has("get used") ? used(ports, query) : undefined,
    options.has("no extra info") ? withoutRecords : undefined,
    expandReferences(ports, query),
  ].filter((addition) => addition !== undefined);

  function instead(): unknown {
    const marker = changeMarker(options, ports.version(location.table));
    if (marker !== undefined) return marker;
    if (options.has("datasrc")) return sources(() => true);
    if (options.has("get reserved")) return sources((entry) => entry["_created-by"] === undefined);
    return undefined;
  }

  /** Everything that an attribute may name, by what it is. */
  function sources(takes: (entry: Entry) => boolean): unknown {
    const { node } = location.schema;
    const field = node.fields.get(attributeIn(node, operation.item.attr));
    const wanted: Wanted = { verbose: operation.verbose, flat: true, fields: undefined };
    const tables = referenceTables(ports, location.table, field?.refs ?? []);
    return Object.fromEntries(
      tables.map(({ category, schema, rows }) => [
        category,
        [...rows.values()].filter(takes).map((entry) => renderEntry(schema.node, entry, wanted)),
      ]),
    );
  }

  return {
    instead,
    add(shown, entry, wanted) {
      for (const addition of additions) addition(shown, entry, wanted);
    },
  };
}

/** Lists of members stand in an answer when they are asked for; of packages and templates always. */
function memberLists(
  ports: ExtrasPorts,
  { location, operation }: Query,
  options: ReadonlySet<string>,
): Addition | undefined {
  const { table } = location;
  const isDeviceManager = table.startsWith("dvmdb/");
  if (TARGETED.test(table)) return noTargets;
  if (!isDeviceManager && !table.startsWith("pm/config/")) return undefined;
  const name = isDeviceManager ? "object member" : "scope member";
  const expand = operation.item["expand member"];
  return (shown, entry) => {
    delete shown[name];
    if (options.has(name)) shown[name] = membersOf(ports.view, location, entry);
    if (expand !== undefined) Object.assign(shown, expandMembers(ports, location, entry, expand));
  };
}

/** Where entries are installed on devices. */
const TARGETED = /^pm\/(?:pkg|devprof|wanprof)\/(?:adom\/[^/]+|global)$/;

/** What is installed nowhere says so. */
const noTargets: Addition = (shown, entry, { fields }) => {
  if (fields === undefined && entry.type !== "folder") shown["scope member"] ??= [];
};

function expandMembers({ view }: ExtrasPorts, location: Query["location"], entry: Entry, expand: unknown): Entry {
  const members = membersOf(view, location, entry);
  if (!Array.isArray(expand)) return { "expand member": { "object member": members } };
  const found = expand.filter(isRecord).map(({ url, fields }) => {
    const names = Array.isArray(fields) ? fields.map(String) : undefined;
    const devices = members.flatMap(({ name }) => deviceNamed(view, String(name)));
    return [String(url).replaceAll("/", ""), devices.map((device) => pick(device, names))];
  });
  return { "expand member": Object.fromEntries(found) };
}

function deviceNamed(view: View, name: string): readonly Entry[] {
  return view
    .tables("dvmdb/adom")
    .filter((table) => table.endsWith("/device"))
    .map((table) => view.get(table, name))
    .filter((device) => device !== undefined);
}

function pick(entry: Entry, names: readonly string[] | undefined): Entry {
  if (names === undefined) return entry;
  return Object.fromEntries(["oid", ...names].filter((name) => name in entry).map((name) => [name, entry[name]]));
}

/** Policies say which they are in their list. */
function sequence({ target, location }: Query): Addition | undefined {
  if (!/^pm\/config\/.*\/(?:pkg|pblock)\//.test(location.table) || location.steps.length > 0) return undefined;
  if (target.kind !== "table" && target.kind !== "entry") return undefined;
  const { rows, node } = target.collection;
  let positions: ReadonlyMap<unknown, number> | undefined;
  return (shown, entry, { fields }) => {
    if (fields !== undefined) return;
    positions ??= new Map([...rows().values()].map((row, at) => [row[node.key ?? ""], at + 1]));
    shown["obj seq"] = positions.get(entry[node.key ?? ""]);
  };
}

/** Who made it and changed it, and when. */
const RECORDS = ["_created timestamp", "_created-by", "_last-modified-by", "_modified timestamp"];

const withoutRecords: Addition = (shown) => {
  for (const name of RECORDS) delete shown[name];
};

/** What is not used has no flags. */
function used(ports: ExtrasPorts, query: Query): Addition {
  const isUsed = createUses(ports, query);
  return (shown, entry) => {
    delete shown["obj flags"];
    if (isUsed(entry)) shown["obj flags"] = 1;
  };
}
