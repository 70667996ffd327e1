/**
 * Which table the words behind `config` mean.
 *
 * @module
 */

import type { Schemas } from "../cmdb/schema.ts";

export interface FoundTable {
  readonly path: string;
  /** Of the entry, where the words name one too, as those of replacement messages do. */
  readonly key: string | undefined;
}

export interface TableFinder {
  /** Undefined when the device has no such table. Words may be cut short as long as they mean one table. */
  find(words: readonly string[]): FoundTable | undefined;
}

/** Tables of these groups are written entry by entry: `config system replacemsg http "url-block"`. */
const BY_ENTRY = "system.replacemsg/";

export function isWrittenByEntry(path: string): boolean {
  return path.startsWith(BY_ENTRY);
}

/** `system.snmp/community` as the command line names it: `system snmp community`. */
export function commandOf(path: string): string {
  return path.replaceAll(/[./]/g, " ");
}

export function createTableFinder({ paths }: Pick<Schemas, "paths">): TableFinder {
  const byWords = new Map(paths.map((path) => [commandOf(path), path]));

  function abbreviated(words: readonly string[]): string | undefined {
    const found = paths.filter((path) => {
      const full = commandOf(path).split(" ");
      return full.length === words.length && full.every((word, at) => word.startsWith(words[at] ?? ""));
    });
    return found.length === 1 ? found[0] : undefined;
  }

  const pathOf = (words: readonly string[]): string | undefined => byWords.get(words.join(" ")) ?? abbreviated(words);

  return {
    find(words) {
      const path = pathOf(words);
      if (path !== undefined) return { path, key: undefined };
      const owner = pathOf(words.slice(0, -1));
      return owner !== undefined && isWrittenByEntry(owner) ? { path: owner, key: words.at(-1) } : undefined;
    },
  };
}
