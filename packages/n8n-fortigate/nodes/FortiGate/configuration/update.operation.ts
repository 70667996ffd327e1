import { forEachItem, type Operation } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { isSettings, readCallOptions, readEntry, readTable, readValues } from "./inputs.ts";
import { entryParameter, listsParameter, optionsParameter, tableParameter, valuesParameter } from "./parameters.ts";

export const description: INodeProperties[] = [
  tableParameter,
  entryParameter,
  valuesParameter("add"),
  listsParameter,
  optionsParameter(),
];

export const execute: Operation["execute"] = forEachItem(async ({ n8n, fgt }, item) => {
  const path = readTable(n8n, item);
  const values = await readValues(n8n, item, path);
  const options = readCallOptions(n8n, item);
  if (isSettings(path)) {
    const { changed } = await fgt.untyped().cmdb(path, { kind: "object" }).update(values, options);
    return { updated: true, changed };
  }
  const mkey = readEntry(n8n, item);
  const { changed } = await fgt.untyped().cmdb(path).update(mkey, values, options);
  return { updated: true, changed, mkey };
});
