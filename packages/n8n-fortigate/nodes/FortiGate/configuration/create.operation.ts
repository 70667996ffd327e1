import { forEachItem, type Operation } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { readCallOptions, readTable, readValues } from "./inputs.ts";
import { listsParameter, optionsParameter, tableParameter, valuesParameter } from "./parameters.ts";

export const description: INodeProperties[] = [
  tableParameter,
  valuesParameter("add"),
  listsParameter,
  optionsParameter(),
];

export const execute: Operation["execute"] = forEachItem(async ({ n8n, fgt }, item) => {
  const path = readTable(n8n, item);
  const values = await readValues(n8n, item, path);
  const { mkey, changed = true } = await fgt.untyped().cmdb(path).create(values, readCallOptions(n8n, item));
  return { created: true, changed, mkey };
});
