/**
 * Searches: a device goes through a log bit by bit, while clients ask for what it has found.
 *
 * @module
 */

import { setImmediate as nextTurn } from "node:timers/promises";
import { parseFilters } from "../cmdb/filter.ts";
import { type LogLine, secondsOf } from "./line.ts";
import type { Lines } from "./lines.ts";

/** What is searched, and for what. */
export interface Wanted {
  /** `disk/traffic/forward` */
  readonly path: string;
  readonly vdom: string;
  readonly filters: readonly string[];
}

/** A line that was found. */
export interface Found {
  readonly line: LogLine;
  /** Counts the lines of the log from 1, the oldest. */
  readonly number: number;
}

export interface Search {
  readonly id: number;
  /** Percent of the log that was gone through. */
  readonly completed: number;
  /** Lines found so far. */
  readonly found: number;
  /** What happens between two questions: the device gets on. */
  proceed(): Promise<void>;
  /** Goes through the rest. */
  finish(): Promise<void>;
  /** Lines found so far, the newest first. */
  page(start: number, rows: number): Promise<Found[]>;
  /** Stops where it is. */
  abort(): void;
}

export interface Searches {
  /**
   * @param steps So often must a client ask until all is found.
   * @throws Refusal when a filter cannot be read.
   */
  start(wanted: Wanted, lines: Lines, steps: number): Search;
  /** Undefined when there is no such search, or it is one for something else. */
  find(id: number | undefined, wanted?: Wanted): Search | undefined;
  abort(id: number): void;
  clear(): void;
}

/** So many are remembered; clients seldom say when they have had enough. */
const MOST_SEARCHES = 50;
/** So many lines are looked at in one go. Other requests need not wait for more. */
const LINES_AT_A_TIME = 1000;

export function createSearches(): Searches {
  const searches = new Map<number, { readonly wanted: Wanted; readonly search: Search }>();
  let lastId = 0;

  return {
    start(wanted, lines, steps) {
      lastId += 1;
      const search = createSearch(lastId, lines, wanted.filters, steps);
      searches.set(lastId, { wanted, search });
      if (searches.size > MOST_SEARCHES) searches.delete(lastId - MOST_SEARCHES);
      return search;
    },
    find(id, wanted) {
      const known = id === undefined ? undefined : searches.get(id);
      return known === undefined || (wanted !== undefined && !isSame(known.wanted, wanted)) ? undefined : known.search;
    },
    abort(id) {
      searches.get(id)?.search.abort();
      searches.delete(id);
    },
    clear() {
      for (const { search } of searches.values()) search.abort();
      searches.clear();
      lastId = 0;
    },
  };
}

/** Later questions may leave the filter out. */
function isSame(own: Wanted, other: Wanted): boolean {
  if (own.path !== other.path || own.vdom !== other.vdom) return false;
  return other.filters.length === 0 || own.filters.join("\n") === other.filters.join("\n");
}

function createSearch(id: number, lines: Lines, filters: readonly string[], steps: number): Search {
  const passes = parseFilters(filters);
  const isFiltered = filters.some((filter) => filter !== "");
  /** Positions of the lines that pass. Without a filter all do, and none is noted. */
  const found: number[] = [];
  let wantedStep = 0;
  let step = 0;
  let reached = 0;
  let isAborted = false;
  let work = Promise.resolve();

  /** One after the other: who asks while it is on its way wants it to go further. */
  function goTo(next: number): Promise<void> {
    const goal = Math.min(next, steps);
    wantedStep = goal;
    work = work.then(async () => {
      await goThrough(Math.ceil((lines.count * goal) / steps));
      if (!isAborted) step = goal;
    });
    return work;
  }

  async function goThrough(end: number): Promise<void> {
    for (; isFiltered && reached < end; reached += 1) {
      if (isBreak(reached)) await nextTurn();
      if (isAborted) return;
      const line = lines.at(reached);
      if (passes((trail) => valuesIn(line, trail))) found.push(reached);
    }
    reached = end;
  }

  return {
    id,
    get completed() {
      return Math.floor((100 * step) / steps);
    },
    get found() {
      return isFiltered ? found.length : reached;
    },
    proceed: () => goTo(wantedStep + 1),
    finish: () => goTo(steps),
    async page(start, rows) {
      const page: Found[] = [];
      const end = Math.min(start + rows, isFiltered ? found.length : reached);
      for (let index = start; index < end; index += 1) {
        if (isBreak(index)) await nextTurn();
        const position = isFiltered ? (found[index] ?? 0) : index;
        page.push({ line: lines.at(position), number: lines.count - position });
      }
      return page;
    },
    abort() {
      isAborted = true;
    },
  };
}

function isBreak(position: number): boolean {
  return position % LINES_AT_A_TIME === LINES_AT_A_TIME - 1;
}

function valuesIn(line: LogLine, trail: readonly string[]): string[] {
  const [name = "", ...rest] = trail;
  if (trail.join() === "_metadata,timestamp") return [String(secondsOf(line))];
  const value = line[name];
  return value === undefined || rest.length > 0 ? [] : [String(value)];
}
