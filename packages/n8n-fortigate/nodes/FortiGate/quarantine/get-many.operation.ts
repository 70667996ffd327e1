import { forEachItem, limitParameters, type Operation, vdomOption } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { readQuarantineOptions } from "./inputs.ts";

export const description: INodeProperties[] = [
  ...limitParameters,
  {
    displayName: "Options",
    name: "options",
    type: "collection",
    placeholder: "Add Option",
    default: {},
    options: [vdomOption],
  },
];

export const execute: Operation["execute"] = forEachItem(async ({ n8n, fgt }, item) => {
  const banned = await fgt.quarantine.list(readQuarantineOptions(n8n, item));
  const shown = n8n.getNodeParameter("returnAll", item) ? banned : banned.slice(0, n8n.getNodeParameter("limit", item));
  return shown.map((entry) => ({ ...entry }));
});
