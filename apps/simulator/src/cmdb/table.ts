/**
 * The entries of one table of one VDOM, in their order. An object is a table with one entry under the empty key.
 *
 * Tables share what they hold until one of them is written: hundreds of devices with the same factory content take
 * little more memory than one, and a transaction that looks at everything copies nothing but what it writes.
 *
 * @module
 */

import { EMPTY, type Entry } from "./entry.ts";
import { createReferencesFrom, type ReferencesFrom } from "./references.ts";
import { revisionOf } from "./revision.ts";
import type { Node } from "./schema.ts";

/** The key of an object's only entry. */
export const OBJECT_KEY = "";

export type Keyed = readonly [key: string, entry: Entry];

export interface Table {
  readonly size: number;
  get(key: string): Entry | undefined;
  has(key: string): boolean;
  keys(): Iterable<string>;
  entries(): Iterable<Keyed>;
  /** Puts an entry in the place of the one with this key, or at the end. */
  set(key: string, entry: Entry): void;
  delete(key: string): void;
  /** Puts the same entries in another order. */
  reorder(entries: Iterable<Keyed>): void;
  revision(): string;
  /** What its entries refer to. */
  references(node: Node): ReferencesFrom;
  /** A table of its own with the same content. */
  copy(): Table;
}

/** What tables may share. All but the entries is worked out when somebody asks. */
interface Content {
  entries: Map<string, Entry>;
  revision: string | undefined;
  references: ReferencesFrom | undefined;
}

export function createTable(entries: Iterable<Keyed> = []): Table {
  return tableOver(contentOf(entries), true);
}

const common = new WeakMap<readonly Keyed[], Table>();

/** The table that holds what a list says, the same one for every list that is the same. Nobody may write to it: take a copy. */
export function commonTable(entries: readonly Keyed[]): Table {
  const table = common.get(entries) ?? createTable(entries);
  common.set(entries, table);
  return table;
}

function contentOf(entries: Iterable<Keyed>): Content {
  return { entries: new Map(entries), revision: undefined, references: undefined };
}

function tableOver(given: Content, isItsAlone: boolean): Table {
  let content = given;
  let isOwn = isItsAlone;

  /** The content, to be written. */
  function own(): Content {
    if (!isOwn) content = contentOf(content.entries);
    isOwn = true;
    content.revision = undefined;
    return content;
  }

  return {
    get size() {
      return content.entries.size;
    },
    get: (key) => content.entries.get(key),
    has: (key) => content.entries.has(key),
    keys: () => content.entries.keys(),
    entries: () => content.entries.entries(),
    set(key, entry) {
      const { entries, references } = own();
      references?.replace(key, entries.get(key), entry);
      entries.set(key, entry);
    },
    delete(key) {
      const { entries, references } = own();
      references?.replace(key, entries.get(key), undefined);
      entries.delete(key);
    },
    reorder(entries) {
      own().entries = new Map(entries);
    },
    revision() {
      content.revision ??= revisionOf(content.entries.values());
      return content.revision;
    },
    references(node) {
      content.references ??= createReferencesFrom(node, content.entries);
      return content.references;
    },
    copy() {
      isOwn = false;
      return tableOver(content, false);
    },
  };
}

/** The only entry of an object. One that was never written holds nothing but defaults. */
export function objectOf(table: Table): Entry {
  return table.get(OBJECT_KEY) ?? EMPTY;
}
