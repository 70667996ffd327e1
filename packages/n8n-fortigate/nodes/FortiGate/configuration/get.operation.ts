import { fortios } from "@fortiweave/catalog";
import { forEachItem, type Operation, type Output, type Run, simplifyRow } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { isSettings, readCallOptions, readEntry, readTable } from "./inputs.ts";
import { entryParameter, optionsParameter, simplifyParameter, tableParameter } from "./parameters.ts";

export const description: INodeProperties[] = [tableParameter, entryParameter, simplifyParameter, optionsParameter()];

export const execute: Operation["execute"] = forEachItem(async (run, item) => {
  const path = readTable(run.n8n, item);
  const row = await readRow(run, item, path);
  return run.n8n.getNodeParameter("simplify", item) ? simplifyRow(row, await fortios.load("cmdb", path)) : row;
});

function readRow({ n8n, fgt }: Run, item: number, path: string): Promise<Output> {
  const options = readCallOptions(n8n, item);
  if (isSettings(path)) return fgt.untyped().cmdb(path, { kind: "object" }).get(options);
  return fgt.untyped().cmdb(path).get(readEntry(n8n, item), options);
}
