/**
 * The policies of a package in the order in which a device gets them: global ones before and after its own, and policy
 * blocks where they stand.
 *
 * @module
 */

import { fortimanager } from "@fortiweave/catalog/fortimanager";
import type { Database, Entry } from "../../parts.ts";
import { contentRoot, databaseRoot } from "../packages/tree.ts";

/** A table of policies. */
export interface PolicyTable {
  /** `pkg/firewall/policy` */
  readonly catalogue: string;
  /** `firewall/policy`, of FortiOS. */
  readonly path: string;
  /** The name of its key field. */
  readonly key: string;
}

/** Policies that come from a block or from the global database have numbers of their own on a device. */
const FIRST_OF_BLOCKS = 1_071_741_824;
const FIRST_OF_GLOBAL = 1_073_741_824;

let known: readonly PolicyTable[] | undefined;

/** All of them: what a package holds by itself, and can be put into an order. */
export function policyTables(): readonly PolicyTable[] {
  known ??= fortimanager.rows("object").flatMap(({ path, kind, mkey, methods, urls }) => {
    const inside = path.slice("pkg/".length);
    const isOne = path.startsWith("pkg/") && kind === "table" && methods.includes("move") && mkey !== undefined;
    const isTop = urls.some((url) => url.endsWith(`/pkg/{pkg}/${inside}`));
    return isOne && isTop ? [{ catalogue: path, path: inside, key: mkey }] : [];
  });
  return known;
}

interface Source {
  readonly database: Database;
  readonly adom: string;
  readonly pkg: string;
  /** The policies of the global package that stand around its own: those of `header/policy`. */
  globalPolicies(table: string): readonly Entry[];
}

export async function policiesOf(source: Source, { path, key }: PolicyTable): Promise<Entry[]> {
  const { database, adom, pkg } = source;
  const own = await database.entries(`${contentRoot(adom, pkg)}/${path}`);
  const blocks = own.some((policy) => Number(policy._policy_block ?? 0) > 0)
    ? await database.entries(`pm/pblock/adom/${adom}`)
    : [];
  const expanded: Entry[] = [];
  for (const policy of own) {
    const block = blocks.find(({ oid }) => oid === policy._policy_block);
    if (block === undefined) expanded.push(policy);
    else {
      const rows = await database.entries(`${databaseRoot(adom)}/pblock/${String(block.name)}/${path}`);
      expanded.push(...renumber(rows, key, FIRST_OF_BLOCKS));
    }
  }
  const name = path.replace(/^firewall\//, "");
  return [
    ...renumber(source.globalPolicies(`header/${name}`), key, FIRST_OF_GLOBAL),
    ...expanded,
    ...renumber(source.globalPolicies(`footer/${name}`), key, FIRST_OF_GLOBAL),
  ];
}

function renumber(rows: readonly Entry[], key: string, first: number): Entry[] {
  return rows.map((row) => ({ ...row, [key]: first + Number(row[key]) }));
}
