/**
 * Brings one entry into the wanted state: reads, compares, writes only the difference, reads back.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import { isFortiError } from "@fortiweave/core";
import { differences } from "./diff.ts";
import { keepNested } from "./keep-nested.ts";
import { notTaken } from "./not-taken.ts";
import type { EnsureResult, FieldDiff } from "./types.ts";

type Values = Readonly<Record<string, unknown>>;

/** One entry, or one object, on one device. */
export interface EnsureTarget {
  /** For messages: `firewall/address "web"`. */
  readonly what: string;
  readonly fields: Readonly<Record<string, Field>> | undefined;
  read(): Promise<Values | undefined>;
  create(entry: Values): Promise<unknown>;
  update(changes: Values): Promise<unknown>;
}

/**
 * Ensures the entry.
 *
 * @throws FortiError VERIFY_FAILED when the device accepted a write and does not hold what was written.
 */
export async function ensureEntry(target: EnsureTarget, wanted: Values): Promise<EnsureResult<Values>> {
  const before = await target.read();
  return before === undefined ? createEntry(target, wanted) : updateEntry(target, wanted, before);
}

async function createEntry(target: EnsureTarget, wanted: Values): Promise<EnsureResult<Values>> {
  try {
    await target.create(wanted);
  } catch (error) {
    // Either somebody else was faster, or the name is taken by something that is no such entry.
    const before = isFortiError(error, "DUPLICATE") ? await target.read() : undefined;
    if (before === undefined) throw error;
    return updateEntry(target, wanted, before);
  }
  const after = await readBack(target, wanted);
  const given = Object.keys(wanted).filter((field) => wanted[field] !== undefined);
  const diff = given.map((field) => ({ field, before: undefined, after: after[field] }));
  return { changed: true, action: "created", before: undefined, after, diff };
}

async function updateEntry(target: EnsureTarget, wanted: Values, before: Values): Promise<EnsureResult<Values>> {
  const diff = differences(wanted, before, target.fields);
  if (diff.length === 0) return { changed: false, action: "unchanged", before, after: before, diff };
  await target.update(toUpdate(target, diff));
  const after = await readBack(target, wanted);
  // As read back: the device's spelling, and no secret in clear.
  return {
    changed: true,
    action: "updated",
    before,
    after,
    diff: diff.map((item) => ({ ...item, after: after[item.field] })),
  };
}

function toUpdate({ what, fields }: EnsureTarget, diff: readonly FieldDiff[]): Values {
  return Object.fromEntries(
    diff.map(({ field, before, after }) => [field, keepNested(after, before, fields?.[field], `${what} ${field}`)]),
  );
}

const HINT =
  "Read the entry to see what the device made of it: another setting may rule the field out, or somebody changed it";

async function readBack({ what, fields, read }: EnsureTarget, wanted: Values): Promise<Values> {
  const after = await read();
  if (after === undefined) throw notTaken(`${what} is not there after it was written`, HINT);
  const missing = differences(wanted, after, fields).map(({ field }) => field);
  if (missing.length > 0)
    throw notTaken(`${what} was written, and the device did not take: ${missing.join(", ")}`, HINT);
  return after;
}
