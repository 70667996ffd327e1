/**
 * Chance that repeats itself: the same seed and place always give the same numbers.
 *
 * @module
 */

export interface Chance {
  /** A whole number from 0 up to, but without, the limit. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
}

export function createChance(seed: number, place: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35);

  /** 32 bits, by mulberry32. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return { below, pick: (list) => list[below(list.length)] as (typeof list)[number] };
}

/** A number for a text, to make a seed of. */
export function seedOf(text: string): number {
  let sum = 0;
  for (let position = 0; position < text.length; position += 1) sum = Math.imul(sum, 31) + text.charCodeAt(position);
  return sum | 0;
}
