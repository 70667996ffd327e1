/**
 * Puts a value into one cell.
 *
 * @module
 */

import { ORIGIN_KEY } from "@fortiweave/catalog/compare";
import { isRecord } from "../envelope.ts";

/** A row of any table. */
export type Row = Readonly<Record<string, unknown>>;

/** The value as one text. A list of names, such as the members of a group, is written with commas between. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  const names = Array.isArray(value) ? value.map(nameIn) : [undefined];
  return names.includes(undefined) ? JSON.stringify(value, withoutOriginKey) : names.join(", ");
}

/** The only value of an entry, or a plain value itself. Undefined where there is more to it. */
function nameIn(item: unknown): string | undefined {
  if (!isRecord(item)) return typeof item === "object" ? undefined : String(item);
  const values = Object.entries(item).filter(([name]) => name !== ORIGIN_KEY);
  const [only] = values;
  return values.length === 1 && only !== undefined && typeof only[1] !== "object" ? String(only[1]) : undefined;
}

function withoutOriginKey(name: string, value: unknown): unknown {
  return name === ORIGIN_KEY ? undefined : value;
}
