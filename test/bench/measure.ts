// Measuring that a busy machine cannot fool: contenders take turns, and medians count.

/** Does so many operations, one after the other, and answers what one of them cost. */
export type Contender = (operations: number) => Promise<number>;

export interface Rounds {
  /** How often each contender has its turn. */
  readonly rounds: number;
  /** Operations in one turn. */
  readonly operations: number;
}

/** What each contender costs, in their order, and the others in ratios to the first. */
export interface Costs {
  readonly medians: readonly number[];
  /** Medians of the ratios within a round, whose turns lie close together. */
  readonly ratios: readonly number[];
}

export async function interleave(contenders: readonly Contender[], { rounds, operations }: Rounds): Promise<Costs> {
  const samples = contenders.map((): number[] => []);
  // The first rounds warm up connections and the compiler. Every other round runs backwards, so that none is always first.
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const order = [...contenders.entries()];
    for (const [index, contender] of round % 2 === 0 ? order : order.reverse()) {
      const cost = await contender(operations);
      if (round >= 0) samples[index]?.push(cost);
    }
  }
  const [first = [], ...others] = samples;
  const ratios = others.map((costs) => median(costs.map((cost, round) => cost / (first[round] ?? Number.NaN))));
  return { medians: samples.map(median), ratios };
}

const WARM_UP_ROUNDS = 2;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
