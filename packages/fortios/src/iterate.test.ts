import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Envelope } from "./envelope.ts";
import { collectRows, type Page } from "./iterate.ts";

/** How devices differ in what they say about a page. */
interface Manner {
  /** Most rows of one answer. */
  readonly limit: number;
  /** What `next_idx` is: the next row, the last one, or absent. */
  readonly nextIdx: "next" | "last" | "absent";
  readonly saysLimitReached: boolean;
}

/** A table of which a filter matches some rows; `start` counts in the table, as the device does it. */
function createTable(matching: readonly boolean[], manner: Manner) {
  const pages: Page[] = [];
  const fetch = (page: Page): Promise<Envelope> => {
    pages.push(page);
    const most = Math.min(page.count ?? manner.limit, manner.limit);
    const results: { name: number }[] = [];
    let index = page.start;
    for (; index < matching.length && results.length < most; index++)
      if (matching[index]) results.push({ name: index });
    const left = matching.slice(index).some(Boolean);
    return Promise.resolve({
      results,
      ...(manner.saysLimitReached && { limit_reached: left }),
      ...(manner.nextIdx === "next" && { next_idx: index }),
      ...(manner.nextIdx === "last" && { next_idx: Math.max(0, index - 1) }),
    });
  };
  return { fetch, pages };
}

const read = (
  fetch: (page: Page) => Promise<Envelope>,
  options: { start?: number; count?: number; pageSize?: number } = {},
) =>
  collectRows({
    fetch,
    keyOf: (row) => row.name,
    start: options.start ?? 0,
    count: options.count,
    pageSize: options.pageSize,
  }).then((rows) => rows.map((row) => row.name));

test("every row comes exactly once, in order, whatever the size of the pages", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      fc.option(fc.integer({ min: 0, max: 45 }), { nil: undefined }),
      fc.constantFrom<Manner["nextIdx"]>("next", "last", "absent"),
      fc.boolean(),
      async (size, pageSize, count, nextIdx, saysLimitReached) => {
        const { fetch } = createTable(Array<boolean>(size).fill(true), { limit: 10_000, nextIdx, saysLimitReached });
        const expected = Array.from({ length: size }, (_, index) => index).slice(0, count);
        assert.deepEqual(await read(fetch, { pageSize, ...(count !== undefined && { count }) }), expected);
      },
    ),
  ));

test("a filtered list that the device cuts is followed to its end", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 40 }),
      fc.integer({ min: 2, max: 10 }),
      fc.constantFrom<Manner["nextIdx"]>("next", "last"),
      async (matching, limit, nextIdx) => {
        const { fetch } = createTable(matching, { limit, nextIdx, saysLimitReached: true });
        assert.deepEqual(
          await read(fetch),
          matching.flatMap((matches, index) => (matches ? [index] : [])),
        );
      },
    ),
  ));

test("a list that stops at 1,000 rows without a word is asked for more", async () => {
  const { fetch, pages } = createTable(Array<boolean>(2500).fill(true), {
    limit: 1000,
    nextIdx: "absent",
    saysLimitReached: false,
  });
  assert.equal((await read(fetch)).length, 2500);
  assert.deepEqual(
    pages.map(({ start }) => start),
    [0, 1000, 2000],
  );
});

test("one request is enough for a list that is all there", async () => {
  const { fetch, pages } = createTable(Array<boolean>(999).fill(true), {
    limit: 10_000,
    nextIdx: "next",
    saysLimitReached: true,
  });
  assert.equal((await read(fetch)).length, 999);
  assert.equal(pages.length, 1);
});

test("an endpoint that ignores start does not loop", async () => {
  let requests = 0;
  const results = Array.from({ length: 1000 }, (_, name) => ({ name }));
  const rows = await read(() => {
    requests++;
    return Promise.resolve({ results });
  });
  assert.equal(rows.length, 1000);
  assert.equal(requests, 2);
});

test("nothing is asked when nothing is wanted, and start is passed on", async () => {
  const { fetch, pages } = createTable([true, true, true], { limit: 10, nextIdx: "next", saysLimitReached: true });
  assert.deepEqual(await read(fetch, { count: 0 }), []);
  assert.deepEqual(pages, []);
  assert.deepEqual(await read(fetch, { start: 1 }), [1, 2]);
});

test("rows without a key are never taken for repeats", async () => {
  const rows = await collectRows({
    fetch: () => Promise.resolve({ results: [{ status: "up" }, { status: "up" }] }),
    keyOf: () => undefined,
    start: 0,
    count: undefined,
    pageSize: undefined,
  });
  assert.equal(rows.length, 2);
});
