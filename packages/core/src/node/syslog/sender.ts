/**
 * Sends messages one after the other, and waits for a collector that is away.
 *
 * @module
 */

import { createDelay } from "../../middleware/retry-delay.ts";
import { quietly } from "../../quietly.ts";
import type { Runtime } from "../../types.ts";
import type { Channel, OpenChannel } from "./channel.ts";

/** Times a message is given to a way that takes it and breaks. */
const MOST_TRIES = 3;

/** What a sender needs. */
export interface SenderOptions {
  readonly open: OpenChannel;
  readonly runtime: Runtime;
  /** Most messages that wait. */
  readonly queueLimit: number;
  /** Longest time in milliseconds to open a way, and to send one message. */
  readonly timeoutMs: number;
  /** Hears why there is no way, or why it broke. What it throws is lost. */
  readonly onError: (error: unknown) => void;
}

/** What a sender did so far. */
export interface SenderStats {
  /** Messages that the operating system took. */
  readonly sent: number;
  /** Messages that were lost: too many waited, none of the tries went well, or the sender was closed. */
  readonly dropped: number;
  /** Messages that wait. */
  readonly queued: number;
  /** Whether there is a way to the collector, as far as is known. */
  readonly connected: boolean;
  /** Why the last try went wrong. Undefined when it went well. */
  readonly problem: string | undefined;
}

/** Sends messages in order. */
export interface Sender {
  /** Resolves once the operating system has the message; rejects when it is dropped. */
  send(message: Uint8Array): Promise<void>;
  /** Tries again at once, and waits until nothing waits. */
  flush(): Promise<void>;
  /** Drops what waits, and takes no more. */
  stop(): void;
  stats(): SenderStats;
}

interface Waiting {
  readonly message: Uint8Array;
  readonly done: PromiseWithResolvers<void>;
  tries: number;
}

/** Makes a sender. It opens a way when there is something to send, and keeps the process alive only while it does that. */
export function createSender({ open, runtime, queueLimit, timeoutMs, onError }: SenderOptions): Sender {
  const delay = createDelay({ baseMs: 500, maxMs: 30_000 }, runtime);
  const queue: Waiting[] = [];
  const count = { sent: 0, dropped: 0 };
  let channel: Channel | undefined;
  let problem: unknown;
  const end = new AbortController();
  let working: Promise<void> | undefined;
  let wake = new AbortController();

  const drop = ({ done }: Waiting, why: string, cause = problem): void => {
    count.dropped++;
    done.reject(new Error(`A syslog message was dropped: ${why}`, { cause }));
  };
  const note = (error: unknown): void => {
    problem = error;
    quietly(() => onError(error));
  };

  const way = async (): Promise<Channel> => {
    if (channel?.isOpen() !== true)
      channel = await within(timeoutMs, runtime, (signal) => open(AbortSignal.any([signal, end.signal])));
    channel.hold(true);
    return channel;
  };
  const sendFirst = async (through: Channel): Promise<void> => {
    const first = queue.shift();
    if (first === undefined) return;
    first.tries++;
    try {
      await within(timeoutMs, runtime, () => through.send(first.message));
    } catch (error) {
      if (first.tries < MOST_TRIES && !end.signal.aborted) queue.unshift(first);
      else drop(first, `it could not be sent in ${first.tries} tries`, error);
      throw error;
    }
    count.sent++;
    first.done.resolve();
  };

  const work = async (): Promise<void> => {
    let failures = 0;
    while (queue.length > 0) {
      try {
        await sendFirst(await way());
        failures = 0;
        problem = undefined;
      } catch (error) {
        if (end.signal.aborted) break;
        note(error);
        channel?.destroy();
        wake = new AbortController();
        await runtime.sleep(delay(failures++), wake.signal).catch(() => undefined);
      }
    }
    channel?.hold(false);
    if (end.signal.aborted) channel?.close();
    working = undefined;
  };

  return {
    send: (message) => {
      const one: Waiting = { message, done: Promise.withResolvers(), tries: 0 };
      if (end.signal.aborted) {
        drop(one, "the sink is closed");
        return one.done.promise;
      }
      const oldest = queue.length >= queueLimit ? queue.shift() : undefined;
      if (oldest !== undefined) drop(oldest, `more than ${queueLimit} wait for the collector`);
      queue.push(one);
      working ??= work();
      return one.done.promise;
    },
    flush: async () => {
      wake.abort();
      await working;
    },
    stop: () => {
      end.abort(new Error("The sink was closed"));
      for (const waiting of queue.splice(0)) drop(waiting, "the sink was closed before it could be sent");
      wake.abort();
      if (working === undefined) channel?.close();
      else channel?.destroy();
    },
    stats: () => ({
      ...count,
      queued: queue.length,
      connected: channel?.isOpen() === true,
      problem: problem === undefined ? undefined : inWords(problem),
    }),
  };
}

/** When every address of a name fails, Node has a code for that, and no words. */
function inWords(error: unknown): string {
  const { message, code } = Object(error) as { readonly message?: unknown; readonly code?: unknown };
  return String(message || code || error);
}

/** Does the work, unless it takes longer: then its signal is aborted and it fails. */
async function within<T>(
  timeoutMs: number,
  runtime: Pick<Runtime, "sleep">,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const expiry = new AbortController();
  const late = async (): Promise<never> => {
    await runtime.sleep(timeoutMs, over.signal);
    const error = new Error(`The syslog collector did not take anything for ${timeoutMs} ms`);
    expiry.abort(error);
    throw error;
  };
  try {
    return await Promise.race([work(expiry.signal), late()]);
  } finally {
    over.abort();
  }
}
