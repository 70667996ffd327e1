/** Decides which endpoints share a shard. */

/** A run of neighbouring endpoints, by path. */
export interface Shard<Item> {
  /** File name without its ending: `cmdb-firewall-2`. */
  readonly name: string;
  readonly items: readonly Item[];
}

/** What planning needs to know of an endpoint. */
export interface Plannable {
  readonly entry: { readonly path: string };
  readonly line: string;
}

/** A shard is closed once it has this many characters, wherever it stands. */
const FULL = 48_000;

/** A shard with at least this many characters does not take in another group. */
const ENOUGH = 16_000;

/**
 * Cuts the endpoints of an area, sorted by path, into shards. A group is what stands before the first `.` or `/` of a
 * path: large groups are split, small neighbours merged.
 */
export function planShards<Item extends Plannable>(area: string, facts: readonly Item[]): Shard<Item>[] {
  const runs: Item[][] = [];
  let size = 0;
  for (const fact of facts) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const sameGroup = last !== undefined && groupOf(last) === groupOf(fact);
    if (run === undefined || size >= (sameGroup ? FULL : ENOUGH)) {
      runs.push([fact]);
      size = fact.line.length;
    } else {
      run.push(fact);
      size += fact.line.length;
    }
  }
  return withNames(area, runs);
}

/** The group of an endpoint: `firewall` of `firewall.service/custom`. */
export function groupOf(fact: Plannable): string {
  return fact.entry.path.split(/[./]/, 1)[0] ?? "";
}

function withNames<Item extends Plannable>(area: string, runs: readonly Item[][]): Shard<Item>[] {
  const bases = runs.map((items) => {
    const groups = [...new Set(items.map(groupOf))];
    return [area, ...new Set([groups[0], groups.at(-1)])].join("-");
  });
  return runs.map((items, at) => {
    const base = bases[at] ?? area;
    const alone = bases.indexOf(base) === bases.lastIndexOf(base);
    const number = bases.slice(0, at + 1).filter((other) => other === base).length;
    return { name: alone ? base : `${base}-${number}`, items };
  });
}
