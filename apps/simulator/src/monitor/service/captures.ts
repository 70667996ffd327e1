/**
 * Packet captures that run, or have run.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";

export interface Capture {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Undefined while it runs. */
  readonly endedAt: number | undefined;
}

/** Where a capture is configured: a table, a VDOM and a key. */
export type CaptureId = readonly [path: string, vdom: string, key: string];

export interface Captures {
  get(...id: CaptureId): Capture | undefined;
  start(...id: CaptureId): void;
  /** Of one that does not run, it changes nothing. */
  stop(...id: CaptureId): void;
  forget(...id: CaptureId): void;
  clear(): void;
}

export function createCaptures(clock: Clock): Captures {
  const captures = new Map<string, Capture>();
  const nameOf = (id: CaptureId): string => id.join("\n");
  return {
    get: (...id) => captures.get(nameOf(id)),
    start: (...id) => void captures.set(nameOf(id), { startedAt: clock.now(), endedAt: undefined }),
    stop(...id) {
      const running = captures.get(nameOf(id));
      if (running?.endedAt === undefined && running !== undefined) {
        captures.set(nameOf(id), { ...running, endedAt: clock.now() });
      }
    },
    forget: (...id) => void captures.delete(nameOf(id)),
    clear: () => captures.clear(),
  };
}
