import type { CmdbEntry } from "@fortiweave/catalog";
import type { CallOptions, Condition, Filter, FortiGate } from "@fortiweave/fortios/client";
import type { INodeListSearchResult } from "n8n-workflow";

/** What to find. */
export interface EntrySearch {
  readonly entry: CmdbEntry;
  readonly options: CallOptions;
  /** Part of the key, or of the name where entries have both. Empty: everything. */
  readonly words: string | undefined;
  /** From the result before. */
  readonly paginationToken?: string | undefined;
}

const PAGE = 200;

/** Reads keys of a table from the device for a resource locator's list, a page at a time. An object has none. */
export async function searchEntries(fgt: FortiGate, search: EntrySearch): Promise<INodeListSearchResult> {
  const { path, mkey, fields } = search.entry;
  if (mkey === undefined) return { results: [] };
  // Policies and the like: the key is a number, and people know the name.
  const name = mkey !== "name" && fields.name?.type === "string" ? "name" : undefined;
  const start = Number(search.paginationToken ?? 0);
  const rows = await fgt
    .untyped()
    .cmdb(path)
    .list({
      ...search.options,
      fields: name === undefined ? [mkey] : [mkey, name],
      ...filterFor(search.words?.trim() ?? "", search.entry, name),
      start,
      count: PAGE,
    });
  const results = rows.map((row) => {
    const key = String(row[mkey]);
    const label = name === undefined ? "" : String(row[name] ?? "");
    return { name: label === "" ? key : `${key}: ${label}`, value: key };
  });
  return rows.length < PAGE ? { results } : { results, paginationToken: String(start + PAGE) };
}

/** Numbers can only be compared whole, so a number is looked for as the key and, where there are names, in them. */
function filterFor(words: string, { mkey = "", mkeyType }: CmdbEntry, name: string | undefined): { filter?: Filter } {
  if (words === "") return {};
  const isNumber = mkeyType === "integer";
  const byName: Condition[] = name === undefined ? [] : [[name, "=@", words]];
  const byKey: Condition[] = isNumber && !/^\d+$/.test(words) ? [] : [[mkey, isNumber ? "==" : "=@", words]];
  return { filter: [[...byName, ...byKey]] };
}
