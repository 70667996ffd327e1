/**
 * Compares what is wanted of a table with what it holds.
 *
 * @module
 */

import { type Comparison, differences, isHidden, placeOf, splitByVersion } from "@fortiweave/catalog/compare";
import type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
import {
  type Change,
  fortiosPath,
  isBuiltIn,
  keyText,
  type Mkey,
  mkeyOf,
  nameOf,
  OBJECT_KEY,
  type PlanNote,
  type Row,
} from "@fortiweave/catalog/plan";
import type { Issues, PlainFields } from "@fortiweave/core/client";
import { ADDED } from "../tables/added.ts";
import { inManagerSpelling, type OptionNames } from "../tables/spelling.ts";
import type { ValidateMode } from "../tables/types.ts";
import { checkValues } from "../tables/validate.ts";
import { rowsToWrite } from "./child-rows.ts";
import type { Content } from "./state.ts";
import type { WantedEntry, WantedTable } from "./wanted.ts";

/** How to compare. */
export interface FindOptions {
  readonly version: string | undefined;
  readonly validate: ValidateMode;
  readonly unsupported: "skip" | "refuse";
  readonly secrets: "keep" | "write";
  readonly issues: Issues;
}

/** One entry of which something is wanted, and what it needs. */
export interface Finding {
  readonly wanted: WantedTable;
  /** Its key, as it is sent; its name, when nobody knows its key yet. Undefined for an object. */
  readonly mkey: Mkey | undefined;
  /** What is wanted, as FortiManager spells it. Undefined when it is to go. */
  readonly values: PlainFields | undefined;
  readonly before: Row | undefined;
  /** Undefined: it is as wanted. */
  readonly change: Change<ObjectEntry> | undefined;
  /** Fields that were left out. */
  readonly skipped: readonly string[];
  readonly notes: readonly PlanNote[];
}

/** What brings a table into the wanted state. What FortiManager would refuse is noted as an issue. */
export function findChanges(
  wanted: WantedTable,
  content: Content,
  names: OptionNames | undefined,
  options: FindOptions,
): Finding[] {
  const { entry, place, absent, ensure, keep } = wanted;
  const deletion = (mkey: Mkey | undefined, before: Row): Finding => {
    const own = withoutAdded(before);
    const change = { action: "delete", entry, table: place.name, mkey, before: own, after: undefined } as const;
    return { wanted, mkey, values: undefined, before, change, skipped: [], notes: [] };
  };
  const findings = [...ensure].map(([key, one]) => {
    if (one.byName && content.ambiguous.has(key))
      options.issues.add(`${nameOf(place.name, one.mkey)} is the name of several entries: say the key "${entry.mkey}"`);
    const row = one.byName ? content.byName.get(key) : content.rows.get(key);
    return findChange(wanted, one, row, names, options);
  });
  for (const [key, mkey] of absent) {
    const row = content.rows.get(key);
    if (row === undefined) findings.push({ ...deletion(mkey, {}), before: undefined, change: undefined });
    else findings.push(deletion(mkey, row));
  }
  const stays = new Set(findings.map(({ before }) => before));
  for (const [key, row] of keep === undefined ? [] : content.rows) {
    if (stays.has(row) || absent.has(key) || keep?.has(key)) continue;
    const mkey = mkeyOf(entry, row);
    if (isBuiltIn(fortiosPath(entry), key, row)) findings.push(builtIn(wanted, mkey, row));
    else findings.push(deletion(mkey, row));
  }
  return findings;
}

/** The values as FortiManager spells them, without what the version cannot hold. */
export function toWanted(
  { entry }: WantedTable,
  values: PlainFields,
  names: OptionNames | undefined,
  { unsupported, version }: Pick<FindOptions, "unsupported" | "version">,
  row?: Row,
): { readonly values: PlainFields; readonly skipped: readonly string[] } {
  const spelled = inManagerSpelling(values, entry.fields, names);
  const own = entry.versionsOf === undefined ? version : undefined;
  return unsupported === "skip"
    ? splitByVersion(spelled, entry, { version: own, row })
    : { values: spelled, skipped: [] };
}

