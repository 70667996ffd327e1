import { fortios } from "@fortiweave/catalog";
import type { ListOptions } from "@fortiweave/fortios/client";
import {
  filterParameter,
  forEachItem,
  limitParameters,
  type Operation,
  readFilters,
  readNames,
  simplifyRow,
} from "@fortiweave/n8n-kit";
import type { IExecuteFunctions, INodeProperties } from "n8n-workflow";
import { readCallOptions, readTable } from "./inputs.ts";
import { optionsParameter, simplifyParameter, tableParameter } from "./parameters.ts";

export const description: INodeProperties[] = [
  tableParameter,
  ...limitParameters,
  filterParameter("getFieldNames"),
  simplifyParameter,
  optionsParameter([
    {
      displayName: "Field Names or IDs",
      name: "fields",
      type: "multiOptions",
      typeOptions: { loadOptionsMethod: "getFieldNames", loadOptionsDependsOn: ["table.value"] },
      default: [],
      description:
        'Fields to return; all if none is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
    },
    {
      displayName: "Raw Filter",
      name: "rawFilter",
      type: "string",
      default: "",
      placeholder: "name=@web&comment!=old",
      description:
        "Filter in the FortiGate's own syntax, in place of the filters above: commas mean or, ampersands mean and",
    },
    {
      displayName: "Sort By",
      name: "sort",
      type: "string",
      default: "",
      placeholder: "name,dsc",
      description: "Field to sort by; add ,dsc to reverse",
    },
    {
      displayName: "Start At",
      name: "start",
      type: "number",
      typeOptions: { minValue: 0 },
      default: 0,
      description: "Number of results to skip",
    },
  ]),
];

export const execute: Operation["execute"] = forEachItem(async ({ n8n, fgt }, item) => {
  const path = readTable(n8n, item);
  const rows = await fgt.untyped().cmdb(path).list(readListOptions(n8n, item));
  if (!n8n.getNodeParameter("simplify", item)) return rows;
  const entry = await fortios.load("cmdb", path);
  return rows.map((row) => simplifyRow(row, entry));
});

interface OwnOptions {
  readonly fields?: unknown;
  readonly rawFilter?: string;
  readonly sort?: string;
  readonly start?: number;
}

function readListOptions(n8n: IExecuteFunctions, item: number): ListOptions {
  const { fields, rawFilter, sort, start } = n8n.getNodeParameter("options", item, {}) as OwnOptions;
  const conditions = readFilters(n8n.getNodeParameter("filters.condition", item, []));
  const filter = rawFilter || (conditions.length > 0 ? conditions : undefined);
  const wanted = readNames(fields);
  return {
    ...readCallOptions(n8n, item),
    ...(filter === undefined ? {} : { filter }),
    ...(wanted.length === 0 ? {} : { fields: wanted }),
    ...(sort ? { sort } : {}),
    ...(start ? { start } : {}),
    ...(n8n.getNodeParameter("returnAll", item) ? {} : { count: n8n.getNodeParameter("limit", item) }),
  };
}
