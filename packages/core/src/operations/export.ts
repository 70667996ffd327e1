/**
 * Writes operations for people and for other programs.
 *
 * @module
 */

import { checkChoice } from "../check-choice.ts";
import { toOneLine } from "../one-line.ts";
import { writeCsv } from "./csv.ts";
import type { OperationRecord } from "./record.ts";

/** `json`: an array. `csv`: RFC 4180 with a header, for spreadsheets. `text`: one operation a line. */
export type OperationFormat = "json" | "csv" | "text";

const WRITERS: Readonly<Record<OperationFormat, (records: readonly OperationRecord[]) => string>> = {
  json: (records) => JSON.stringify(records, undefined, 2),
  csv: toCsv,
  text: (records) => records.map((record) => `${toLine(record)}\n`).join(""),
};

/**
 * Writes operations in a format.
 *
 * @throws FortiError INVALID_INPUT for a format that there is not.
 */
export function exportOperations(records: readonly OperationRecord[], format: OperationFormat): string {
  return WRITERS[checkChoice("format", format, ["json", "csv", "text"])](records);
}

const COLUMNS = [
  "timestamp",
  "operation",
  "effect",
  "method",
  "area",
  "path",
  "query",
  "vdom",
  "outcome",
  "status",
  "code",
  "message",
  "durationMs",
  "body",
] as const satisfies readonly (keyof OperationRecord)[];

function toCsv(records: readonly OperationRecord[]): string {
  const rows = records.map((record) => COLUMNS.map((column) => toCell(cellValue(record, column))));
  return writeCsv([COLUMNS, ...rows]);
}

type Column = (typeof COLUMNS)[number];

/** What a path does not say stands in its place. */
function cellValue(record: OperationRecord, column: Column): OperationRecord[Column] {
  return column === "path" ? (record.target ?? record.path) : record[column];
}

function toCell(value: OperationRecord[Column]): string | number {
  if (value === undefined) return "";
  return typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value);
}

/** `2026-11-05T10:00:00.000Z POST /api/v2/cmdb/firewall/address vdom=root ok 200 12 ms {"name":"web"}`. */
function toLine(record: OperationRecord): string {
  const { timestamp, method, path, target, query, vdom, outcome, status, code, message, durationMs, body } = record;
  const parts = [
    timestamp,
    method,
    query === undefined ? (target ?? path) : `${path}?${query}`,
    vdom === undefined ? undefined : `vdom=${vdom}`,
    outcome,
    status,
    code,
    `${durationMs} ms`,
    body === undefined ? undefined : JSON.stringify(body),
    // Quoted, because it can have lines of its own.
    message === undefined ? undefined : JSON.stringify(message),
  ];
  // Input that was refused is in there as it came.
  return toOneLine(parts.filter((part) => part !== undefined).join(" "));
}
