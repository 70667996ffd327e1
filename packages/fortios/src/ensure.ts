/**
 * Brings one entry into the wanted state: reads, compares, writes only the difference, reads back.
 *
 * @module
 */

import type { CmdbEntry } from "@fortiweave/catalog";
import { type Comparison, differences, hideSecrets, placeOf, splitByVersion } from "@fortiweave/catalog/compare";
import { isFortiError, REDACTED } from "@fortiweave/core";
import { notTaken } from "@fortiweave/core/client";
import type { Body } from "./body.ts";
import { keepNested } from "./keep-nested.ts";
import { inDeviceSpelling } from "./spelling.ts";
import type { EnsureOptions, EnsureResult, FieldDiff, Simulation } from "./types.ts";
import type { ValidateMode } from "./validate.ts";

type Values = Readonly<Record<string, unknown>>;

/** One entry, or one object, on one device. */
export interface EnsureTarget {
  /** For messages: `firewall/address "web"`. */
  readonly what: string;
  readonly path: string;
  /** What the catalogue knows of it. */
  readonly entry: CmdbEntry | undefined;
  /** The device's version as far as it is known by now. */
  version(): string | undefined;
  /** Throws INVALID_INPUT for what the device would not take. */
  check(values: Body): Promise<unknown>;
  read(): Promise<Values | undefined>;
  create(entry: Values): Promise<Simulation>;
  update(changes: Values): Promise<Simulation>;
  /** Inside a transaction: whether a read shows what was written is up to the device. */
  readonly staged: boolean;
}

/** A target, what is wanted of it, and how. */
interface Task extends EnsureTarget {
  readonly given: Body;
  readonly how: Comparison;
  readonly skips: boolean;
}

/** The options, where strict checks refuse what the version lacks unless told otherwise. */
export function withDefaults<Options extends EnsureOptions>(options: Options, mode: ValidateMode): Options {
  const unsupported = (options.validate ?? mode) === "strict" ? "refuse" : "skip";
  return { unsupported, ...options };
}

/**
 * Ensures the entry.
 *
 * @throws FortiError VERIFY_FAILED when the device accepted a write and does not hold what was written.
 */
export async function ensureEntry(
  target: EnsureTarget,
  given: Body,
  { secrets = "keep", unsupported = "skip" }: EnsureOptions = {},
): Promise<EnsureResult<Values>> {
  const task = { ...target, given, how: { place: placeOf(target.path), secrets }, skips: unsupported === "skip" };
  const known = target.version();
  // What is wrong is refused before anything is sent; what only a version makes wrong, as soon as that is known.
  await target.check(split(task).values);
  const before = await target.read();
  if (known === undefined && target.version() !== undefined) await target.check(split(task).values);
  return before === undefined ? createEntry(task) : updateEntry(task, before);
}

/** What the device can hold of what is wanted, in its spelling. */
function split({ given, entry, skips, version }: Task, row?: Values): { values: Body; skipped: readonly string[] } {
  const device = { version: version(), row };
  const values = inDeviceSpelling(given, entry?.fields, device.version);
  return skips ? splitByVersion(values, entry, device) : { values, skipped: [] };
}

async function createEntry(task: Task): Promise<EnsureResult<Values>> {
  const { values: entry } = split(task);
  let answer: Simulation;
  try {
    answer = await task.create(entry);
  } catch (error) {
    // Either somebody else was faster, or the name is taken by something that is no such entry.
    const before = isFortiError(error, "DUPLICATE") ? await task.read() : undefined;
    if (before === undefined) throw error;
    return updateEntry(task, before);
  }
  const { after, ...simulation } = await settle(task, {}, entry, answer);
  const { values, skipped } = split(task, after);
  const diff = Object.keys(values).map((field) => ({ field, before: undefined, after: after[field] }));
  return { changed: true, action: "created", before: undefined, after, diff, skipped, ...simulation };
}

async function updateEntry(task: Task, before: Values): Promise<EnsureResult<Values>> {
  const { values, skipped } = split(task, before);
  const diff = differences(values, before, task.entry?.fields, task.how);
  if (diff.length === 0) return { changed: false, action: "unchanged", before, after: before, diff, skipped };
  const changes = toUpdate(task, diff);
  const { after, ...simulation } = await settle(task, before, changes, await task.update(changes));
  // As read back: the device's spelling, and no secret in clear.
  const done = diff.map((item) => ({ ...item, after: after[item.field] }));
  return { changed: true, action: "updated", before, after, diff: done, skipped, ...simulation };
}

/** The entry after a write. Where it cannot be read back, with what was written, without secrets. */
async function settle(
  task: Task,
  before: Values,
  written: Values,
  { simulated }: Simulation,
): Promise<{ after: Values } & Simulation> {
  if (simulated === undefined && !task.staged) return { after: await readBack(task) };
  const after = { ...before, ...hideSecrets(written, task.entry?.fields, REDACTED) };
  return { after, ...(simulated !== undefined && { simulated }) };
}

function toUpdate({ what, entry }: Task, diff: readonly FieldDiff[]): Values {
  return Object.fromEntries(
    diff.map(({ field, before, after }) => [
      field,
      keepNested(after, before, entry?.fields[field], `${what} ${field}`),
    ]),
  );
}

const HINT =
  "Read the entry to see what the device made of it: another setting may rule the field out, or somebody changed it";

async function readBack(task: Task): Promise<Values> {
  const { what, entry, how } = task;
  const after = await task.read();
  if (after === undefined) throw notTaken(`${what} is not there after it was written`, HINT);
  const missing = differences(split(task, after).values, after, entry?.fields, { ...how, secrets: "keep" });
  if (missing.length === 0) return after;
  const names = missing.map(({ field }) => field).join(", ");
  throw notTaken(`${what} was written, and the device did not take: ${names}`, HINT);
}
