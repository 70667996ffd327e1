/**
 * Compares what is wanted of a table with what it holds.
 *
 * @module
 */

import { type Comparison, differences, isHidden, placeOf, splitByVersion } from "@fortiweave/catalog/compare";
import { type Change, isBuiltIn, mkeyOf, nameOf, type Row, type TableContent } from "@fortiweave/catalog/plan";
import type { Issues } from "@fortiweave/core/client";
import type { Body } from "../body.ts";
import { keepNested } from "../keep-nested.ts";
import { inDeviceSpelling } from "../spelling.ts";
import type { ValidateMode, Validator } from "../validate.ts";
import { withoutMeta } from "./state.ts";
import type { PlanNote } from "./types.ts";
import type { WantedEntry, WantedTable } from "./wanted.ts";

/** How to compare. */
export interface FindOptions {
  readonly validator: Validator;
  readonly validate: ValidateMode | undefined;
  readonly version: string | undefined;
  readonly unsupported: "skip" | "refuse";
  readonly secrets: "keep" | "write";
  readonly issues: Issues;
}

/** What one table needs. */
export interface TableChanges {
  readonly changes: readonly Change[];
  readonly unchanged: number;
  readonly notes: readonly PlanNote[];
}

/** The changes that bring a table into the wanted state. What the device would refuse is noted as an issue. */
export async function findChanges(
  wanted: WantedTable,
  content: TableContent,
  options: FindOptions,
): Promise<TableChanges> {
  const { entry, absent, ensure, keep } = wanted;
  const { rows } = content;
  const changes: Change[] = [];
  const notes: PlanNote[] = [];
  let unchanged = 0;
  const deletion = (mkey: Change["mkey"], row: Row): Change => {
    return { action: "delete", entry, mkey, before: withoutMeta(row), after: undefined };
  };
  for (const [key, one] of ensure) {
    const found = await findChange(wanted, one, rows.get(key), options);
    notes.push(...found.notes);
    if (found.change === undefined) unchanged += 1;
    else changes.push(found.change);
  }
  for (const [key, mkey] of absent) {
    const row = rows.get(key);
    if (row === undefined) unchanged += 1;
    else changes.push(deletion(mkey, row));
  }
  for (const [key, row] of keep === undefined ? [] : rows) {
    if (ensure.has(key) || absent.has(key) || keep?.has(key)) continue;
    const mkey = mkeyOf(entry, row);
    if (isBuiltIn(entry.path, key, row)) notes.push(stays(entry.path, mkey));
    else changes.push(deletion(mkey, row));
  }
  return { changes, unchanged, notes };
}

async function findChange(
  { entry }: WantedTable,
  { mkey, values: given }: WantedEntry,
  row: Row | undefined,
  options: FindOptions,
): Promise<{ readonly change: Change | undefined; readonly notes: readonly PlanNote[] }> {
  const { issues, secrets, unsupported, version } = options;
  const { path, fields } = entry;
  const what = nameOf(path, mkey);
  const about = { table: path, ...(mkey !== undefined && { mkey }) };
  const spelled = inDeviceSpelling(given, fields, version);
  const { values, skipped } =
    unsupported === "skip" ? splitByVersion(spelled, entry, { version, row }) : { values: spelled, skipped: [] };
  const notes: PlanNote[] = [];
  if (skipped.length > 0) {
    const message = `${what}: the device has no ${skipped.join(", ")}, or writes it by itself: left out`;
    notes.push({ kind: "unsupported", ...about, message });
  }
  await checkEntry(path, what, values, row === undefined ? "create" : "update", options);
  if (row === undefined) return { change: { action: "create", entry, mkey, before: undefined, after: values }, notes };

  const before = withoutMeta(row);
  const how: Comparison = { place: placeOf(path), secrets };
  const diff = differences(values, before, fields, how);
  const hidden = Object.keys(values).filter((name) => holdsHidden(values, before, name, entry));
  if (secrets === "keep" && hidden.length > 0) {
    const message = `${what}: ${hidden.join(", ")} cannot be compared with what the device holds, and stays as it is`;
    notes.push({ kind: "secret", ...about, message });
  }
  if (diff.length === 0) return { change: undefined, notes };
  const changed = await issues.collect(() =>
    diff.map(({ field, after }) => [field, keepNested(after, before[field], fields[field], `${what} ${field}`)]),
  );
  const after = { ...before, ...Object.fromEntries(changed ?? []) };
  return { change: { action: "update", entry, mkey, before, after }, notes };
}

/** A secret of the entry itself that is wanted, and that the device holds and hides. */
function holdsHidden(values: Body, before: Row, name: string, { fields }: Change["entry"]): boolean {
  const field = fields[name];
  return field?.secret === true && values[name] !== "" && before[name] !== undefined && isHidden(before[name], field);
}

/** Checks an entry as it would be checked before it is sent. */
export async function checkEntry(
  path: string,
  what: string,
  values: Body,
  mode: "create" | "update",
  { issues, validator, validate }: Pick<FindOptions, "issues" | "validator" | "validate">,
): Promise<void> {
  await issues.collect(() => validator.write(path, values, mode, what, validate));
}

function stays(table: string, mkey: Change["mkey"]): PlanNote {
  const message = `${nameOf(table, mkey)} comes with the device and stays: name it in "absent" to delete it`;
  return { kind: "built-in", table, ...(mkey !== undefined && { mkey }), message };
}
