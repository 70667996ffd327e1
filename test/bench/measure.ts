// Timing that a busy machine cannot fool: contenders take turns, and medians count.

/** Does one operation; `turn` is different for every call. */
export type Operation = (turn: number) => Promise<unknown>;

export interface Rounds {
  /** How often each contender has its turn. */
  readonly rounds: number;
  /** Operations in one turn, one after the other. */
  readonly operations: number;
}

/** Median milliseconds per operation of each contender, in their order. */
export async function interleave(contenders: readonly Operation[], { rounds, operations }: Rounds): Promise<number[]> {
  const samples = contenders.map((): number[] => []);
  let turn = 0;
  // The first round warms up connections and the compiler. Every other round runs backwards, so that none is always first.
  for (let round = 0; round <= rounds; round++) {
    const order = [...contenders.keys()];
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const started = performance.now();
      for (let count = 0; count < operations; count++) await contenders[index]?.(turn++);
      if (round > 0) samples[index]?.push((performance.now() - started) / operations);
    }
  }
  return samples.map(median);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
