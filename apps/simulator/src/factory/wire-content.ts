/**
 * The form in which factory content is written down.
 *
 * @module
 */

/** An entry as a client would send it. */
export type WireRow = Readonly<Record<string, unknown>>;

/** Entries by path. An object has one. */
export type WireContent = Readonly<Record<string, readonly WireRow[]>>;

/** Entries that have nothing but a name, or all the same beside it. */
export function named(names: readonly string[], more: WireRow = {}): WireRow[] {
  return names.map((name) => ({ name, ...more }));
}

/** Entries with the numbers 1, 2, 3, ... */
export function numbered(rows: readonly WireRow[]): WireRow[] {
  return rows.map((row, index) => ({ id: index + 1, ...row }));
}
