/**
 * A log of events that somebody watches.
 *
 * @module
 */

import type { EventLog } from "./events.ts";
import type { LogLine } from "./line.ts";

/** @param notice Hears of every line once it is there. */
export function watched(log: EventLog, notice: (vdom: string, content: LogLine) => void): EventLog {
  return {
    ...log,
    add(vdom, content) {
      log.add(vdom, content);
      notice(vdom, content);
    },
  };
}
