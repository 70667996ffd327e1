/** What the dialog asks of the admin routes: the catalogue, and the FortiGate through them. */

import { ask } from "../../editor/ask.ts";
import type { KeySuggestions, TableForm, TableSuggestion } from "../suggestions.ts";
import { type Suggest, suggestFrom, suggestion } from "./suggest.ts";

/** What is chosen in the dialog at the moment. */
export interface Chosen {
  /** Id of the configuration node; empty when none is chosen. */
  readonly server: string;
  readonly vdom: string;
  readonly table: string;
}

export interface Device {
  /** The form of a table. Throws an `Error` for people when there is none. */
  form(table: string): Promise<TableForm>;
  readonly suggestTables: Suggest;
  /** Keys of the chosen table. */
  readonly suggestKeys: Suggest;
  /** Entries that a field of the chosen table may name. */
  suggestChoices(field: string): Suggest;
}

export function createDevice(chosen: () => Chosen): Device {
  async function names(route: string, more: Record<string, string>) {
    const found = await ask<KeySuggestions>(`fortigate/${route}`, { query: { ...chosen(), ...more } });
    return found.map((name) => suggestion(name));
  }

  return {
    form: (table) => ask<TableForm>("fortigate/form", { query: { server: chosen().server, table } }),
    suggestTables: suggestFrom(async (search) => {
      const query = { server: chosen().server, search };
      const tables = await ask<TableSuggestion[]>("fortigate/tables", { query });
      return tables.map(({ path, label }) => suggestion(path, label, path));
    }),
    suggestKeys: suggestFrom((search) => names("keys", { search })),
    suggestChoices: (field) => suggestFrom((search) => names("choices", { field, search })),
  };
}
