/**
 * Says exactly where two devices differ.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";

/** What a device holds: entries by name (`firewall/address web`), each with its fields. Nothing in it changes by itself. */
export type DeviceState = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** A state, and how to call it in a sentence: `deno`, `before`. */
export type Named = readonly [name: string, state: DeviceState];

/** One line for each entry or field in which the two differ; none when they hold the same. */
export function differences([leftName, left]: Named, [rightName, right]: Named): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((entry) => {
    const [ours, theirs] = [left.get(entry), right.get(entry)];
    if (theirs === undefined) return [`${entry} is only on ${leftName}`];
    if (ours === undefined) return [`${entry} is only on ${rightName}`];
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
      .filter((field) => !isDeepStrictEqual(ours[field], theirs[field]))
      .map(
        (field) => `${entry}, ${field}: ${leftName} has ${show(ours[field])}, ${rightName} has ${show(theirs[field])}`,
      );
  });
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
