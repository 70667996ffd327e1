/**
 * Reads the JSON of strangers, and writes our own.
 *
 * @module
 */

const WRITTEN: unique symbol = Symbol("JSON");

/** JSON that is written already. */
export interface JsonText {
  readonly [WRITTEN]: string;
}

export function alreadyJson(text: string): JsonText {
  return { [WRITTEN]: text };
}

/** As `JSON.stringify`, of a value that may be a `JsonText`, or an object or a list that holds such. */
export function writeJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`;
  if (isWritten(value)) return value[WRITTEN];
  const members: string[] = [];
  for (const [name, own] of Object.entries(value)) {
    const text = typeof own === "object" && own !== null && isWritten(own) ? own[WRITTEN] : JSON.stringify(own);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join()}}`;
}

function isWritten(value: object): value is JsonText {
  return WRITTEN in value;
}

/** No request means anything by more levels than this, and what goes through them one by one would run out of stack. */
const MOST_LEVELS = 200;

/** Nobody has fields with these names, and an object with them cannot be turned into text: `String` of it would fail. */
const TRAPS = ["__proto__", "toString", "valueOf"] as const;

/** What a text means; undefined when it is no JSON, or nested deeper than 200 levels. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return settle(MOST_LEVELS, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the traps out of a value. False when it is nested deeper than so many levels. */
function settle(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  if (!Array.isArray(value)) {
    for (const name of TRAPS) if (Object.hasOwn(value, name)) Reflect.deleteProperty(value, name);
  }
  return Object.values(value).every((inner) => settle(levels - 1, inner));
}
