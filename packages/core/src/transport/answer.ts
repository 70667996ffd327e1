/**
 * Puts the parts of an answer together.
 *
 * @module
 */

/** The chunks as one array with a buffer of its own. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

/** The text of a header that came several times: a comma cannot part cookies, whose dates have commas. */
export function joinHeader(name: string, values: readonly string[]): string {
  return values.join(name === "set-cookie" ? "\n" : ", ");
}
