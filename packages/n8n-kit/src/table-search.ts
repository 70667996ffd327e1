import { fortios, type IndexRow, labelOf } from "@fortiweave/catalog";
import type { INodeListSearchResult } from "n8n-workflow";

/** What to find. */
export interface TableSearch {
  /** Words of the label or the path. Empty: everything, by path. */
  readonly words: string | undefined;
  /** Leave out settings objects, which have no entries. */
  readonly tablesOnly: boolean;
  /** From the result before. */
  readonly paginationToken?: string | undefined;
}

const PAGE = 100;

/** Searches the catalogue for a resource locator's list. Asks no device. */
export function searchTables({ words = "", tablesOnly, paginationToken }: TableSearch): INodeListSearchResult {
  const found =
    words.trim() === ""
      ? fortios.rows("cmdb")
      : fortios.search(words, { area: "cmdb", limit: Number.MAX_SAFE_INTEGER });
  const rows = found.filter(({ kind }) => !tablesOnly || kind === "table");
  const start = Number(paginationToken ?? 0);
  const results = rows.slice(start, start + PAGE).map((row) => ({ name: nameOf(row), value: row.path }));
  return start + PAGE < rows.length ? { results, paginationToken: String(start + PAGE) } : { results };
}

/** Label and path: people know one or the other. */
function nameOf({ path, kind }: IndexRow): string {
  return `${labelOf(path)} (${path}${kind === "object" ? ", settings" : ""})`;
}
