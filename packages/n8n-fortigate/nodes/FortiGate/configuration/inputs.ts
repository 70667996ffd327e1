import { type CmdbEntry, fortios } from "@fortiweave/catalog";
import { fromForm } from "@fortiweave/catalog/form";
import type { CallOptions } from "@fortiweave/fortios/client";
import { invalidInput, readNames } from "@fortiweave/n8n-kit";
import type { IDataObject, IExecuteFunctions, ResourceMapperValue } from "n8n-workflow";

interface CommonOptions {
  readonly vdom?: string;
  readonly scope?: "global" | "vdom";
}

/** Path of the table chosen for an item. */
export function readTable(n8n: IExecuteFunctions, item: number): string {
  const path = String(n8n.getNodeParameter("table", item, "", { extractValue: true })).replace(/^\/+|\/+$/g, "");
  if (path === "") throw invalidInput("No table is chosen", "Choose one from the list, or give its path");
  return path;
}

/** Whether a path is that of settings, of which there is only one. */
export function isSettings(path: string): boolean {
  return fortios.find("cmdb", path)?.kind === "object";
}

/** Key of the entry chosen for an item. */
export function readEntry(n8n: IExecuteFunctions, item: number): string {
  const key = String(n8n.getNodeParameter("entry", item, "", { extractValue: true }) ?? "");
  if (key === "") throw invalidInput("No entry is chosen", "Choose one from the list, or give its name");
  return key;
}

/** What an item's options say about every call. */
export function readCallOptions(n8n: IExecuteFunctions, item: number): CallOptions {
  const { vdom, scope } = n8n.getNodeParameter("options", item, {}) as CommonOptions;
  const signal = n8n.getExecutionCancelSignal();
  return { ...(vdom ? { vdom } : {}), ...(scope ? { scope } : {}), ...(signal ? { signal } : {}) };
}

/** What an item wants written, as the device wants it: the mapped fields, and over them the picked lists. */
export async function readValues(n8n: IExecuteFunctions, item: number, path: string): Promise<Record<string, unknown>> {
  const entry = await fortios.load("cmdb", path);
  if (entry === undefined) {
    throw invalidInput(`There is no table "${path}"`, "Choose one from the list: the path may be mistyped");
  }
  return fromForm(entry, { ...readMapped(n8n, item, entry), ...readLists(n8n, item) });
}

function readMapped(n8n: IExecuteFunctions, item: number, entry: CmdbEntry): Record<string, unknown> {
  // Read whole and unchecked: n8n would hold values from expressions against the names the device had when the form was
  // last opened. The catalogue checks them, and says more when it refuses one.
  const mapper = n8n.getNodeParameter("values", item, undefined, { skipValidation: true }) as ResourceMapperValue;
  const given: IDataObject = mapper.mappingMode === "autoMapInputData" ? inputOf(n8n, item) : (mapper.value ?? {});
  const known = Object.entries(given).filter(([name, value]) => value !== null && Object.hasOwn(entry.fields, name));
  return Object.fromEntries(known);
}

function readLists(n8n: IExecuteFunctions, item: number): Record<string, string[]> {
  const lists = n8n.getNodeParameter("lists.list", item, []) as { field: string; entries: unknown }[];
  return Object.fromEntries(lists.map(({ field, entries }) => [field, readNames(entries)]));
}

function inputOf(n8n: IExecuteFunctions, item: number): IDataObject {
  return n8n.getInputData()[item]?.json ?? {};
}
