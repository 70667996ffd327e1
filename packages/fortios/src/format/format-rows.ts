/**
 * Writes rows in one of four formats.
 *
 * @module
 */

import { ORIGIN_KEY } from "@fortiweave/catalog/compare";
import { writeCsv } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import { cellText, type Row } from "./cell-text.ts";
import { writeTable } from "./table.ts";
import { writeYaml } from "./yaml.ts";

/**
 * `table`: aligned columns for people. `csv`: RFC 4180, safe to open in a spreadsheet. `json`: indented by two. `yaml`: a
 * list of maps.
 */
export type RowFormat = "table" | "csv" | "json" | "yaml";

/** What to print of the rows. */
export interface FormatOptions<Row extends object = object> {
  /** Only these fields, in this order. Default: all, in the order in which they come; none but those that the rows have. */
  readonly columns?: readonly (keyof Row & string)[];
}

/**
 * The rows as text, with a line break at the end; a table or CSV without columns is the empty text.
 *
 * In a table and in CSV a cell is one text: a list of names is written with commas between, anything else that holds more
 * than one value as JSON. JSON and YAML keep the values as they are.
 *
 * @throws FortiError INVALID_INPUT for another format, and for what is no list of rows.
 */
export function formatRows<R extends object>(
  rows: readonly R[],
  format: RowFormat,
  options: FormatOptions<R> = {},
): string {
  const write = Object.hasOwn(WRITERS, format) ? WRITERS[format] : undefined;
  if (write === undefined) {
    throw invalidInput(
      `Not a format for rows: ${JSON.stringify(format)}`,
      `Use one of ${Object.keys(WRITERS).join(", ")}`,
    );
  }
  if (!Array.isArray(rows))
    throw invalidInput("formatRows needs a list of rows", "Put a single object in a list: [row]");
  return write(rows as readonly Row[], options.columns);
}

type Writer = (rows: readonly Row[], columns: readonly string[] | undefined) => string;

const WRITERS: Readonly<Record<RowFormat, Writer>> = {
  table: (rows, columns = columnsOf(rows)) => (columns.length === 0 ? "" : writeTable(columns, toCells(rows, columns))),
  csv: (rows, columns = columnsOf(rows)) =>
    columns.length === 0 ? "" : writeCsv([columns, ...toCells(rows, columns)]),
  json: (rows, columns) => `${JSON.stringify(pick(rows, columns), undefined, 2)}\n`,
  yaml: (rows, columns) => writeYaml(pick(rows, columns)),
};

/** What the device adds to every row is not worth a column. */
function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== ORIGIN_KEY);
}

function toCells(rows: readonly Row[], columns: readonly string[]): string[][] {
  return rows.map((row) => columns.map((name) => cellText(row[name])));
}

function pick(rows: readonly Row[], columns: readonly string[] | undefined): readonly Row[] {
  if (columns === undefined) return rows;
  return rows.map((row) => Object.fromEntries(columns.filter((name) => name in row).map((name) => [name, row[name]])));
}
