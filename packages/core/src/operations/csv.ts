/**
 * Writes CSV that any program reads, and that no spreadsheet runs.
 *
 * @module
 */

/** What a cell of CSV holds. */
export type CsvCell = string | number;

/** A spreadsheet takes a text that begins like this for a formula, and would carry it out; some pass over blanks first. */
const FORMULA = /^\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/;

/**
 * Writes rows as RFC 4180 says: CRLF at the end of each, quotes where they are needed. A text that a spreadsheet would
 * take for a formula gets an apostrophe in front.
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(",")}\r\n`).join("");
}

function writeCell(cell: CsvCell): string {
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
