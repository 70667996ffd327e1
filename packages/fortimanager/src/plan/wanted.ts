/**
 * Reads what is wanted, which may come from anywhere.
 *
 * @module
 */

import { isRecord } from "@fortiweave/catalog/compare";
import type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { fortiosPath, isProtected, keyText, type Mkey, nameOf, OBJECT_KEY } from "@fortiweave/catalog/plan";
import { type Issues, type PlainFields, toPlainFields } from "@fortiweave/core/client";
import { ADDED } from "../tables/added.ts";
import type { Place } from "../tables/place.ts";

/** An entry or an object, and what it is to hold. */
export interface WantedEntry {
  /** Its key. Of an entry that says no number, its name; undefined for an object. */
  readonly mkey: Mkey | undefined;
  /** It is found by its `name`, because it does not say the number that is its key. */
  readonly byName: boolean;
  readonly values: PlainFields;
}

/** What is wanted of one table, or of one object, which is a table with one entry. */
export interface WantedTable {
  readonly place: Place;
  readonly entry: ObjectEntry;
  /** By key, in one spelling; what is found by its name, by that. */
  readonly ensure: ReadonlyMap<string, WantedEntry>;
  readonly absent: ReadonlyMap<string, Mkey>;
  readonly order: ReadonlyMap<string, Mkey>;
  /** Keys that may stay although they are not in `ensure`. Undefined: all may. */
  readonly keep: ReadonlySet<string> | undefined;
}

/** What reading needs. */
export interface WantedReader {
  readonly issues: Issues;
  /** Whether `exact` is allowed. */
  readonly purge: boolean;
}

const PARTS: readonly string[] = ["ensure", "absent", "order", "exact"];

/** What is wanted of one table or object. */
export async function readTable(
  place: Place,
  state: Readonly<Record<string, unknown>>,
  reader: WantedReader,
): Promise<WantedTable> {
  const { issues } = reader;
  const entry = await entryOf(place);
  const { name } = place;
  if (place.kind === "object") {
    const values = await issues.collect(() => toPlainFields(state, { what: name, leaveOut: ADDED }));
    const ensure = new Map(values === undefined ? [] : [[OBJECT_KEY, { mkey: undefined, byName: false, values }]]);
    return { place, entry, ensure, absent: new Map(), order: new Map(), keep: undefined };
  }
  for (const part of Object.keys(state).filter((one) => !PARTS.includes(one)))
    issues.add(`${name}: there is no ${JSON.stringify(part)}: ${formOf(place)} is needed`);
  const ensure = await readEntries(place, entry, state.ensure, issues);
  const absent = readKeys(place, entry, "absent", state.absent, issues);
  const order = readKeys(place, entry, "order", state.order, issues);
  for (const [key, mkey] of absent) {
    if (ensure.has(key)) issues.add(`${nameOf(name, mkey)} is to be there and to be absent`);
    if (order.has(key)) issues.add(`${nameOf(name, mkey)} has a place in the order and is to be absent`);
  }
  if (order.size > 0 && !entry.methods.includes("move")) issues.add(`${name}: its entries cannot be moved`);
  return { place, entry, ensure, absent, order, keep: readExact(place, entry, state.exact, reader) };
}

/** Of a table that the catalogue does not know, nothing but its key is known. */
async function entryOf(place: Place): Promise<ObjectEntry> {
  const { path, kind, mkey } = place;
  const methods = ["get", "add", "set", "update", "delete", "move"];
  return (
    (await place.entry()) ?? {
      path,
      kind,
      ...(mkey !== undefined && { mkey }),
      urls: [],
      methods,
      partial: true,
      fields: {},
    }
  );
}

/** What a table or an object needs in a document. */
export function formOf({ kind }: Place): string {
  return kind === "object"
    ? "an object with the names of fields"
    : "a list of entries, or { ensure: [entries], absent: [keys], order: [keys] },";
}

async function readEntries(
  { name }: Place,
  entry: ObjectEntry,
  list: unknown,
  issues: Issues,
): Promise<Map<string, WantedEntry>> {
  const { mkey: keyName = "name", fields } = entry;
  const entries = new Map<string, WantedEntry>();
  for (const [index, item] of asList(`${name} ensure`, list, issues).entries()) {
    const what = `${name}: entry ${index + 1}`;
    const values = await issues.collect(() => toPlainFields(item, { what, leaveOut: ADDED }));
    if (values === undefined) continue;
    const { [keyName]: own, name: label } = values;
    const byName = !isKey(own) && isKey(label) && fields[keyName]?.type === "integer";
    const mkey = byName ? label : own;
    if (!isKey(mkey)) {
      const way = fields[keyName]?.type === "integer" && "name" in fields ? ', nor its "name"' : "";
      issues.add(`${what} does not say its key "${keyName}"${way}`);
      continue;
    }
    const key = byName ? String(mkey) : keyText(entry, mkey);
    // The number 0 stands for a free one, and would not be compared.
    const { [keyName]: _free, ...rest } = values;
    if (entries.has(key)) issues.add(`${nameOf(name, mkey)} is there twice`);
    else entries.set(key, { mkey, byName, values: byName ? rest : values });
  }
  return entries;
}

function readKeys(place: Place, entry: ObjectEntry, part: string, list: unknown, issues: Issues): Map<string, Mkey> {
  const keys = new Map<string, Mkey>();
  for (const item of asList(`${place.name} ${part}`, list, issues)) {
    if (!isKey(item)) issues.add(`${place.name}: "${part}" holds something that is no key`);
    else if (keys.has(keyText(entry, item))) issues.add(`${nameOf(place.name, item)} is in "${part}" twice`);
    else keys.set(keyText(entry, item), item);
  }
  return keys;
}

function readExact(
  place: Place,
  entry: ObjectEntry,
  exact: unknown,
  { issues, purge }: WantedReader,
): Set<string> | undefined {
  if (exact === undefined || exact === false) return undefined;
  const isRight = exact === true || (isRecord(exact) && Object.keys(exact).every((name) => name === "keep"));
  if (!isRight) issues.add(`${place.name}: "exact" must be true or { keep: [keys] }`);
  if (!purge)
    issues.add(`${place.name}: "exact" deletes what the document does not name: allow it with the option purge`);
  if (isProtected(fortiosPath(entry)))
    issues.add(`${place.name}: "exact" could cut a device off: name what is to go in "absent"`);
  return new Set(readKeys(place, entry, "keep", isRecord(exact) ? exact.keep : [], issues).keys());
}

function asList(what: string, list: unknown, issues: Issues): readonly unknown[] {
  if (list === undefined) return [];
  if (Array.isArray(list)) return list;
  issues.add(`${what} must be a list`);
  return [];
}

function isKey(value: unknown): value is Mkey {
  return (typeof value === "string" && value !== "") || (typeof value === "number" && value !== 0);
}
