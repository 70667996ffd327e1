/**
 * Writes an aligned table.
 *
 * @module
 */

import { escapeAll } from "@fortiweave/catalog/compare";

/** What would break a line, move the cursor of a terminal, or turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const GAP = "  ";

/** The columns' names, a line, and the rows. */
export function writeTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, ...rows].map((line) => line.map(printable));
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ""))));
  const [head = [], ...body] = lines;
  const rule = widths.map((length) => "-".repeat(length));
  return [head, rule, ...body].map((line) => `${alignLine(line, widths)}\n`).join("");
}

function alignLine(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell)));
  return padded.join(GAP).trimEnd();
}

function width(text: string): number {
  return [...text].length;
}

function printable(text: string): string {
  return escapeAll(text, UNPRINTABLE);
}
