/**
 * Reads the JSON of strangers.
 *
 * @module
 */

/** No request means anything by more levels than this, and what goes through them one by one would run out of stack. */
const MOST_LEVELS = 200;

/** What a text means; undefined when it is no JSON, or nested deeper than 200 levels. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedWithin(MOST_LEVELS, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isNestedWithin(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isNestedWithin(levels - 1, inner));
}
