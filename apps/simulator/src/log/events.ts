/**
 * What really happened to the device: lines of the log `event/system`.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import { type Lines, NO_LINES } from "./generated.ts";
import { type LogLine, logLine } from "./line.ts";

export interface EventLog {
  /** @param content Has at least `logid` and `level`. */
  add(vdom: string, content: LogLine): void;
  /** Those of a VDOM as they are now. */
  lines(vdom: string): Lines;
  /** When the first of them was, in milliseconds since the epoch; now, when there is none. */
  began(): number;
  clear(): void;
}

const MOST_EVENTS = 10_000;

interface Event {
  readonly at: number;
  readonly nanoseconds: number;
  readonly vdom: string;
  readonly content: LogLine;
}

export function createEventLog(clock: Clock): EventLog {
  let events: Event[] = [];
  let count = 0;

  return {
    add(vdom, content) {
      count += 1;
      events.push({ at: clock.now(), nanoseconds: count % 1_000_000, vdom, content });
      if (events.length > 2 * MOST_EVENTS) events = events.slice(-MOST_EVENTS);
    },
    lines(vdom) {
      const own = events.slice(-MOST_EVENTS).filter((event) => event.vdom === vdom);
      if (own.length === 0) return NO_LINES;
      return { count: own.length, at: (position) => lineOf(own.at(-1 - position)) };
    },
    began: () => events[0]?.at ?? clock.now(),
    clear() {
      events = [];
    },
  };
}

function lineOf(event: Event | undefined): LogLine {
  if (event === undefined) throw new RangeError("There is no line");
  const { content, ...head } = event;
  return logLine({ ...head, type: "event", subtype: "system" }, content);
}
