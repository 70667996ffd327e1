/**
 * Patterns with wildcards, as `like` and `glob` write them.
 *
 * @module
 */

/** The sign for any text, and the sign for any one character. */
export interface Wildcards {
  readonly many: string;
  readonly one: string;
}

/**
 * Whether a text as a whole is of a pattern, whatever its case. Not by a regular expression: with many wildcards, a text
 * that does not match could keep one busy for hours.
 */
export function matchesPattern(text: string, pattern: string, { many, one }: Wildcards): boolean {
  const [signs, wanted] = [[...text.toLowerCase()], [...pattern.toLowerCase()]];
  let [at, next] = [0, 0];
  /** Where the last `many` stands, and where the text goes on behind what it has taken so far. */
  let [last, resume] = [-1, 0];
  while (at < signs.length) {
    if (wanted[next] === many) {
      [last, resume] = [next, at];
      next += 1;
    } else if (wanted[next] === one || wanted[next] === signs[at]) {
      at += 1;
      next += 1;
    } else if (last >= 0) {
      resume += 1;
      [at, next] = [resume, last + 1];
    } else return false;
  }
  return wanted.slice(next).every((sign) => sign === many);
}
