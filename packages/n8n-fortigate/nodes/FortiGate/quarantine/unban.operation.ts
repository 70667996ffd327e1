import { inBatches, type Operation, vdomOption } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { pendingAddresses, readAddresses, readQuarantineOptions } from "./inputs.ts";
import { addressesParameter } from "./parameters.ts";

export const description: INodeProperties[] = [
  addressesParameter,
  {
    displayName: "Options",
    name: "options",
    type: "collection",
    placeholder: "Add Option",
    default: {},
    options: [vdomOption],
  },
];

export const execute: Operation["execute"] = inBatches({
  readNames: readAddresses,
  readSettings: ({ n8n }, item) => readQuarantineOptions(n8n, item),
  send: ({ fgt }, addresses, options) => fgt.quarantine.unban(addresses, options),
  changedBy: ({ unbanned }) => unbanned,
  pending: async (run, addresses, options) => (await pendingAddresses(run, addresses, options)).banned,
  toResult: ({ changed, unchanged }) => ({
    changed: changed.length > 0,
    unbanned: [...changed],
    absent: [...unchanged],
  }),
});
