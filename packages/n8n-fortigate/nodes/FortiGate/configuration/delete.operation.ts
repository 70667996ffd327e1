import { forEachItem, type Operation } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { readCallOptions, readEntry, readTable } from "./inputs.ts";
import { entryParameter, optionsParameter, tableParameter } from "./parameters.ts";

export const description: INodeProperties[] = [tableParameter, entryParameter, optionsParameter()];

export const execute: Operation["execute"] = forEachItem(async ({ n8n, fgt }, item) => {
  const mkey = readEntry(n8n, item);
  const table = fgt.untyped().cmdb(readTable(n8n, item));
  const { changed } = await table.absent(mkey, readCallOptions(n8n, item));
  return { deleted: true, changed, mkey };
});
