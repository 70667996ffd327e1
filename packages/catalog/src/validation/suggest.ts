/**
 * "Did you mean ...?"
 *
 * @module
 */

/** The known word nearest to a mistyped one, or undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = normal(word);
  let best: string | undefined;
  // A third of the letters may differ, and never more than three.
  let limit = Math.min(3, Math.floor(wanted.length / 3));
  for (const candidate of known) {
    const distance = editDistance(wanted, normal(candidate), limit);
    if (distance > limit || (distance === limit && best !== undefined)) continue;
    best = candidate;
    limit = distance;
  }
  return best;
}

/** Capitals and the sign between words are what people mistake most. */
function normal(word: string): string {
  return word.toLowerCase().replace(/[_\s]+/g, "-");
}

/** How many letters must be added, removed or changed; anything above the limit when it is above the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
}
