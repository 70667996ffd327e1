/**
 * Brings entries into the wanted state, in as few requests as there can be: one that reads all of them, one for those that
 * are missing, one for those that differ, and one that reads back what was written. When nothing differs, the first alone.
 *
 * @module
 */

import { hideSecrets } from "@fortiweave/catalog/compare";
import type { Mkey, Row } from "@fortiweave/catalog/plan";
import { FortiError, REDACTED } from "@fortiweave/core";
import { createIssues, type Issues, invalidInput } from "@fortiweave/core/client";
import { type EntryKey, entryName, type Place } from "../tables/place.ts";
import type { AbsentResult, EnsureOptions, EnsureResult, EntryDone, EntryFailed, Report } from "../tables/types.ts";
import type { CallOptions } from "../types.ts";
import { type Carried, carryOut } from "./carry-out.ts";
import { EnsureError } from "./ensure-error.ts";
import type { Finding } from "./find-changes.ts";
import { type Planner, type Prepared, prepare } from "./prepare.ts";
import { type DocumentPlaces, readDocument } from "./read-document.ts";
import { readTable, type WantedTable } from "./wanted.ts";

type Values = Readonly<Record<string, unknown>>;
type Result = EnsureResult<Values> | AbsentResult<Values>;

/** Ensures one entry, or one object. */
export async function ensureOne(
  planner: Planner,
  place: Place,
  values: unknown,
  options: EnsureOptions,
): Promise<EnsureResult<Values>> {
  const issues = createIssues(`ensure ${place.kind === "object" ? place.name : `an entry of ${place.name}`}`);
  const wanted = await readOne(place, place.kind === "object" ? Object(values) : { ensure: [values] }, issues);
  return (await one(planner, wanted, options, issues)) as EnsureResult<Values>;
}

/** Ensures many entries of one table. */
export async function ensureMany(
  planner: Planner,
  place: Place,
  entries: readonly unknown[],
  options: EnsureOptions,
): Promise<Report<EnsureResult<Values>>> {
  const issues = createIssues(`ensure entries of ${place.name}`);
  const wanted = await readOne(place, { ensure: entries }, issues);
  return (await many(planner, [wanted], options, issues)) as Report<EnsureResult<Values>>;
}

/** Makes sure that an entry is not there. */
export async function absentOne(
  planner: Planner,
  place: Place,
  key: EntryKey,
  options: CallOptions,
): Promise<AbsentResult<Values>> {
  const issues = createIssues(`remove ${entryName(place, key)}`);
  return one(planner, await readOne(place, { absent: [plainKey(place, key)] }, issues), options, issues);
}

/** Makes sure that none of some entries is there. */
export async function absentMany(
  planner: Planner,
  place: Place,
  keys: readonly EntryKey[],
  options: CallOptions,
): Promise<Report<AbsentResult<Values>>> {
  const issues = createIssues(`remove entries of ${place.name}`);
  const wanted = await readOne(place, { absent: keys.map((key) => plainKey(place, key)) }, issues);
  return many(planner, [wanted], options, issues);
}

/** Ensures everything in a document. */
export async function ensureDocument(
  planner: Planner,
  places: DocumentPlaces,
  document: unknown,
  options: EnsureOptions,
): Promise<Report<EnsureResult<Values>>> {
  const issues = createIssues("ensure this document");
  const wanted = await readDocument(document, places, { issues, purge: false });
  for (const { place, absent, order } of wanted) {
    if (absent.size + order.size > 0) issues.add(`${place.name}: "absent" and "order" need a plan: use plan and apply`);
  }
  return (await many(planner, wanted, options, issues)) as Report<EnsureResult<Values>>;
}

function readOne(place: Place, state: Values, issues: Issues): Promise<WantedTable> {
  return readTable(place, state, { issues, purge: false });
}

function plainKey(place: Place, key: EntryKey): Mkey {
  if (typeof key !== "object") return key;
  throw invalidInput(
    `Cannot remove ${entryName(place, key)} here`,
    "Use mappings(key).remove of the entry that it maps",
  );
}

