/**
 * The algebra of member lists: what must be added to or removed from one set of names.
 *
 * @module
 */

/** The names to add: each once, in the order asked for, without those that are there already. */
export function toAdd(current: Iterable<string>, wanted: Iterable<string>): string[] {
  const there = new Set(current);
  return [...new Set(wanted)].filter((name) => !there.has(name));
}

/** The names to remove: each once, in the order asked for, without those that are not there. */
export function toRemove(current: Iterable<string>, unwanted: Iterable<string>): string[] {
  const there = new Set(current);
  return [...new Set(unwanted)].filter((name) => there.has(name));
}
