/** Makes TypeScript names and literals from the API's names. */

/** `firewall.service/custom` is `FirewallServiceCustom`; capitals inside a word stay. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** A property's name, in quotes where TypeScript needs them. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A union of string literals. */
export function literals(values: Iterable<string>): string {
  return [...new Set(values)].map((value) => JSON.stringify(value)).join(" | ");
}

/**
 * The TSDoc of a map from paths to types. `@internal` keeps hundreds of paths out of the documentation (and out of
 * `deno doc --lint`, which wants a comment on each); it does not hide the map from TypeScript.
 */
export function mapDoc(what: string): string {
  return `/**\n * ${what}\n *\n * @internal\n */`;
}

/** A map from paths to types, one line each. */
export function renderMap(name: string, what: string, lines: readonly string[]): string {
  return [mapDoc(what), `export interface ${name} {`, ...lines, "}", ""].join("\n");
}

/** Hands out names, each once: the second `RouterBgpVrfLeakTarget` becomes `RouterBgpVrfLeakTarget2`. */
export function createNamer(): (wanted: string) => string {
  const taken = new Map<string, number>();
  return (wanted) => {
    const count = (taken.get(wanted) ?? 0) + 1;
    taken.set(wanted, count);
    return count === 1 ? wanted : `${wanted}${count}`;
  };
}
