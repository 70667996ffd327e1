import { fortios } from "@fortiweave/catalog";
import { forEachItem, type Operation, type Output, simplifyRow } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { isSettings, readCallOptions, readTable, readValues } from "./inputs.ts";
import { listsParameter, optionsParameter, simplifyParameter, tableParameter, valuesParameter } from "./parameters.ts";

export const description: INodeProperties[] = [
  tableParameter,
  valuesParameter("upsert"),
  listsParameter,
  simplifyParameter,
  optionsParameter(),
];

export const execute: Operation["execute"] = forEachItem(async ({ n8n, fgt }, item) => {
  const path = readTable(n8n, item);
  const values = await readValues(n8n, item, path);
  const options = readCallOptions(n8n, item);
  const target = isSettings(path) ? fgt.untyped().cmdb(path, { kind: "object" }) : fgt.untyped().cmdb(path);
  const { changed, action, before, after, diff } = await target.ensure(values, options);

  const entry = await fortios.load("cmdb", path);
  const simplify = n8n.getNodeParameter("simplify", item) as boolean;
  const show = (row: Output): Output => (simplify ? simplifyRow(row, entry) : row);
  return {
    changed,
    action,
    ...(entry?.mkey === undefined ? {} : { mkey: after[entry.mkey] }),
    ...(before === undefined ? {} : { before: show(before) }),
    after: show(after),
    diff,
  };
});
