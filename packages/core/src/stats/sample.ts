/**
 * The last so many of a row of numbers, and their percentiles.
 *
 * @module
 */

/** A moving window over a row of numbers. */
export interface Sample {
  /** Takes one number, in place of the oldest when there is no more room. Costs the same however many there were. */
  add(value: number): void;
  /** How many it holds. */
  readonly size: number;
  /**
   * The smallest number that at least this share (0 to 1) of what it holds does not exceed: 0 is the least, 0.5 the
   * lower median, 1 the greatest. 0 while it is empty.
   */
  percentile(share: number): number;
}

/** Makes a window over the last `capacity` numbers. */
export function createSample(capacity: number): Sample {
  const values: number[] = [];
  let oldest = 0;
  let sorted: readonly number[] | undefined;
  return {
    add(value) {
      sorted = undefined;
      if (values.length < capacity) {
        values.push(value);
        return;
      }
      values[oldest] = value;
      oldest = (oldest + 1) % capacity;
    },
    get size() {
      return values.length;
    },
    percentile(share) {
      sorted ??= values.toSorted((a, b) => a - b);
      const rank = Math.ceil(share * sorted.length);
      return sorted[Math.max(0, rank - 1)] ?? 0;
    },
  };
}
