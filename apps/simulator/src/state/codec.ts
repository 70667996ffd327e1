/**
 * Values as JSON that comes back as what it was: maps and sets too, and what was one object in many places is one again.
 *
 * @module
 */

/** What stands for a value that JSON does not know, by the mark in it. */
type Marked =
  | { readonly $: "map"; readonly of: readonly (readonly [unknown, unknown])[] }
  | { readonly $: "set"; readonly of: readonly unknown[] }
  /** An object that has a field of this name itself. */
  | { readonly $: "object"; readonly of: Readonly<Record<string, unknown>> }
  /** The position of something that occurs more than once. */
  | { readonly $: "shared"; readonly of: number };

export interface Encoded {
  /** What occurs more than once. */
  readonly shared: readonly unknown[];
  readonly value: unknown;
}

/** @param value Plain objects, lists, maps and sets of text, numbers, booleans and null, without circles. */
export function encode(value: unknown): Encoded {
  const seen = new Set<object>();
  const repeated = new Map<object, number>();
  count(value);
  const shared = Array.from(repeated.keys(), (object) => encodeObject(object));
  return { shared, value: encodeAny(value) };

  function count(inner: unknown): void {
    if (typeof inner !== "object" || inner === null || repeated.has(inner)) return;
    if (seen.has(inner)) {
      repeated.set(inner, repeated.size);
      return;
    }
    seen.add(inner);
    for (const child of childrenOf(inner)) count(child);
  }

  function encodeAny(inner: unknown): unknown {
    if (typeof inner !== "object" || inner === null) return inner;
    const position = repeated.get(inner);
    return position === undefined ? encodeObject(inner) : ({ $: "shared", of: position } satisfies Marked);
  }

  function encodeObject(inner: object): unknown {
    if (Array.isArray(inner)) return inner.map(encodeAny);
    if (inner instanceof Map) {
      return { $: "map", of: Array.from(inner, ([key, own]) => [encodeAny(key), encodeAny(own)]) } satisfies Marked;
    }
    if (inner instanceof Set) return { $: "set", of: Array.from(inner, encodeAny) } satisfies Marked;
    const fields = Object.fromEntries(Object.entries(inner).map(([name, own]) => [name, encodeAny(own)]));
    return "$" in inner ? ({ $: "object", of: fields } satisfies Marked) : fields;
  }
}

/** @throws Error when it is not what {@link encode} makes. */
export function decode({ shared, value }: Encoded): unknown {
  const known = new Map<number, unknown>();
  return decodeAny(value);

  function decodeAny(inner: unknown): unknown {
    if (Array.isArray(inner)) return inner.map(decodeAny);
    if (typeof inner !== "object" || inner === null) return inner;
    return "$" in inner ? decodeMarked(inner as Marked) : decodeFields(inner);
  }

  function decodeFields(inner: object): object {
    return Object.fromEntries(Object.entries(inner).map(([name, own]) => [name, decodeAny(own)]));
  }

  function decodeMarked(marked: Marked): unknown {
    switch (marked.$) {
      case "map":
        return new Map(marked.of.map(([key, own]) => [decodeAny(key), decodeAny(own)]));
      case "set":
        return new Set(marked.of.map(decodeAny));
      case "object":
        return decodeFields(marked.of);
      case "shared": {
        if (!known.has(marked.of)) {
          if (!(marked.of in shared)) throw new Error(`Nothing is shared at ${marked.of}`);
          known.set(marked.of, decodeAny(shared[marked.of]));
        }
        return known.get(marked.of);
      }
      default:
        throw new Error(`Nothing is marked "${String(Object(marked).$)}"`);
    }
  }
}

function* childrenOf(value: object): Iterable<unknown> {
  if (value instanceof Map) {
    for (const [key, own] of value) {
      yield key;
      yield own;
    }
  } else if (Array.isArray(value) || value instanceof Set) {
    yield* value;
  } else {
    yield* Object.values(value);
  }
}
