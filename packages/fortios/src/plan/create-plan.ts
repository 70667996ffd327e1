/**
 * Makes a plan: validates a document, reads what the device holds, and finds the changes and their order. Writes nothing.
 *
 * @module
 */

import { splitByVersion } from "@fortiweave/catalog/compare";
import {
  keyText,
  movesFor,
  nameOf,
  type Ordered,
  orderChanges,
  risksOf,
  type TableContent,
  type TableMoves,
  type Task,
  toTasks,
} from "@fortiweave/catalog/plan";
import { REDACTED } from "@fortiweave/core";
import { createIssues, type Issues } from "@fortiweave/core/client";
import { checkVdom } from "../encode.ts";
import type { Engine } from "../engine.ts";
import { withDefaults } from "../ensure.ts";
import { mergeOptions } from "../merge-options.ts";
import { inDeviceSpelling } from "../spelling.ts";
import type { CallOptions } from "../types.ts";
import { createUntyped } from "../untyped.ts";
import { checkEntry, type FindOptions, findChanges, type TableChanges } from "./find-changes.ts";
import { findObstacles } from "./obstacles.ts";
import { planText } from "./plan-text.ts";
import { readContents } from "./state.ts";
import type { Plan, PlanJson, PlanOptions } from "./types.ts";
import { readDocument, type WantedTable } from "./wanted.ts";

/** A plan and what must not be in it: the values that it sends. */
export interface PreparedPlan {
  readonly plan: Plan;
  /** The calls that it was made with, without what ends them early. */
  readonly calls: CallOptions;
  readonly tasks: readonly Task[];
  readonly wanted: readonly WantedTable[];
  /** What the tables held. */
  readonly contents: readonly TableContent[];
}

/**
 * Plans how to bring the device into the state that a document describes.
 *
 * @throws FortiError INVALID_INPUT listing everything that is wrong with the document.
 */
export async function createPlan(engine: Engine, document: unknown, given: PlanOptions = {}): Promise<PreparedPlan> {
  if (given.vdom !== undefined) checkVdom(given.vdom);
  const options = withDefaults(given, engine.validator.mode);
  const { unsupported = "skip", secrets = "keep", purge = false, validate, ...calls } = options;
  const { signal: _ended, ...later } = calls;
  const { validator } = engine;
  const issues = createIssues();
  const find = (): FindOptions => ({ validator, validate, version: engine.version, unsupported, secrets, issues });

  const wanted = await readDocument(document, { validator, issues, purge });
  await checkAll(wanted, find());
  issues.refuse();

  const tables = createUntyped(engine);
  const contents = await readContents(tables, wanted, calls);
  const found: TableChanges[] = [];
  for (const [index, table] of wanted.entries()) {
    const content = contents[index] as TableContent;
    found.push(await findChanges(table, content, find()));
    checkOrder(table, content, issues);
  }
  issues.refuse();

  const changes = found.flatMap((one) => one.changes);
  const ordered = orderChanges(changes);
  const tasks = toTasks(ordered, movesIn(wanted, contents, ordered), REDACTED);
  const around = { tables, options: calls, version: engine.version, contents };
  const { vdom, scope } = mergeOptions(calls, engine.defaults);
  const json: PlanJson = {
    ...(vdom !== undefined && { vdom }),
    ...(engine.version !== undefined && { version: engine.version }),
    options: {
      unsupported,
      secrets,
      purge,
      ...(validate !== undefined && { validate }),
      ...(scope !== undefined && { scope }),
    },
    steps: tasks.map(({ step }) => step),
    unchanged: found.reduce((sum, one) => sum + one.unchanged, 0),
    warnings: [...found.flatMap(({ notes }) => notes), ...changes.flatMap(risksOf)],
    obstacles: await findObstacles(changes, around),
  };
  return { plan: toPlan(json), calls: later, tasks, wanted, contents };
}

function toPlan(json: PlanJson): Plan {
  return {
    ...json,
    isEmpty: json.steps.length === 0,
    text: () => planText(json),
    toJSON: () => json,
  };
}

/** What is wrong in any version is said before the device is asked for anything. */
async function checkAll(wanted: readonly WantedTable[], options: FindOptions): Promise<void> {
  const { version, unsupported } = options;
  for (const { entry, ensure } of wanted) {
    for (const { mkey, values } of ensure.values()) {
      const spelled = inDeviceSpelling(values, entry.fields, version);
      const kept = unsupported === "skip" ? splitByVersion(spelled, entry, { version }).values : spelled;
      await checkEntry(entry.path, nameOf(entry.path, mkey), kept, "update", options);
    }
  }
}

function checkOrder({ entry, ensure, order }: WantedTable, { rows }: TableContent, issues: Issues): void {
  for (const [key, mkey] of order) {
    if (!rows.has(key) && !ensure.has(key))
      issues.add(`${nameOf(entry.path, mkey)} has a place in the order and is not there`);
  }
}

/** The moves of each table, counting on new entries to come last, in the order in which they are made. */
function movesIn(
  wanted: readonly WantedTable[],
  contents: readonly TableContent[],
  { changes }: Ordered,
): TableMoves[] {
  return wanted.map(({ entry, order }, index) => {
    const created = changes.filter((change) => change.action === "create" && change.entry.path === entry.path);
    const current = [...(contents[index]?.rows.keys() ?? []), ...created.map(({ mkey }) => keyText(entry, mkey))];
    return { entry, moves: movesFor(current, [...order.keys()]), mkeys: order };
  });
}
