/**
 * Hands events to sinks in such a way that none can hold up a call, another sink, or the end of a client.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import { quietly } from "../quietly.ts";
import type { Runtime } from "../types.ts";
import type { AuditEvent, AuditSink, SinkErrorListener } from "./event.ts";
import { weightOf } from "./weight.ts";

/** Events that a sink may leave undone, and how much they may weigh. One that hangs would otherwise fill the memory. */
const MOST_UNDONE = 10_000;
const MOST_WEIGHT = 32 * 1024 * 1024;

/** What a teller needs. */
export interface TellerOptions {
  /** Who is told. Each gets every event. */
  readonly sinks: readonly AuditSink[];
  /** Time. */
  readonly runtime: Pick<Runtime, "sleep">;
  /** Longest wait of a flush, in milliseconds. */
  readonly flushTimeoutMs: number;
  /** Hears of sinks that failed. */
  readonly onSinkError: SinkErrorListener | undefined;
}

/** Tells sinks. Never throws. */
export interface Teller {
  /** Hands the event to every sink, and waits for none. */
  tell(event: AuditEvent): void;
  /** Waits until the sinks are done with every event so far, or the time is up. Never rejects. */
  flush(): Promise<void>;
}

interface Desk {
  readonly sink: AuditSink;
  readonly undone: Set<Promise<void>>;
  weight: number;
}

/** Makes a teller. A sink that is made of several is told as those. */
export function createTeller({ sinks, runtime, flushTimeoutMs, onSinkError }: TellerOptions): Teller {
  const desks: readonly Desk[] = sinks.flatMap(partsOf).map((sink) => ({ sink, undone: new Set(), weight: 0 }));
  const report: SinkErrorListener = (error, event) => quietly(() => onSinkError?.(error, event));

  const watch = async (taken: unknown, event: AuditEvent): Promise<void> => {
    try {
      await taken;
    } catch (error) {
      report(error, event);
    }
  };
  const hand = (desk: Desk, event: AuditEvent): void => {
    const { sink, undone } = desk;
    try {
      if (undone.size >= MOST_UNDONE || desk.weight >= MOST_WEIGHT) throw stuck(undone.size);
      const taken = sink(event);
      if (!isThenable(taken)) return;
      const weight = weightOf(event);
      desk.weight += weight;
      const done = watch(taken, event).then(() => {
        desk.weight -= weight;
        undone.delete(done);
      });
      undone.add(done);
    } catch (error) {
      report(error, event);
    }
  };
  const settle = async ({ sink, undone }: Desk): Promise<void> => {
    try {
      await sink.flush?.();
    } catch (error) {
      report(error, undefined);
    }
    await Promise.all(undone);
  };

  return {
    tell: (event) => {
      for (const desk of desks) hand(desk, event);
    },
    flush: async () => {
      const busy = desks.filter(({ sink, undone }) => undone.size > 0 || sink.flush !== undefined);
      if (busy.length === 0) return;
      const over = new AbortController();
      const all = Promise.all(busy.map(settle)).then(() => false);
      const timeout = runtime.sleep(flushTimeoutMs, over.signal).then(
        () => true,
        () => false,
      );
      const isLate = await Promise.race([all, timeout]);
      over.abort();
      if (isLate) report(late(flushTimeoutMs), undefined);
    },
  };
}

function partsOf(sink: AuditSink): readonly AuditSink[] {
  return sink.sinks?.flatMap(partsOf) ?? [sink];
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value;
}

function stuck(undone: number): FortiError {
  return new FortiError({
    code: "TIMEOUT",
    message: `An audit sink hangs: it has ${undone} events to do, so this one was not given to it`,
    hint: "Look for why the sink is not done; a sink that need not be waited for answers nothing",
    reached: "no",
  });
}

function late(timeoutMs: number): FortiError {
  return new FortiError({
    code: "TIMEOUT",
    message: `The audit sinks were not done with every event after ${timeoutMs} ms`,
    hint: "What they had not written may be lost; look for what holds them up",
    reached: "no",
  });
}
