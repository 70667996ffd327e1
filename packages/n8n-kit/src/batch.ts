/**
 * Many items in few requests.
 *
 * @module
 */

import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { Operation, Outcome, Output, Run } from "./operation.ts";

/** An operation on names of which the device, or the client, takes many at once. */
export interface Batched<Settings, Answer> {
  /** The names of an item. */
  readonly readNames: (run: Run, item: number) => readonly string[];
  /** What an item asks for beside its names. Items that ask for the same go together. */
  readonly readSettings: (run: Run, item: number) => Settings;
  /** Does it, and verifies it. */
  readonly send: (run: Run, names: readonly string[], settings: Settings) => Promise<Answer>;
  /** The names that an answer says were changed. */
  readonly changedBy: (answer: Answer) => readonly string[];
  /** The names out of these that are yet to be changed. Asked before several items go together. */
  readonly pending: (run: Run, names: readonly string[], settings: Settings) => Promise<readonly string[]>;
  /** An item's result. */
  readonly toResult: (part: Part, answer: Answer) => Output;
}

/** An item's part of what was done. */
export interface Part {
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
}

interface Wish<Settings> {
  readonly item: number;
  readonly names: readonly string[];
  readonly settings: Settings;
}

/** Failures that one name can bring on all that go with it. */
const ONE_TO_BLAME: readonly FortiErrorCode[] = [
  "BAD_REFERENCE",
  "BAD_VALUE",
  "DEVICE_ERROR",
  "INVALID_INPUT",
  "IN_USE",
  "NOT_FOUND",
  "VERIFY_FAILED",
];

/**
 * Makes an operation's `execute` that sends the names of all items together, as far as their settings are the same: in
 * n8n every request costs a TLS handshake. When that is refused the items go one by one, so that only those fail that are
 * to blame.
 */
export function inBatches<Settings, Answer>(batched: Batched<Settings, Answer>): Operation["execute"] {
  return async (run) => {
    const { wishes, outcomes } = readWishes(run, batched);
    const groups = Map.groupBy(wishes, ({ settings }) => JSON.stringify(settings));
    for (const group of groups.values()) {
      if (hasFailed(outcomes) && !run.n8n.continueOnFail()) break;
      outcomes.push(...(await performGroup(run, group, batched)));
    }
    return outcomes.sort((a, b) => a.item - b.item);
  };
}

function readWishes<Settings, Answer>(
  run: Run,
  { readNames, readSettings }: Batched<Settings, Answer>,
): { wishes: Wish<Settings>[]; outcomes: Outcome[] } {
  const wishes: Wish<Settings>[] = [];
  const outcomes: Outcome[] = [];
  for (const item of run.n8n.getInputData().keys()) {
    try {
      wishes.push({ item, names: readNames(run, item), settings: readSettings(run, item) });
    } catch (error) {
      outcomes.push({ item, error });
    }
  }
  return { wishes, outcomes };
}

async function performGroup<Settings, Answer>(
  run: Run,
  group: readonly Wish<Settings>[],
  batched: Batched<Settings, Answer>,
): Promise<Outcome[]> {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const names = [...new Set(group.flatMap((wish) => wish.names))];
  let before: readonly string[] | undefined;
  try {
    if (others.length > 0) before = await batched.pending(run, names, first.settings);
    const answer = await batched.send(run, names, first.settings);
    const left = new Set(batched.changedBy(answer));
    return group.map((wish) => ({ item: wish.item, result: batched.toResult(partOf(wish, left), answer) }));
  } catch (error) {
    // Part of it may be done, so what was pending before tells what each item changed.
    if (before !== undefined && isFortiError(error, ...ONE_TO_BLAME)) {
      return await performEach(run, group, batched, new Set(before));
    }
    return group.map(({ item }) => ({ item, error }));
  }
}

async function performEach<Settings, Answer>(
  run: Run,
  group: readonly Wish<Settings>[],
  batched: Batched<Settings, Answer>,
  left: Set<string>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const wish of group) {
    try {
      const answer = await batched.send(run, wish.names, wish.settings);
      outcomes.push({ item: wish.item, result: batched.toResult(partOf(wish, left), answer) });
    } catch (error) {
      outcomes.push({ item: wish.item, error });
      if (!run.n8n.continueOnFail()) break;
    }
  }
  return outcomes;
}

/** Takes an item's names out of the changed ones: a name in several items was changed by the first of them. */
function partOf({ names }: { readonly names: readonly string[] }, left: Set<string>): Part {
  const changed = [...new Set(names)].filter((name) => left.delete(name));
  return { changed, unchanged: [...new Set(names)].filter((name) => !changed.includes(name)) };
}

function hasFailed(outcomes: readonly Outcome[]): boolean {
  return outcomes.some((outcome) => "error" in outcome);
}
