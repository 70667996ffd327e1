/**
 * `sub fetch`: which rows and fields of the child tables an answer shows, and whether an entry without any of these rows
 * is shown at all.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { invalidParameter } from "../../rpc/refusals.ts";
import type { Node } from "../schema/node.ts";
import { isRecord, namesIn, rowsOf } from "../values/read-entry.ts";
import { renderEntry, type Wanted } from "../values/render.ts";
import { readFilter, type Takes } from "./filter.ts";

export interface SubFetch {
  readonly takes: Takes;
  /** Puts the rows that are asked for in the place of all of them. */
  apply(shown: Record<string, unknown>, entry: Entry): void;
}

interface Part {
  readonly name: string;
  readonly node: Node;
  readonly isHidden: boolean;
  readonly fields: ReadonlySet<string> | undefined;
  /** The rows that are asked for. */
  rows(entry: Entry): readonly Entry[];
  /** Whether an entry may have so many of them. */
  isEnough(count: number): boolean;
}

/** Undefined when the item asks for nothing of the kind. */
export function createSubFetch(
  node: Node,
  item: Readonly<Record<string, unknown>>,
  wanted: Wanted,
): SubFetch | undefined {
  const asked = item["sub fetch"];
  if (!isRecord(asked) || wanted.flat) return undefined;
  const parts = Object.entries(asked).flatMap(([name, spec]) => readPart(node, name, spec));
  const isFilter = item["subfetch filter"] === 1;
  return {
    takes: (entry) => !isFilter || parts.every((part) => part.isHidden || part.isEnough(part.rows(entry).length)),
    apply(shown, entry) {
      for (const part of parts) {
        if (part.isHidden) delete shown[part.name];
        else shown[part.name] = render(part, entry, wanted);
      }
    },
  };
}

function render({ node, fields, rows }: Part, entry: Entry, wanted: Wanted): readonly unknown[] | null {
  const found = rows(entry);
  return found.length === 0 ? null : found.map((row) => renderEntry(node, row, { ...wanted, fields }));
}

function readPart(node: Node, name: string, spec: unknown): Part[] {
  const inner = node.fields.get(name)?.node;
  if (inner?.kind !== "table" || !isRecord(spec)) return [];
  const takes = readFilter(inner, spec.filter);
  const scopes = membersIn(spec["scope member"]);
  const fields = namesIn(spec.fields);
  return [
    {
      name,
      node: inner,
      isHidden: spec["subfetch hidden"] === 1,
      fields: fields.length === 0 ? undefined : new Set(fields),
      rows: (entry) => rowsOf(entry[name]).filter((row) => takes(row) && isOf(row, scopes)),
      isEnough: readCount(spec["subfetch count"]),
    },
  ];
}

function isOf({ _scope: own }: Entry, scopes: readonly Entry[]): boolean {
  if (scopes.length === 0) return true;
  return membersIn(own).some((a) =>
    scopes.some((b) => a.name === b.name && (b.vdom === undefined || a.vdom === b.vdom)),
  );
}

function membersIn(value: unknown): readonly Entry[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

/** Without a condition, one row will do. */
function readCount(condition: unknown): (count: number) => boolean {
  if (condition === undefined) return (count) => count > 0;
  const [operator, number] = Array.isArray(condition) ? condition : [];
  const holds = typeof number === "number" ? COUNTS[String(operator)] : undefined;
  if (holds === undefined) throw invalidParameter();
  return (count) => holds(count, number);
}

const COUNTS: Readonly<Record<string, (count: number, number: number) => boolean>> = {
  "==": (count, number) => count === number,
  "!=": (count, number) => count !== number,
  "<": (count, number) => count < number,
  "<=": (count, number) => count <= number,
  ">": (count, number) => count > number,
  ">=": (count, number) => count >= number,
};
