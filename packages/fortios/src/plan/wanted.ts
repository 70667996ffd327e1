/**
 * Reads a document of desired state, which may come from anywhere.
 *
 * @module
 */

import { type CmdbEntry, fortios, nearest } from "@fortiweave/catalog";
import { isProtected, keyText, nameOf, OBJECT_KEY } from "@fortiweave/catalog/plan";
import type { Issues } from "@fortiweave/core/client";
import { type Body, toBody } from "../body.ts";
import type { Mkey } from "../encode.ts";
import { isRecord } from "../envelope.ts";
import type { Validator } from "../validate.ts";

/** An entry or an object, and what it is to hold. */
export interface WantedEntry {
  /** Undefined for an object. */
  readonly mkey: Mkey | undefined;
  readonly values: Body;
}

/** What is wanted of one table, or of one object, which is a table with one entry. */
export interface WantedTable {
  readonly entry: CmdbEntry;
  /** By key, in one spelling. */
  readonly ensure: ReadonlyMap<string, WantedEntry>;
  readonly absent: ReadonlyMap<string, Mkey>;
  readonly order: ReadonlyMap<string, Mkey>;
  /** Keys that may stay although they are not in `ensure`. Undefined: all may. */
  readonly keep: ReadonlySet<string> | undefined;
}

/** What reading a document needs. */
export interface DocumentReader {
  readonly validator: Validator;
  readonly issues: Issues;
  /** Whether `exact` is allowed. */
  readonly purge: boolean;
}

const PARTS: readonly string[] = ["ensure", "absent", "order", "exact"];

/** The tables of a document, in its order. What is wrong with it is noted. */
export async function readDocument(document: unknown, reader: DocumentReader): Promise<WantedTable[]> {
  if (!isRecord(document)) {
    reader.issues.add("it must be an object with the paths of tables as keys");
    return [];
  }
  const tables: WantedTable[] = [];
  for (const [path, state] of Object.entries(document)) {
    if (state === undefined) continue;
    const entry = await fortios.load("cmdb", path);
    if (entry === undefined) reader.issues.add(unknownPath(path));
    else if (!isRecord(state)) reader.issues.add(`${path}: ${formOf(entry)} is needed`);
    else
      tables.push(await (entry.kind === "object" ? readObject(entry, state, reader) : readTable(entry, state, reader)));
  }
  return tables;
}

function unknownPath(path: string): string {
  const guess = nearest(
    path,
    fortios.rows("cmdb").map((row) => row.path),
  );
  return `the catalogue knows no table ${JSON.stringify(path)}${guess === undefined ? "" : `: did you mean ${JSON.stringify(guess)}?`}`;
}

function formOf({ kind }: CmdbEntry): string {
  return kind === "object"
    ? "an object with the names of fields"
    : "{ ensure: [entries], absent: [keys], order: [keys] }";
}

async function readObject(
  entry: CmdbEntry,
  state: Record<string, unknown>,
  { issues }: DocumentReader,
): Promise<WantedTable> {
  const values = await issues.collect(() => toBody(state, entry.path));
  const ensure = new Map(values === undefined ? [] : [[OBJECT_KEY, { mkey: undefined, values }]]);
  return { entry, ensure, absent: new Map(), order: new Map(), keep: undefined };
}

async function readTable(
  entry: CmdbEntry,
  state: Record<string, unknown>,
  reader: DocumentReader,
): Promise<WantedTable> {
  const { issues } = reader;
  const { path } = entry;
  for (const part of Object.keys(state).filter((name) => !PARTS.includes(name)))
    issues.add(`${path}: there is no ${JSON.stringify(part)}: ${formOf(entry)} is needed`);
  const ensure = await readEntries(entry, state.ensure, reader);
  const absent = await readKeys(entry, "absent", state.absent, reader);
  const order = await readKeys(entry, "order", state.order, reader);
  if ((absent.size > 0 || state.exact) && !entry.methods.includes("DELETE")) {
    issues.add(`${path}: nothing in it can be deleted through the API`);
  }
  for (const [key, mkey] of absent) {
    if (ensure.has(key)) issues.add(`${nameOf(path, mkey)} is to be there and to be absent`);
    if (order.has(key)) issues.add(`${nameOf(path, mkey)} has a place in the order and is to be absent`);
  }
  return { entry, ensure, absent, order, keep: await readExact(entry, state.exact, reader) };
}

async function readEntries(
  entry: CmdbEntry,
  list: unknown,
  { issues, validator }: DocumentReader,
): Promise<Map<string, WantedEntry>> {
  const { path, mkey: keyName = "name" } = entry;
  const entries = new Map<string, WantedEntry>();
  for (const [index, item] of asList(`${path} ensure`, list, issues).entries()) {
    const values = await issues.collect(() => toBody(item, `${path}: entry ${index + 1} of "ensure"`));
    if (values === undefined) continue;
    const mkey = values[keyName];
    if (!isKey(mkey)) {
      issues.add(`${path}: entry ${index + 1} of "ensure" does not say its key "${keyName}"`);
      continue;
    }
    const key = keyText(entry, mkey);
    await issues.collect(() => validator.mkey(path, mkey));
    if (entries.has(key)) issues.add(`${nameOf(path, mkey)} is there twice`);
    else entries.set(key, { mkey, values });
  }
  return entries;
}

async function readKeys(
  entry: CmdbEntry,
  part: string,
  list: unknown,
  { issues, validator }: DocumentReader,
): Promise<Map<string, Mkey>> {
  const keys = new Map<string, Mkey>();
  for (const item of asList(`${entry.path} ${part}`, list, issues)) {
    if (isKey(item)) {
      await issues.collect(() => validator.mkey(entry.path, item));
      if (keys.has(keyText(entry, item))) issues.add(`${nameOf(entry.path, item)} is in "${part}" twice`);
      keys.set(keyText(entry, item), item);
    } else {
      issues.add(`${entry.path}: "${part}" holds something that is no key`);
    }
  }
  return keys;
}

async function readExact(entry: CmdbEntry, exact: unknown, reader: DocumentReader): Promise<Set<string> | undefined> {
  if (exact === undefined || exact === false) return undefined;
  const { path } = entry;
  const { issues, purge } = reader;
  const isRight = exact === true || (isRecord(exact) && Object.keys(exact).every((name) => name === "keep"));
  if (!isRight) issues.add(`${path}: "exact" must be true or { keep: [keys] }`);
  if (!purge) issues.add(`${path}: "exact" deletes what the document does not name: allow it with the option purge`);
  if (isProtected(path)) issues.add(`${path}: "exact" could cut the device off: name what is to go in "absent"`);
  return new Set((await readKeys(entry, "keep", isRecord(exact) ? exact.keep : [], reader)).keys());
}

function asList(what: string, list: unknown, issues: Issues): readonly unknown[] {
  if (list === undefined) return [];
  if (Array.isArray(list)) return list;
  issues.add(`${what} must be a list`);
  return [];
}

/** With the number 0 the device would choose one. */
function isKey(value: unknown): value is Mkey {
  return (typeof value === "string" && value !== "") || (typeof value === "number" && value !== 0);
}
