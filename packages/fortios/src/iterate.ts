/**
 * Follows the pages of a list, so that nothing is silently cut.
 *
 * @module
 */

import { type Envelope, rowsIn } from "./envelope.ts";

type Row = Record<string, unknown>;

/** Where a page starts and how many rows it may hold. */
export interface Page {
  readonly start: number;
  /** Undefined: as many as the device gives. */
  readonly count: number | undefined;
}

/** What to read. */
export interface Pages {
  readonly fetch: (page: Page) => Promise<Envelope>;
  /** The answer for the first page, where somebody has it already. */
  readonly first?: Envelope;
  /** Tells rows apart, because a page may repeat rows of the one before. Undefined: this row never repeats. */
  readonly keyOf: (row: Row) => unknown;
  /** Rows to skip. */
  readonly start: number;
  /** Most rows to answer. Undefined: all. */
  readonly count: number | undefined;
  /** Rows to ask for at a time. Undefined: as many as the device gives. */
  readonly pageSize: number | undefined;
}

/** Some lists stop at this many rows, or a multiple, and do not say so. */
const SILENT_LIMIT = 1000;

/** The rows of a list, one by one. */
export async function* iterateRows(pages: Pages): AsyncGenerator<Row, void, undefined> {
  for await (const page of iteratePages(pages)) for (const row of page) yield row;
}

/** All rows of a list. */
export async function collectRows(pages: Pages): Promise<Row[]> {
  const all: Row[][] = [];
  for await (const page of iteratePages(pages)) all.push(page);
  return all.flat();
}

/** The rows page by page. No more than two pages lie in memory, however many there are. */
async function* iteratePages(pages: Pages): AsyncGenerator<Row[], void, undefined> {
  const { fetch, keyOf, pageSize, count = Number.POSITIVE_INFINITY } = pages;
  let answered = 0;
  let before: Row[] = [];
  let { start, first } = pages;
  while (answered < count) {
    // One more on a later page, for the row that may come again.
    const asked = smallest(pageSize, count - answered + (answered > 0 ? 1 : 0));
    const envelope = first ?? (await fetch({ start, count: asked }));
    first = undefined;
    const rows = rowsIn(envelope);
    const fresh = withoutRepeats(rows, before, keyOf).slice(0, count - answered);
    answered += fresh.length;
    if (fresh.length > 0) yield fresh;
    const startsOver = rows.length > 0 && fresh.length === 0;
    const next = nextStart(envelope, start, rows.length);
    if (startsOver || next <= start || !hasMore(envelope, rows.length, asked)) return;
    before = rows;
    start = next;
  }
}

function withoutRepeats(rows: Row[], before: readonly Row[], keyOf: Pages["keyOf"]): Row[] {
  if (before.length === 0) return rows;
  const seen = new Set<unknown>(before.map((row) => keyOf(row) ?? row));
  return rows.filter((row) => !seen.has(keyOf(row)));
}

/** `limit_reached` is believed when it says that there is more; behind a full page one looks whatever it says. */
function hasMore({ limit_reached }: Envelope, rows: number, asked: number | undefined): boolean {
  if (limit_reached === true) return true;
  return asked === undefined ? rows > 0 && rows % SILENT_LIMIT === 0 : rows >= asked;
}

/**
 * With a filter a page may end further on in the table than its rows count, and `next_idx` says where. Some versions
 * give the index of the last row there: it comes again behind a filter, and is dropped.
 */
function nextStart({ next_idx }: Envelope, start: number, rows: number): number {
  return Math.max(start + rows, typeof next_idx === "number" ? next_idx : 0);
}

function smallest(pageSize: number | undefined, left: number): number | undefined {
  const least = Math.min(pageSize ?? Number.POSITIVE_INFINITY, left);
  return Number.isFinite(least) ? least : undefined;
}