function findChange(
  wanted: WantedTable,
  { mkey: given, byName, values: plain }: WantedEntry,
  row: Row | undefined,
  names: OptionNames | undefined,
  options: FindOptions,
): Finding {
  const { entry, place } = wanted;
  const { issues, secrets, validate, version } = options;
  const mkey = byName && row !== undefined ? mkeyOf(entry, row) : given;
  const what = nameOf(place.name, mkey);
  const about = { table: place.name, ...(mkey !== undefined && { mkey }) };
  const { values, skipped } = toWanted(wanted, plain, names, options, row);
  const notes: PlanNote[] = [];
  if (skipped.length > 0) {
    const message = `${what}: FortiManager has no ${skipped.join(", ")}, or writes it by itself: left out`;
    notes.push({ kind: "unsupported", ...about, message });
  }
  // Of an object that was never set, all that is asked for is a change.
  const isNew = row === undefined && place.kind !== "object";
  const subject = { entry, values, what, mode: validate, action: isNew && !byName ? "create" : "update" } as const;
  issues.try(() => checkValues(subject, version));
  const finding = { wanted, mkey, values, skipped, notes, before: row };
  const change = { entry, table: place.name, mkey };
  if (isNew) return { ...finding, change: { ...change, action: "create", before: undefined, after: values } };

  const before = withoutAdded(row ?? {});
  const diff = differences(comparable(values, entry), before, entry.fields, comparisonFor(entry, secrets));
  const hidden = Object.keys(values).filter((name) => holdsHidden(values, before, name, entry));
  if (secrets === "keep" && hidden.length > 0) {
    const message = `${what}: ${hidden.join(", ")} cannot be compared with what FortiManager holds, and stays as it is`;
    notes.push({ kind: "secret", ...about, message });
  }
  if (diff.length === 0) return { ...finding, change: undefined };
  const changed = diff.map(({ field, after }) => [field, rowsToWrite(after, before[field], entry.fields[field])]);
  return {
    ...finding,
    change: { ...change, action: "update", before, after: { ...before, ...Object.fromEntries(changed) } },
  };
}

/** Without what FortiManager adds: nobody has written it, and no plan is to show it. */
function withoutAdded(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !ADDED.has(name)));
}

/** How the entries of a table are compared. */
export function comparisonFor(entry: ObjectEntry, secrets: "keep" | "write"): Comparison {
  return { place: placeOf(fortiosPath(entry)), secrets };
}

/** Without what FortiManager gives every entry of its own: an entry that was copied from elsewhere is no other for that. */
export function comparable(values: PlainFields, { fields }: ObjectEntry): PlainFields {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields[name]?.type !== "uuid"));
}

/** A secret of the entry itself that is wanted, and that FortiManager holds and hides. */
function holdsHidden(values: PlainFields, before: Row, name: string, { fields }: ObjectEntry): boolean {
  const field = fields[name];
  return field?.secret === true && values[name] !== "" && before[name] !== undefined && isHidden(before[name], field);
}

function builtIn(wanted: WantedTable, mkey: Mkey | undefined, before: Row): Finding {
  const table = wanted.place.name;
  const message = `${nameOf(table, mkey)} comes with FortiManager and stays: name it in "absent" to delete it`;
  const note: PlanNote = { kind: "built-in", table, ...(mkey !== undefined && { mkey }), message };
  return { wanted, mkey, values: undefined, before, change: undefined, skipped: [], notes: [note] };
}

/** The row of an entry, once it is there. */
export function rowOf({ wanted, mkey }: Pick<Finding, "wanted" | "mkey">, content: Content): Row | undefined {
  if (mkey === undefined) return content.rows.get(OBJECT_KEY);
  return content.rows.get(keyText(wanted.entry, mkey)) ?? content.byName.get(String(mkey));
}
