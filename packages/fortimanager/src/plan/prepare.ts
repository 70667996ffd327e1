/**
 * Finds out what has to be done: reads what FortiManager holds, compares, and puts the changes in order. Writes nothing.
 *
 * @module
 */

import type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
import {
  type Change,
  keyText,
  type Mkey,
  movesFor,
  type Ordered,
  orderChanges,
  type TableMoves,
  tableOf,
  toTasks,
} from "@fortiweave/catalog/plan";
import { REDACTED } from "@fortiweave/core";
import type { Issues } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { readOptionNames } from "../tables/option-names.ts";
import { hasUnnamedOption, type OptionNames } from "../tables/spelling.ts";
import type { EnsureOptions, ValidateMode } from "../tables/types.ts";
import { checkValues, dependsOnVersion } from "../tables/validate.ts";
import type { CallOptions } from "../types.ts";
import { type Finding, type FindOptions, findChanges, toWanted } from "./find-changes.ts";
import type { ManagerTask } from "./run.ts";
import { type Content, type Reading, readState } from "./state.ts";
import type { WantedEntry, WantedTable } from "./wanted.ts";

/** What plans for one client. */
export interface Planner {
  readonly engine: Engine;
  /** How what is wanted is checked, unless a call says otherwise. */
  readonly mode: ValidateMode;
}

/** What has to be done, with everything in it, secrets included. */
export interface Prepared {
  readonly wanted: readonly WantedTable[];
  /** Every entry of which something is wanted, in the order of the document. */
  readonly findings: readonly Finding[];
  /** What the tables held. */
  readonly contents: readonly Content[];
  readonly tasks: readonly ManagerTask[];
  readonly find: FindOptions;
  readonly calls: CallOptions;
  /** How many requests it took. */
  readonly requests: number;
}

/** Finds out what has to be done so that the tables hold what is wanted. */
export async function prepare(
  { engine, mode }: Planner,
  wanted: readonly WantedTable[],
  options: EnsureOptions,
  issues: Issues,
): Promise<Prepared> {
  const {
    validate = mode,
    secrets = "keep",
    unsupported = validate === "strict" ? "refuse" : "skip",
    ...calls
  } = options;
  const find = (version: string | undefined): FindOptions => ({ version, validate, unsupported, secrets, issues });
  // What is wrong in any version is said before FortiManager is asked for anything.
  checkAll(wanted, find(engine.knownVersion));
  const version = wanted.some(dependsOn) ? await engine.version(calls) : engine.knownVersion;
  const names = await Promise.all(wanted.map((table) => namesFor(engine, table, calls)));
  const { contents, requests } = await readState(engine, wanted.map(toReading), calls);

  const findings = wanted.flatMap((table, index) => {
    const content = contents[index] as Content;
    checkOrder(table, content, issues);
    return findChanges(table, content, names[index], find(version));
  });
  issues.refuse();
  const changes = findings.flatMap(({ change }) => change ?? []);
  const ordered = orderChanges(changes);
  const tasks = toTasks(ordered, movesIn(wanted, contents, ordered), REDACTED);
  const asked = requests + names.filter((one) => one !== undefined).length;
  return { wanted, findings, contents, tasks, find: find(version), calls, requests: asked };
}

function checkAll(wanted: readonly WantedTable[], options: FindOptions): void {
  const { issues, validate, version } = options;
  for (const table of wanted) {
    for (const one of table.ensure.values()) {
      const { values } = toWanted(table, one.values, undefined, options);
      const subject = {
        entry: table.entry,
        values,
        action: "update",
        what: whatOf(table, one),
        mode: validate,
      } as const;
      issues.try(() => checkValues(subject, version));
    }
  }
  issues.refuse();
}

function whatOf({ place }: WantedTable, { mkey }: WantedEntry): string {
  return mkey === undefined ? place.name : `${place.name} ${JSON.stringify(mkey)}`;
}

function dependsOn({ entry, ensure }: WantedTable): boolean {
  return [...ensure.values()].some(({ values }) => dependsOnVersion(entry, values));
}

/** Only where an option is given by a number that the catalogue cannot name. */
async function namesFor(
  engine: Engine,
  { place, entry, ensure }: WantedTable,
  calls: CallOptions,
): Promise<OptionNames | undefined> {
  const isNeeded = [...ensure.values()].some(({ values }) => hasUnnamedOption(values, entry.fields));
  return isNeeded ? await readOptionNames(engine, place, calls) : undefined;
}

function toReading({ place, entry, ensure, absent, order, keep }: WantedTable): Reading {
  const entries = [...ensure.values()];
  const byKey = entries.filter(({ byName }) => !byName).flatMap(({ mkey }) => mkey ?? []);
  const names = entries.filter(({ byName }) => byName).map(({ mkey }) => String(mkey));
  const isWhole = order.size > 0 || keep !== undefined;
  return { place, entry, keys: isWhole ? undefined : [...byKey, ...absent.values()], names };
}

function checkOrder({ place, ensure, order }: WantedTable, { rows }: Content, issues: Issues): void {
  for (const [key, mkey] of order) {
    if (!rows.has(key) && !ensure.has(key))
      issues.add(`${place.name} ${JSON.stringify(mkey)} has a place in the order and is not there`);
  }
}

/** The moves of each table, counting on new entries to come last, in the order in which they are made. */
function movesIn(
  wanted: readonly WantedTable[],
  contents: readonly Content[],
  { changes }: Ordered<ObjectEntry>,
): TableMoves<ObjectEntry>[] {
  return wanted.map(({ place, entry, order }, index) => {
    const isNew = (change: Change<ObjectEntry>): boolean =>
      change.action === "create" && tableOf(change) === place.name;
    const created = changes.filter(isNew).map(({ mkey }) => keyText(entry, mkey as Mkey));
    const current = [...(contents[index]?.rows.keys() ?? []), ...created];
    return { entry, table: place.name, moves: movesFor(current, [...order.keys()]), mkeys: order };
  });
}
