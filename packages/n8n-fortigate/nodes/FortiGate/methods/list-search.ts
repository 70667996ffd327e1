import { searchEntries, searchTables } from "@fortiweave/n8n-kit";
import type { ILoadOptionsFunctions, INodeListSearchResult } from "n8n-workflow";
import { askDevice, chosenTable, formCallOptions } from "./form-input.ts";

/** Operations that settings, of which there is only one, can take. */
const FOR_OBJECTS = ["get", "update", "upsert"];

/** The searches behind "From List". */
export const listSearch: Record<
  string,
  (this: ILoadOptionsFunctions, words?: string, paginationToken?: string) => Promise<INodeListSearchResult>
> = {
  async searchTables(words, paginationToken) {
    const operation = String(this.getCurrentNodeParameter("operation") ?? "");
    return searchTables({ words, paginationToken, tablesOnly: !FOR_OBJECTS.includes(operation) });
  },

  async searchEntries(words, paginationToken) {
    const entry = await chosenTable(this);
    if (entry === undefined) return { results: [] };
    const options = formCallOptions(this);
    return await askDevice(this, (fgt) => searchEntries(fgt, { entry, options, words, paginationToken }));
  },
};
