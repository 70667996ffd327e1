/**
 * All logs of a device: what happened to it, and below that as many made-up lines as somebody asked for.
 *
 * @module
 */

import type { EventLog } from "./events.ts";
import { concat, generatedLines, type Lines, type LogName, NO_LINES, type Recipe } from "./generated.ts";

/** What the control API asks for. */
export interface LogRequest {
  /** `disk/traffic/forward`. Default: every log. */
  readonly path?: string;
  readonly count: number;
  /** Other lines for another seed. Default 0. */
  readonly seed?: number;
  /** So often must a client ask until a search is complete. Default 1. */
  readonly completeAfter?: number;
}

export interface LogStore {
  /** Fills a log, or all of them, with lines that are older than everything that happened so far. */
  fill(request: LogRequest): void;
  lines(path: string, name: LogName): Lines;
  /** So often must a client ask until a search of this log is complete. */
  steps(path: string): number;
  clear(): void;
}

interface Filling extends Recipe {
  readonly completeAfter: number;
}

const EVERY_LOG = "";

export function createLogStore(events: EventLog): LogStore {
  const fillings = new Map<string, Filling>();
  const fillingOf = (path: string): Filling | undefined => fillings.get(path) ?? fillings.get(EVERY_LOG);

  return {
    fill({ path = EVERY_LOG, count, seed = 0, completeAfter = 1 }) {
      fillings.set(path, { count, seed, completeAfter, until: events.began() });
    },
    lines(path, name) {
      const filling = fillingOf(path);
      const madeUp = filling === undefined ? NO_LINES : generatedLines(filling, name);
      const isEvents = name.type === "event" && name.subtype === "system";
      return isEvents ? concat(events.lines(name.vdom), madeUp) : madeUp;
    },
    steps: (path) => fillingOf(path)?.completeAfter ?? 1,
    clear: () => fillings.clear(),
  };
}
