/**
 * Writes a plan as a diff for people: to read, and to approve.
 *
 * @module
 */

import { type FieldDiff, ORIGIN_KEY } from "../compare/differences.ts";
import { escapeAll } from "../compare/escape-all.ts";
import { isRecord } from "../compare/is-record.ts";
import { nameOf } from "./change.ts";
import type { PlanAction, PlanNote, PlanStep } from "./types.ts";

/** What of a plan is shown. */
export interface ShownPlan {
  /** The changes, in their order. */
  readonly steps: readonly PlanStep[];
  /** How many entries and objects are as wanted already. */
  readonly unchanged: number;
  /** What to know before approving it. */
  readonly warnings: readonly PlanNote[];
  /** Why it cannot be applied as it is. */
  readonly obstacles: readonly PlanNote[];
}

const SIGNS: Readonly<Record<PlanAction, string>> = { create: "+", update: "~", delete: "-", move: ">" };

/** Longer values are cut. */
const SHOWN = 300;

/** Characters that could make a line look like something else: those of terminals, and those that turn text round. */
const DECEPTIVE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A plan for some place as text: a line that sums it up, each step with the fields that it changes, and what to know before approving
 * it. `+` creates, `~` changes, `-` deletes, `>` moves. Values stand in it as JSON, so that none can pass for a line.
 */
export function planText(plan: ShownPlan, where: string): string {
  return [
    headline(plan, where),
    ...plan.steps.flatMap(stepLines),
    ...noteLines("Warnings", plan.warnings),
    ...noteLines("Cannot be applied", plan.obstacles),
  ].join("\n");
}

function headline({ steps, unchanged }: ShownPlan, where: string): string {
  const counts = (["create", "update", "delete", "move"] as const).map((action) => {
    const count = steps.filter((step) => step.action === action).length;
    return count === 0 ? [] : [`${count} to ${action}`];
  });
  const todo = steps.length === 0 ? "nothing to do" : counts.flat().join(", ");
  return `Plan${where === "" ? "" : ` for ${where}`}: ${todo}; ${unchanged} unchanged`;
}

function stepLines({ id, action, table, mkey, to, changes }: PlanStep): string[] {
  const target =
    to === undefined ? "" : to.before === undefined ? ` after ${show(to.after)}` : ` before ${show(to.before)}`;
  const head = `${String(id).padStart(4)} ${SIGNS[action]} ${safe(nameOf(table, mkey))}${target}`;
  return ["", head, ...changes.flatMap((change) => changeLines(action, change))];
}

function changeLines(action: PlanAction, { field, before, after }: FieldDiff): string[] {
  const line = (text: string): string => `         ${safe(field)}: ${text}`;
  if (action === "create") return [line(show(after))];
  if (action === "delete") return [line(show(before))];
  if (Array.isArray(before) && Array.isArray(after)) return [line(listDiff(before, after))];
  return [line(`${show(before ?? "")} -> ${show(after)}`)];
}

/** Of a list, what comes, goes and changes; where nothing does, its order has changed. */
function listDiff(before: readonly unknown[], after: readonly unknown[]): string {
  const old = new Map(before.map((entry) => [keyOf(entry, before), entry]));
  const next = new Map(after.map((entry) => [keyOf(entry, before), entry]));
  const gone = [...old].filter(([key]) => !next.has(key)).map(([, entry]) => `- ${show(entry)}`);
  const come = [...next].filter(([key]) => !old.has(key)).map(([, entry]) => `+ ${show(entry)}`);
  const changed = [...next].flatMap(([key, entry]) => {
    const fields = entryDiff(old.get(key), entry);
    return fields.length === 0 ? [] : [`~ ${show(key)} (${fields.join("; ")})`];
  });
  const all = [...gone, ...come, ...changed];
  return all.length === 0 ? `${show(before)} -> ${show(after)}` : all.join(", ");
}

/** What tells an entry from the others: the value of the field in which the device has their keys. */
function keyOf(entry: unknown, before: readonly unknown[]): string {
  const [first] = before.filter(isRecord);
  const field = Object.keys(first ?? {}).find((name) => name !== ORIGIN_KEY && first?.[name] === first?.[ORIGIN_KEY]);
  const key = isRecord(entry) && field !== undefined ? entry[field] : undefined;
  return key === undefined ? show(entry) : String(key);
}

function entryDiff(before: unknown, after: unknown): string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(after)
    .filter((name) => show(before[name]) !== show(after[name]))
    .map((name) => `${safe(name)}: ${show(before[name] ?? "")} -> ${show(after[name])}`);
}

function noteLines(title: string, notes: readonly PlanNote[]): string[] {
  return notes.length === 0 ? [] : ["", `${title}:`, ...notes.map(({ message }) => `  ! ${safe(message)}`)];
}

/** A value as JSON; an entry that is nothing but its name as that name. */
function show(value: unknown): string {
  const text = JSON.stringify(plain(value)) ?? '""';
  return safe(text.length > SHOWN ? `${text.slice(0, SHOWN)}... (${text.length} characters)` : text);
}

/** Without the keys that a FortiGate adds. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  const own = Object.entries(value).filter(([name]) => !name.startsWith("q_"));
  const [only] = own;
  return own.length === 1 && only !== undefined
    ? plain(only[1])
    : Object.fromEntries(own.map(([name, inner]) => [name, plain(inner)]));
}

function safe(text: string): string {
  return escapeAll(text, DECEPTIVE);
}
