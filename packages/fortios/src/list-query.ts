/**
 * Turns the options of a list into the pages of a table.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import { ORIGIN_KEY } from "./diff.ts";
import type { Envelope } from "./envelope.ts";
import { buildFilter } from "./filter.ts";
import type { Pages } from "./iterate.ts";
import type { Call } from "./request.ts";
import type { CallOptions, ListOptions } from "./types.ts";

type Send = (call: Omit<Call, "area" | "path">, options: CallOptions) => Promise<Envelope>;

const FIELD_NAME = /^[A-Za-z0-9_.-]+$/;

/**
 * How to read the rows that the options choose.
 *
 * @throws FortiError INVALID_INPUT for options that make no sense.
 */
export function listPages(send: Send, mkeyField: string, options: ListOptions, pageSize?: number): Pages {
  const { fields, filter, sort, query = {} } = options;
  const chosen: [string, string][] = [
    ...buildFilter(filter ?? []).map((text): [string, string] => ["filter", text]),
    ...(fields === undefined ? [] : [["format", formatOf(mkeyField, fields)] satisfies [string, string]]),
    ...(sort === undefined ? [] : [["sort", sort] satisfies [string, string]]),
    ...Object.entries(query),
  ];
  return {
    start: whole("start", options.start ?? 0),
    count: options.count === undefined ? undefined : whole("count", options.count),
    // A device is free to count a filter's pages before or after filtering: better ask for all at once.
    pageSize: filter === undefined ? pageSize : undefined,
    keyOf: (row) => row[ORIGIN_KEY] ?? row[mkeyField],
    fetch: ({ start, count }) => {
      const page: [string, string][] = start > 0 || count !== undefined ? [["start", String(start)]] : [];
      if (count !== undefined) page.push(["count", String(count)]);
      return send({ action: "list", method: "GET", query: [...chosen, ...page] }, options);
    },
  };
}

/** The key always comes along: without it, rows of two pages could not be told apart. */
function formatOf(mkeyField: string, fields: readonly string[]): string {
  const bad = fields.find((field) => !FIELD_NAME.test(field));
  if (bad !== undefined) throw invalid(`Not the name of a field: ${JSON.stringify(bad)}`);
  return [...new Set([mkeyField, ...fields])].join("|");
}

function whole(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(`${name} must be a whole number from 0 on, not ${value}`);
}

function invalid(message: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message });
}
