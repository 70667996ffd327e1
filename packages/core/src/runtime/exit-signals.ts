/**
 * The signals that end a process: what has to be put in order first. Node, Deno and Bun; elsewhere there are none.
 *
 * @module
 */

import type { ExitSignals } from "../workspace/lock.ts";
import { systemRuntime } from "./system.ts";

/** What it needs of a process. */
export interface ProcessPort {
  /** Its number. */
  readonly pid: number;
  /** Has a signal heard, which then no longer ends the process by itself. */
  on(signal: string, listener: () => void): unknown;
  /** Takes that back. */
  off(signal: string, listener: () => void): unknown;
  /** How many listen for a signal. */
  listenerCount(signal: string): number;
  /** Sends a signal to a process. */
  kill(pid: number, signal: string): unknown;
  /** Ends the process. */
  exit(code: number): unknown;
}

/** By their numbers, which are what a shell is told. */
const SIGNALS: Readonly<Record<string, number>> = { SIGINT: 2, SIGTERM: 15 };

/** Longest time for everything that is to be done, in milliseconds. A second signal does not wait for it. */
const EXIT_MS = 5000;

/**
 * The exit signals of this process, of which there is one set. Undefined in a runtime without a process.
 *
 * While there is work to be done, SIGINT and SIGTERM wait for it, {@link EXIT_MS} at most. Then the process ends as the
 * signal would have ended it, unless others listen for the signal too: then that is for them to decide.
 */
export function exitSignals(): ExitSignals | undefined {
  const { process } = globalThis as { readonly process?: Partial<ProcessPort> };
  if (typeof process?.on !== "function" || typeof process.kill !== "function") return undefined;
  shared ??= createExitSignals(process as ProcessPort, (ms, signal) => systemRuntime.sleep(ms, signal));
  return shared;
}

let shared: ExitSignals | undefined;

/** Makes the exit signals of a process. */
export function createExitSignals(
  process: ProcessPort,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): ExitSignals {
  const works = new Set<() => Promise<void>>();
  const listeners = Object.keys(SIGNALS).map((signal) => ({ signal, listen: () => void leave(signal) }));
  const listen = (): void => {
    for (const { signal, listen } of listeners) process.on(signal, listen);
  };
  const stopListening = (): void => {
    for (const { signal, listen } of listeners) process.off(signal, listen);
  };
  const leave = async (signal: string): Promise<void> => {
    // From here on, a second signal ends the process at once.
    stopListening();
    const all = [...works].reverse();
    works.clear();
    const over = new AbortController();
    const done = Promise.allSettled(all.map((work) => work()));
    await Promise.race([done, sleep(EXIT_MS, over.signal)]);
    over.abort();
    if (process.listenerCount(signal) === 0) end(process, signal);
  };
  return {
    add(work) {
      if (works.size === 0) listen();
      works.add(work);
      return () => {
        if (works.delete(work) && works.size === 0) stopListening();
      };
    },
  };
}

function end(process: ProcessPort, signal: string): void {
  try {
    process.kill(process.pid, signal);
  } catch {
    // A runtime may not allow that. A shell reads the number of the signal in the exit code.
    process.exit(128 + (SIGNALS[signal] ?? 0));
  }
}
