/**
 * What really happened to the device: lines of the log `event/system`.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import { type LogLine, logLine } from "./line.ts";
import { type Lines, NO_LINES } from "./lines.ts";

export interface EventLog {
  /** @param content Has at least `logid` and `level`. */
  add(vdom: string, content: LogLine): void;
  /** Those of a VDOM as they are now. */
  lines(vdom: string): Lines;
  /** When the first of them was, by the clock that nobody sets; undefined when there is none. */
  began(): number | undefined;
  clear(): void;
}

const MOST_EVENTS = 10_000;

interface Event {
  /** By the clock that nobody sets. */
  readonly order: number;
  readonly at: number;
  readonly nanoseconds: number;
  readonly vdom: string;
  readonly content: LogLine;
}

/**
 * @param wallClock What lines say that the time was.
 * @param clock The one that nobody sets.
 */
export function createEventLog(wallClock: Clock, clock: Clock = wallClock): EventLog {
  let events: Event[] = [];
  let count = 0;
  let began: number | undefined;

  return {
    add(vdom, content) {
      count += 1;
      began ??= clock.now();
      events.push({ order: clock.now(), at: wallClock.now(), nanoseconds: count % 1_000_000, vdom, content });
      if (events.length > 2 * MOST_EVENTS) events = events.slice(-MOST_EVENTS);
    },
    lines(vdom) {
      const own = events.slice(-MOST_EVENTS).filter((event) => event.vdom === vdom);
      if (own.length === 0) return NO_LINES;
      return {
        count: own.length,
        at: (position) => lineOf(own.at(-1 - position)),
        timeAt: (position) => own.at(-1 - position)?.order ?? 0,
      };
    },
    began: () => began,
    clear() {
      events = [];
      began = undefined;
    },
  };
}

function lineOf(event: Event | undefined): LogLine {
  if (event === undefined) throw new RangeError("There is no line");
  const { content, order: _order, ...head } = event;
  return logLine({ ...head, type: "event", subtype: "system" }, content);
}
