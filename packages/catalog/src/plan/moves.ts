/**
 * The fewest moves that bring entries into an order.
 *
 * @module
 */

import type { Mkey, MoveTarget } from "./types.ts";

/** One move. */
export interface KeyMove {
  /** Key of the entry. */
  readonly key: string;
  /** Where to. */
  readonly to: MoveTarget<string>;
}

/**
 * The moves that bring the wanted keys into their order. Those that stand in it already stay, and so does everything
 * else. Each move counts on those before it.
 */
export function movesFor(current: readonly string[], wanted: readonly string[]): KeyMove[] {
  const positions = new Map(current.map((key, position) => [key, position]));
  const staying = new Set(
    longestInOrder(wanted.map((key) => positions.get(key) ?? -1)).map((position) => current[position]),
  );
  const [anchor = ""] = staying;
  const moves: KeyMove[] = [];
  for (const [index, key] of wanted.entries()) {
    if (staying.has(key)) continue;
    const predecessor = wanted[index - 1];
    const to = predecessor === undefined ? { before: anchor } : { after: predecessor };
    moves.push({ key, to });
  }
  return moves;
}

/** Where to move an entry, with the keys as they are sent. */
export function toSent(to: MoveTarget<string>, toMkey: (key: string) => Mkey): MoveTarget<Mkey> {
  return to.before === undefined ? { after: toMkey(to.after) } : { before: toMkey(to.before) };
}

/** The longest rising part of a list of numbers. */
function longestInOrder(numbers: readonly number[]): number[] {
  const tails: number[] = [];
  const previous = numbers.map(() => -1);
  for (const [index, number] of numbers.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[tails[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const longest: number[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) longest.unshift(numbers[index] ?? 0);
  return longest;
}
