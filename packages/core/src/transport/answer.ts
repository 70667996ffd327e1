/**
 * Puts the parts of an answer together.
 *
 * @module
 */

/** The text of a header that came several times: a comma cannot part cookies, whose dates have commas. */
export function joinHeader(name: string, values: readonly string[]): string {
  return values.join(name === "set-cookie" ? "\n" : ", ");
}
