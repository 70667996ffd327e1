/**
 * Stops waiting for what others wait for too.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";

/**
 * What the work answers, unless the signal is aborted before. Work that has begun goes on.
 *
 * @param what What is waited for, for the error: `the version`.
 */
export function unlessAborted<T>(work: () => Promise<T>, signal: AbortSignal | undefined, what: string): Promise<T> {
  if (signal === undefined) return work();
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      const message = `Waiting for ${what} was cancelled`;
      reject(new FortiError({ code: "ABORTED", message, reached: "no", cause: signal.reason }));
    };
    if (signal.aborted) return cancel();
    signal.addEventListener("abort", cancel);
    work()
      .finally(() => signal.removeEventListener("abort", cancel))
      .then(resolve, reject);
  });
}
