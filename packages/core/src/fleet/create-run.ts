/**
 * One run over a fleet: begins as much work as it may, and hands the outcomes out as they come.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { FortiError } from "../errors.ts";
import { elapsedMs } from "../runtime/elapsed.ts";
import type { Runtime } from "../types.ts";
import type { Member } from "./devices.ts";
import type { FleetOutcome, FleetSkipped } from "./outcome.ts";
import { describeError, type FleetReportEntry, type FleetReportError, readReport } from "./report.ts";
import type { FleetRun, FleetRunOptions, FleetWork } from "./run.ts";

/** What the runs of a fleet share. */
export interface FleetState<Client> {
  readonly members: readonly Member<Client>[];
  readonly clock: Pick<Runtime, "now">;
  /** Told whenever a device becomes free. */
  readonly onFree: Set<() => void>;
}

interface Task<Client> {
  readonly member: Member<Client>;
  status: FleetReportEntry["status"];
  attempts: number;
  error?: FleetReportError;
}

type Finished<T> =
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed"; readonly error: unknown };

/** Prepares a run. Nothing happens before the first outcome is asked for. */
export function createRun<Client, T>(
  fleet: FleetState<Client>,
  work: FleetWork<Client, T>,
  options: FleetRunOptions,
): FleetRun<T> {
  const concurrency = checkNumber("concurrency", options.concurrency ?? 10, 1);
  const perDevice = checkNumber("perDevice", options.perDevice ?? 1, 1);
  const { stopAfterFailures, signal } = options;
  if (stopAfterFailures !== undefined) checkNumber("stopAfterFailures", stopAfterFailures, 1);

  const tasks = toTasks(fleet.members, readReport(options.resume));
  const pending = tasks.filter(({ status }) => status !== "done");
  const progress = { total: tasks.length, done: tasks.length - pending.length, failed: 0, skipped: 0 };
  const cancel = new AbortController();
  const finished: FleetOutcome<T>[] = [];
  let running = 0;
  let stopped: FleetSkipped["reason"] | undefined;
  let wake = (): void => {};

  const begin = (): void => {
    while (stopped === undefined && running + finished.length < concurrency) {
      const at = pending.findIndex(({ member }) => member.busy < perDevice);
      const [task] = at < 0 ? [] : pending.splice(at, 1);
      if (task === undefined) return;
      void finish(task);
    }
  };

  /** Never rejects. */
  const finish = async (task: Task<Client>): Promise<void> => {
    const { member } = task;
    const startedAt = fleet.clock.now();
    running++;
    member.busy++;
    task.attempts++;
    const result = await attempt(task);
    const durationMs = elapsedMs(fleet.clock, startedAt);
    running--;
    member.busy--;
    task.status = result.status;
    progress[result.status]++;
    if (result.status === "failed") task.error = describeError(result.error);
    if (progress.failed === stopAfterFailures) stopped ??= "failures";
    finished.push({ device: member.name, index: member.index, ...result, durationMs, progress: { ...progress } });
    for (const tell of fleet.onFree) tell();
  };

  const attempt = async ({ member, attempts }: Task<Client>): Promise<Finished<T>> => {
    try {
      const { client, release } = await member.open();
      try {
        if (cancel.signal.aborted) throw cancelled(member.name);
        const value = await work(client, { device: member.name, attempt: attempts, signal: cancel.signal });
        return { status: "done", value };
      } finally {
        await release();
      }
    } catch (error) {
      return { status: "failed", error };
    }
  };

  /** One at a time, so that a thousand of them never lie in memory. */
  const skip = (reason: FleetSkipped["reason"]): FleetSkipped | undefined => {
    const task = pending.shift();
    if (task === undefined) return undefined;
    task.status = "skipped";
    progress.skipped++;
    const { name: device, index } = task.member;
    return { status: "skipped", device, index, reason, durationMs: 0, progress: { ...progress } };
  };

  const stop = (): void => {
    if (running + pending.length === 0) return;
    stopped ??= "aborted";
    cancel.abort(signal?.reason);
    wake();
  };

  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  async function* outcomes(): AsyncGenerator<FleetOutcome<T>, undefined> {
    const onFree = (): void => {
      begin();
      wake();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    fleet.onFree.add(onFree);
    try {
      for (;;) {
        const outcome = finished.shift() ?? (stopped && skip(stopped));
        begin();
        if (outcome !== undefined) yield outcome;
        else if (running + pending.length === 0) return;
        else await change();
      }
    } finally {
      while (running > 0) await change();
      fleet.onFree.delete(onFree);
      signal?.removeEventListener("abort", stop);
    }
  }

  const iterator = outcomes();
  const run: FleetRun<T> = {
    get progress() {
      return { ...progress };
    },
    report: () => ({ devices: tasks.map(toEntry) }),
    async collect() {
      const all: FleetOutcome<T>[] = [];
      for await (const outcome of run) all.push(outcome);
      return all.sort((a, b) => a.index - b.index);
    },
    next: () => iterator.next(),
    return() {
      // A generator that waits for an outcome would leave only after it.
      stop();
      return iterator.return(undefined);
    },
    [Symbol.asyncIterator]: () => run,
    [Symbol.asyncDispose]: async () => void (await run.return()),
  };
  return run;
}

function toTasks<Client>(
  members: readonly Member<Client>[],
  earlier: ReadonlyMap<string, FleetReportEntry>,
): readonly Task<Client>[] {
  return members.map((member) => {
    const { status, attempts = 0 } = earlier.get(member.name) ?? {};
    return { member, status: status === "done" ? "done" : "pending", attempts };
  });
}

function toEntry({ member, status, attempts, error }: Task<unknown>): FleetReportEntry {
  return { device: member.name, status, attempts, ...(error && { error }) };
}

function cancelled(device: string): FortiError {
  const message = `The work on ${JSON.stringify(device)} was cancelled before it began`;
  return new FortiError({ code: "ABORTED", message, reached: "no" });
}
