/**
 * Bounds how many searches run at a time.
 *
 * @module
 */

/** Places that are taken and given back. */
export interface Slots {
  /** Waits for one. Answers what gives it back. Rejects with the signal's reason when it is aborted first. */
  take(signal: AbortSignal | undefined): Promise<() => void>;
}

/** Makes so many. */
export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;

  const giveBack = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const onlyOnce = (): (() => void) => {
    let isBack = false;
    return () => {
      if (!isBack) giveBack();
      isBack = true;
    };
  };
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        const enter = (): void => {
          signal?.removeEventListener("abort", leave);
          resolve(onlyOnce());
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(signal?.reason);
        };
        if (signal?.aborted) return reject(signal.reason);
        if (free > 0) {
          free -= 1;
          return enter();
        }
        signal?.addEventListener("abort", leave, { once: true });
        waiting.push(enter);
      }),
  };
}
