/**
 * Follows a task from poll to poll until it is over.
 *
 * @module
 */

import { isFortiError } from "../errors.ts";
import { abortedError, goneError, timeoutError, unseenError } from "./errors.ts";
import { type FollowLimits, readLimits } from "./limits.ts";
import { isPassing, lostSight } from "./poll-failure.ts";
import { createPollWaits } from "./poll-waits.ts";
import type { TaskStatus } from "./status.ts";
import { startStopwatch } from "./stopwatch.ts";
import type { TaskFollowOptions, TaskPort } from "./task.ts";

/** One step, and how long the task has been followed until then. */
export interface Step {
  readonly status: TaskStatus;
  readonly totalMs: number;
}

/** Longest time for telling the device to stop a task that nobody waits for any more. */
const CANCEL_MS = 10_000;

/**
 * Answers each step at which something has changed, the last of them the end. Throws INVALID_INPUT at the first step,
 * when an option is wrong.
 */
export async function* follow(
  port: TaskPort,
  id: number,
  options: TaskFollowOptions,
): AsyncGenerator<Step, void, undefined> {
  const limits = readLimits(options);
  const { signal, cancelOnTimeout = false, cancelOnAbort = false } = options;
  const watch = startStopwatch(port.runtime);
  const waits = createPollWaits(limits.pollMs);
  let last: TaskStatus | undefined;
  let changedAt = 0;
  let failures = 0;

  const stop = async (): Promise<void> => {
    const over = new AbortController();
    const late = port.runtime.sleep(CANCEL_MS, over.signal);
    const cancel = port.cancel(id, over.signal);
    await Promise.race([cancel, late]).catch(() => undefined);
    over.abort();
  };
  /** The error for whatever interrupted the waiting. */
  const interruption = async (error: unknown): Promise<unknown> => {
    if (!signal?.aborted) return error;
    if (cancelOnAbort) await stop();
    return abortedError(id, cancelOnAbort, signal.reason);
  };
  /** The status, unless the poll failed in a way that may pass. */
  const poll = async (): Promise<TaskStatus | undefined> => {
    try {
      const status = await port.poll(id, signal);
      failures = 0;
      return status;
    } catch (error) {
      if (signal?.aborted || !isFortiError(error)) throw await interruption(error);
      if (isFortiError(error, "NOT_FOUND")) throw goneError(id, last, error);
      failures += 1;
      if (!isPassing(error, last !== undefined)) throw error;
      if (failures >= limits.maxPollFailures) throw lostSight(error, id, failures);
      return undefined;
    }
  };

  for (;;) {
    const couldAsk = failures === 0;
    const status = await poll();
    const isNews = status !== undefined && JSON.stringify(status) !== JSON.stringify(last);
    // In a time in which nobody could be asked, nothing could be seen to change.
    if (isNews || !couldAsk) changedAt = watch.elapsedMs();
    last = status ?? last;
    if (isNews) yield { status, totalMs: watch.elapsedMs() };
    if (status?.over) return;

    const overdue = whatIsOverdue(limits, watch.elapsedMs(), changedAt, last);
    if (overdue !== undefined) {
      if (cancelOnTimeout) await stop();
      throw last === undefined ? unseenError(id, overdue) : timeoutError(last, overdue, cancelOnTimeout);
    }
    try {
      await watch.sleep(Math.min(waits.next(failures), limits.timeoutMs - watch.elapsedMs()), signal);
    } catch (error) {
      throw await interruption(error);
    }
  }
}

function whatIsOverdue(
  { timeoutMs, zeroPercentMs, staleMs }: FollowLimits,
  elapsedMs: number,
  changedAt: number,
  last: TaskStatus | undefined,
): string | undefined {
  if (elapsedMs >= timeoutMs) return `is not over after ${seconds(timeoutMs)}`;
  if (last?.percent === 0 && elapsedMs >= zeroPercentMs) return `has not begun to move after ${seconds(zeroPercentMs)}`;
  if (elapsedMs - changedAt >= staleMs) return `has not moved for ${seconds(staleMs)}`;
  return undefined;
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
