import type { Operation } from "@fortiweave/n8n-kit";
import { type INodeProperties, updateDisplayOptions } from "n8n-workflow";
import * as ban from "./ban.operation.ts";
import * as getMany from "./get-many.operation.ts";
import * as screenAlert from "./screen-alert.operation.ts";
import * as unban from "./unban.operation.ts";

/** What can be done with the list of banned addresses, by the name in the workflow. */
export const operations: Readonly<Record<string, Operation>> = { ban, getAll: getMany, screenAlert, unban };

export const description: INodeProperties[] = [
  {
    displayName: "Operation",
    name: "operation",
    type: "options",
    noDataExpression: true,
    displayOptions: { show: { resource: ["quarantine"] } },
    options: [
      {
        name: "Ban",
        value: "ban",
        description: "Ban IP addresses on the spot, for a time or for ever",
        action: "Ban IP addresses",
      },
      {
        name: "Get Many",
        value: "getAll",
        description: "Get the banned addresses",
        action: "Get many banned addresses",
      },
      {
        name: "Screen Alert",
        value: "screenAlert",
        description: "Decide whether the source of a security alert may be blocked. Changes nothing.",
        action: "Screen a security alert",
      },
      {
        name: "Unban",
        value: "unban",
        description: "Lift the ban of IP addresses",
        action: "Unban IP addresses",
      },
    ],
    default: "ban",
  },
  ...Object.entries(operations).flatMap(([name, operation]) =>
    updateDisplayOptions({ show: { resource: ["quarantine"], operation: [name] } }, operation.description),
  ),
];