async function one(planner: Planner, wanted: WantedTable, options: EnsureOptions, issues: Issues): Promise<Result> {
  const { entries } = await carry(planner, [wanted], options, issues);
  const [entry] = entries;
  if (entry?.ok === true) return entry.result;
  throw entry?.error ?? invalidInput(`Nothing is wanted of ${wanted.place.name}`);
}

async function many(
  planner: Planner,
  wanted: readonly WantedTable[],
  options: EnsureOptions,
  issues: Issues,
): Promise<Report<Result>> {
  const report = await carry(planner, wanted, options, issues);
  const [first, ...others] = report.entries.filter((entry) => !entry.ok);
  if (first !== undefined) throw new EnsureError(report, [first, ...others]);
  return report;
}

async function carry(
  planner: Planner,
  wanted: readonly WantedTable[],
  options: EnsureOptions,
  issues: Issues,
): Promise<Report<Result>> {
  const prepared = await prepare(planner, wanted, options, issues);
  // What does not depend on a failure is done all the same, so that one answer tells of all of them.
  const carried = await carryOut(planner.engine, prepared, { stops: false, report: () => {} });
  const entries = prepared.findings.map((finding) => toEntry(finding, prepared, carried));
  return {
    ok: entries.every(({ ok }) => ok),
    changed: entries.some((entry) => entry.ok && entry.result.changed),
    entries,
    requests: prepared.requests + carried.requests,
  };
}

function toEntry(finding: Finding, prepared: Prepared, { run, verdicts }: Carried): EntryDone<Result> | EntryFailed {
  const { change, wanted, mkey: given } = finding;
  const verdict = verdicts.get(finding);
  const mkey = verdict?.mkey ?? given;
  const about = { table: wanted.place.name, ...(mkey !== undefined && { key: mkey }) };
  if (change === undefined) return { ...about, ok: true, result: unchanged(finding) };
  const tasks = prepared.tasks.filter((task) => task.step.table === wanted.place.name && task.step.mkey === given);
  const failed = tasks.map((task) => run.failed.get(task)).find((error) => error !== undefined);
  if (failed !== undefined) return { ...about, ok: false, error: failed };
  if (tasks.some((task) => run.skipped.includes(task))) return { ...about, ok: false, error: leftOut(finding) };
  const simulated = tasks.map((task) => run.simulated.get(task)).find((request) => request !== undefined);
  return { ...about, ok: true, result: done(finding, verdict?.after, simulated) };
}

function unchanged({ before, skipped, values }: Finding): Result {
  if (values === undefined) return { changed: false, before };
  return { changed: false, action: "unchanged", before, after: before ?? {}, diff: [], skipped };
}

function done(
  { before, change, skipped, values, wanted }: Finding,
  read: Row | undefined,
  simulated: Result["simulated"],
): Result {
  const simulation = simulated === undefined ? {} : { simulated };
  if (values === undefined) return { changed: true, before, ...simulation };
  const { fields } = wanted.entry;
  const after = read ?? { ...before, ...hideSecrets(values, fields, REDACTED) };
  const names = Object.keys(change?.action === "create" ? values : changedIn(change));
  // As read back: FortiManager's spelling, and no secret in clear.
  const diff = names.map((field) => ({ field, before: before?.[field], after: after[field] }));
  return {
    changed: true,
    action: change?.action === "create" ? "created" : "updated",
    before,
    after,
    diff,
    skipped,
    ...simulation,
  };
}

function changedIn(change: Finding["change"]): Values {
  const { before = {}, after = {} } = change ?? {};
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name]));
}

function leftOut({ wanted, mkey }: Finding): FortiError {
  return new FortiError({
    code: "ABORTED",
    message: `${mkey === undefined ? wanted.place.name : entryName(wanted.place, mkey)} was not written, because something it needs could not be`,
    hint: "Mend that first",
    reached: "no",
  });
}
