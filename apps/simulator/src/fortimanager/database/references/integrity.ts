/**
 * Keeps references whole: what is named must be there, and what is named cannot go.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { danglingReference, inUse } from "../refusals.ts";
import type { Node } from "../schema/node.ts";
import type { Schema } from "../schema/schemas.ts";
import type { View } from "../store/committed.ts";
import type { Edit } from "../store/edit.ts";
import { createNames } from "./names.ts";
import { referencesIn, retarget } from "./references-in.ts";
import { scopeOf, type Targets } from "./targets.ts";

/** What a policy names when what it named is gone. */
const NONE = "none";

/** Stands for another name on every device. */
const VARIABLE = /\$\(/;

/** An entry that names something. */
export interface Referrer {
  readonly table: string;
  readonly key: string;
  readonly schema: Schema;
  readonly entry: Entry;
  /** The fields that name it. */
  readonly attributes: readonly string[];
}

export interface Integrity {
  /**
   * @param before What the entry was: what it named already is taken as it is.
   * @throws RpcRefusal when an entry names something that is not there.
   */
  checkReferences(view: View, edit: Edit, schema: Schema, entry: Entry, before: Entry | undefined): void;
  /** The tables that a reference in a table may lead to. */
  tablesNamedBy(ref: string, table: string): readonly string[];
  /** Everything that names an entry. */
  referrers(view: View, table: string, schema: Schema, key: string): readonly Referrer[];
  /** @throws RpcRefusal when anything names it. */
  checkUnused(view: View, table: string, schema: Schema, key: string): void;
  /** The edits after which everything names another entry instead; without one, `none`. */
  follow(view: View, table: string, schema: Schema, from: string, to: string | undefined): readonly Edit[];
}

export function createIntegrity(targets: Targets, schemaOf: (table: string) => Schema | undefined): Integrity {
  const namesIn = createNames();

  function referrers(view: View, table: string, schema: Schema, key: string): Referrer[] {
    const ref = `${schema.path}.${schema.node.key}`;
    const found: Referrer[] = [];
    for (const name of view.tables(scopeOf(table))) {
      const own = schemaOf(name);
      if (own === undefined || !own.node.refs.has(ref) || !namesIn(view, name, own.node).has(key)) continue;
      for (const [ownKey, entry] of view.rows(name)) {
        const attributes = attributesNaming(own.node, entry, ref, key);
        if (attributes.length > 0) found.push({ table: name, key: ownKey, schema: own, entry, attributes });
      }
    }
    return found;
  }

  return {
    checkReferences(view, { table, key }, schema, entry, before) {
      const known = before && new Set([...referencesIn(schema.node, before)].map(({ value }) => value));
      for (const { field, value } of referencesIn(schema.node, entry)) {
        if (value === NONE || VARIABLE.test(value) || known?.has(value)) continue;
        if (field.refs.some((ref) => targets.mayName(view, ref, table, value))) continue;
        throw danglingReference(`${schema.path.replaceAll("/", " ")}.${key}`, field.name, value);
      }
    },
    tablesNamedBy: targets.tablesNamedBy,
    referrers,
    checkUnused(view, table, schema, key) {
      if (referrers(view, table, schema, key).length > 0) throw inUse();
    },
    follow(view, table, schema, from, to) {
      const refs = new Set([`${schema.path}.${schema.node.key}`]);
      return referrers(view, table, schema, from).map((referrer) => ({
        table: referrer.table,
        key: referrer.key,
        entry: retarget(referrer.schema.node, referrer.entry, refs, from, to ?? NONE),
      }));
    },
  };
}

function attributesNaming(node: Node, entry: Entry, ref: string, key: string): string[] {
  const found = new Set<string>();
  for (const { field, value } of referencesIn(node, entry)) {
    if (value === key && field.refs.includes(ref)) found.add(field.name);
  }
  return [...found];
}
