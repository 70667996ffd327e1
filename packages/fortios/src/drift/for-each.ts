/**
 * Does something with each of many things, some of them at a time.
 *
 * @module
 */

/** Works through the items in order. After a failure nothing new begins; what runs is waited for, and then it throws. */
export async function forEach<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const workOn = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, workOn));
  if (failures.length > 0) throw failures[0];
}
