import type { BanOptions } from "@fortiweave/fortios/quarantine";
import { inBatches, type Operation, type Run, readNames, vdomOption } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { pendingAddresses, readAddresses, readQuarantineOptions } from "./inputs.ts";
import { addressesParameter, safeRangesOption } from "./parameters.ts";

export const description: INodeProperties[] = [
  addressesParameter,
  {
    displayName: "Duration (Minutes)",
    name: "durationMinutes",
    type: "number",
    typeOptions: { minValue: 0 },
    default: 60,
    description: "How long the ban lasts; 0 is for ever. A ban that is there already keeps its end.",
  },
  {
    displayName: "Options",
    name: "options",
    type: "collection",
    placeholder: "Add Option",
    default: {},
    options: [
      {
        displayName: "Ban Unsafe Addresses",
        name: "allowUnsafe",
        type: "boolean",
        default: false,
        description:
          "Whether to ban private, loopback, link-local, multicast and safe addresses too. You may lock yourself out.",
      },
      safeRangesOption,
      vdomOption,
    ],
  },
];

export const execute: Operation["execute"] = inBatches({
  readNames: readAddresses,
  readSettings: readBan,
  send: ({ fgt }, addresses, ban) => fgt.quarantine.ban(addresses, ban),
  changedBy: ({ banned }) => banned,
  pending: async (run, addresses, ban) => (await pendingAddresses(run, addresses, ban)).absent,
  toResult: ({ changed, unchanged }) => ({
    changed: changed.length > 0,
    banned: [...changed],
    already: [...unchanged],
  }),
});

interface OwnOptions {
  readonly allowUnsafe?: boolean;
  readonly safeRanges?: unknown;
}

function readBan(run: Run, item: number): BanOptions {
  const { allowUnsafe = false, safeRanges } = run.n8n.getNodeParameter("options", item, {}) as OwnOptions;
  return {
    ...readQuarantineOptions(run.n8n, item),
    expirySeconds: Math.round(Number(run.n8n.getNodeParameter("durationMinutes", item)) * 60),
    safeRanges: readNames(safeRanges),
    allowUnsafe,
  };
}
