/**
 * Parts many operations into requests.
 *
 * @module
 */

import type { RpcItem } from "../engine.ts";

/** Operations in one request. FortiManager carries them out one after the other, and answers when all are done. */
export const MOST_ITEMS = 1000;

/** Characters in one request, roughly. What is larger takes too long to be read in one piece, or is refused. */
export const MOST_CHARACTERS = 2_000_000;

/** As few portions as possible, in order, each with no more than fits a request. One operation always fits. */
export function inPortions<T>(all: readonly T[], toItem: (one: T) => RpcItem): T[][] {
  const portions: T[][] = [];
  let left = 0;
  for (const one of all) {
    const size = JSON.stringify(toItem(one)).length;
    const last = portions.at(-1);
    if (last === undefined || last.length === MOST_ITEMS || size > left) {
      portions.push([one]);
      left = MOST_CHARACTERS - size;
    } else {
      last.push(one);
      left -= size;
    }
  }
  return portions;
}
