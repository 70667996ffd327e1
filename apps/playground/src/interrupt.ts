/**
 * Ctrl-C and kill, as an abort signal: whoever waits stops waiting, and everything that was started is stopped in order.
 *
 * @module
 */

/** The exit status of a program that a signal ended, as shells count. */
const STATUS: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** Why the playground ends early. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly status: number;

  constructor(signal: string) {
    super(`Stopped by ${signal}`);
    this.status = STATUS[signal] ?? 1;
  }
}

/** Aborted with an {@link Interrupted} on the first signal. Later ones change nothing: a terminal sends some twice. */
export function watchSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of Object.keys(STATUS)) process.on(signal, () => controller.abort(new Interrupted(signal)));
  return controller.signal;
}

/** Resolves once the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** The promise's result, or a rejection with the signal's reason as soon as it is aborted. */
export function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return Promise.race([promise, aborted(signal).then(() => Promise.reject(signal.reason))]);
}
