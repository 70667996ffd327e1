/**
 * Puts what happened into the texts of actions: `%%log.srcip%%`, `%%log%%`, `%%results%%`, `%%results.id%%`.
 *
 * @module
 */

/** What actions may speak of. */
export interface Facts {
  /** The fields of the line of the log, or of the body of the request, that set the stitch off. */
  readonly log: Readonly<Record<string, unknown>>;
  /** The same as one text. */
  readonly raw: string;
  /** What the action before this one brought. */
  readonly results: string;
}

const PLACE = /%%(log|results)(?:\.([\w.-]+))?%%/g;

/** What is not there leaves nothing behind. */
export function fill(text: string, facts: Facts): string {
  return text.replaceAll(PLACE, (_whole, source: string, field: string | undefined) => {
    if (field === undefined) return source === "log" ? facts.raw : facts.results;
    return textOf(at(source === "log" ? facts.log : parsed(facts.results), field.split(".")));
  });
}

function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return at((value as Record<string, unknown>)[name], rest);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
