import { screenAlert } from "@fortiweave/fortios/quarantine";
import { forEachItem, type Operation, readNames } from "@fortiweave/n8n-kit";
import { type INodeProperties, jsonParse } from "n8n-workflow";
import { safeRangesOption } from "./parameters.ts";

export const description: INodeProperties[] = [
  {
    displayName: "Alert",
    name: "alert",
    type: "json",
    required: true,
    default: "={{ $json }}",
    description: "The alert: {source_ip, reason, ttl_minutes}, or as Suricata (EVE), Wazuh or Elastic (ECS) write it",
  },
  {
    displayName: "Options",
    name: "options",
    type: "collection",
    placeholder: "Add Option",
    default: {},
    options: [
      {
        displayName: "Default Time to Live (Minutes)",
        name: "defaultTtlMinutes",
        type: "number",
        typeOptions: { minValue: 1, maxValue: 525600 },
        default: 60,
        description: "How long to block when the alert does not say",
      },
      safeRangesOption,
    ],
  },
];

interface Options {
  readonly defaultTtlMinutes?: number;
  readonly safeRanges?: unknown;
}

export const execute: Operation["execute"] = forEachItem(async ({ n8n }, item) => {
  const { defaultTtlMinutes, safeRanges } = n8n.getNodeParameter("options", item, {}) as Options;
  const verdict = screenAlert(readAlert(n8n.getNodeParameter("alert", item)), {
    safeRanges: readNames(safeRanges),
    ...(defaultTtlMinutes === undefined ? {} : { defaultTtlMinutes }),
  });
  return { ...verdict };
});

/** An expression gives an object, the form's editor gives text. Text that is no JSON is screened, and refused, as it is. */
function readAlert(value: unknown): unknown {
  return typeof value === "string" ? jsonParse<unknown>(value, { fallbackValue: value }) : value;
}
