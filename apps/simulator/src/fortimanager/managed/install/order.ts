/**
 * Brings the entries of a table into another order, with as few moves as possible.
 *
 * @module
 */

import type { Schema } from "../../../cmdb/schema.ts";
import type { DeviceTable } from "../form/device-tables.ts";
import type { Move } from "./change.ts";

/**
 * @param present The keys as they stand; those that are wanted and not there yet come at the end.
 * @param wanted The keys in the order that they are to have.
 */
export function movesFor(
  present: readonly string[],
  wanted: readonly string[],
  at: DeviceTable & { readonly schema: Schema },
): Move[] {
  const places = new Map(wanted.map((key, place) => [key, place]));
  const there = present.filter((key) => places.has(key));
  const known = new Set(there);
  const order = [...there, ...wanted.filter((key) => !known.has(key))];
  const staying = longestRising(order.map((key) => places.get(key) ?? 0));
  const [top] = order;
  return wanted.flatMap((key, place): Move[] => {
    if (staying.has(place)) return [];
    const above = wanted[place - 1];
    if (above !== undefined) return [{ kind: "move", ...at, key, side: "after", neighbour: above }];
    return top === undefined ? [] : [{ kind: "move", ...at, key, side: "before", neighbour: top }];
  });
}

/** The numbers of a longest run that rises, whatever stands between them. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  // The end of the best run of each length, and what stood before each number in its run.
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    const length = ends.filter((end) => end < number).length;
    before.set(number, ends[length - 1]);
    ends[length] = number;
  }
  const run = new Set<number>();
  for (let number = ends.at(-1); number !== undefined; number = before.get(number)) run.add(number);
  return run;
}
