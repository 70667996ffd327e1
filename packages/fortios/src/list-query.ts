/**
 * Turns the options of a list into the pages of a table.
 *
 * @module
 */

import { ORIGIN_KEY } from "@fortiweave/catalog/compare";
import { checkNumber } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import { buildFilter } from "./filter.ts";
import type { Page, Pages } from "./iterate.ts";
import type { PlaceCall, PlaceSender } from "./place.ts";
import type { ListOptions, Query, RowChoice } from "./types.ts";

const FIELD_NAME = /^[A-Za-z0-9_.-]+$/;

/**
 * How to read the rows that the options choose.
 *
 * @throws FortiError INVALID_INPUT for options that make no sense.
 */
export function listPages(send: PlaceSender, mkeyField: string, options: ListOptions, pageSize?: number): Pages {
  return {
    ...firstPage(options),
    // A device is free to count a filter's pages before or after filtering: better ask for all at once.
    pageSize: options.filter === undefined ? pageSize : undefined,
    keyOf: (row) => row[ORIGIN_KEY] ?? row[mkeyField],
    fetch: (page) => send(listCall(mkeyField, options, page), options),
  };
}

/**
 * The rows that the options choose, as one page.
 *
 * @throws FortiError INVALID_INPUT when they are no whole numbers.
 */
export function firstPage({ start = 0, count }: RowChoice): Page {
  return {
    start: checkNumber("start", start, 0),
    count: count === undefined ? undefined : checkNumber("count", count, 0),
  };
}

/**
 * The call for one page.
 *
 * @throws FortiError INVALID_INPUT for a filter or fields that the device could not read as they are meant.
 */
export function listCall(mkeyField: string, choice: RowChoice, { start, count }: Page): PlaceCall {
  const { fields, filter = [], sort, query } = choice;
  const pairs: [string, string][] = buildFilter(filter).map((text) => ["filter", text]);
  if (fields !== undefined) pairs.push(["format", formatOf(mkeyField, fields)]);
  if (sort !== undefined) pairs.push(["sort", sort]);
  pairs.push(...queryPairs(query));
  if (start > 0 || count !== undefined) pairs.push(["start", String(start)]);
  if (count !== undefined) pairs.push(["count", String(count)]);
  return { action: "list", method: "GET", query: pairs };
}

/** Parameters of the caller's own, without those that are undefined. */
export function queryPairs(query: Query = {}): [name: string, value: string][] {
  return Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
}

/** The key always comes along: without it, rows of two pages could not be told apart. */
function formatOf(mkeyField: string, fields: readonly string[]): string {
  const bad = fields.find((field) => !FIELD_NAME.test(field));
  if (bad !== undefined) throw invalidInput(`Not the name of a field: ${JSON.stringify(bad)}`);
  return [...new Set([mkeyField, ...fields])].join("|");
}
