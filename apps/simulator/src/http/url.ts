/**
 * Takes a request's URL apart by hand: a key may hold `/`, `%` or spaces, and must arrive exactly as it was encoded.
 *
 * @module
 */

/** The query of a request. A name may repeat. */
export interface Query {
  /** The first value of a name; undefined when the name does not occur. */
  get(name: string): string | undefined;
  all(name: string): readonly string[];
  /** Whether a switch such as `with_meta` is on: any value but `0`, `false`, `disable` and nothing. */
  flag(name: string): boolean;
  /** A whole number of at least 0; undefined when it is absent or something else. */
  count(name: string): number | undefined;
  /** The first value of each name. */
  pairs(): Record<string, string>;
}

export interface Target {
  /** Decoded path segments, without the empty one that a trailing slash leaves. */
  readonly segments: readonly string[];
  readonly query: Query;
}

export function parseUrl(url: string): Target {
  const mark = url.indexOf("?");
  const path = (mark === -1 ? url : url.slice(0, mark)).replace(/^https?:\/\/[^/]*/i, "");
  return { segments: toSegments(path), query: parseQuery(mark === -1 ? "" : url.slice(mark + 1)) };
}

/** Dot segments are resolved before decoding, encoded or not, as web servers do: such a key cannot be addressed. */
function toSegments(path: string): string[] {
  const segments: string[] = [];
  for (const raw of path.replace(/^\/|\/$/g, "").split("/")) {
    const plain = raw.replaceAll(/%2e/gi, ".");
    if (plain === ".") continue;
    if (plain === "..") segments.pop();
    else segments.push(decode(raw));
  }
  return segments.length === 1 && segments[0] === "" ? [] : segments;
}

function parseQuery(text: string): Query {
  const values = new Map<string, string[]>();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decodeForm(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? "" : decodeForm(pair.slice(equals + 1));
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  const get = (name: string) => values.get(name)?.[0];
  return {
    get,
    all: (name) => values.get(name) ?? [],
    flag: (name) => !["", "0", "false", "disable"].includes(get(name) ?? ""),
    count(name) {
      const text = get(name) ?? "";
      return /^\d+$/.test(text) ? Number(text) : undefined;
    },
    pairs: () => Object.fromEntries(Array.from(values, ([name, [first = ""]]) => [name, first])),
  };
}

/** Decodes a name or a value of a query. */
export function decodeForm(text: string): string {
  return decode(text.replaceAll("+", " "));
}

/** Percent-decodes as UTF-8. What is not valid stays as it is written. */
function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString());
  }
}
