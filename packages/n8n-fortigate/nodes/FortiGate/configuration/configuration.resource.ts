import type { Operation } from "@fortiweave/n8n-kit";
import { type INodeProperties, updateDisplayOptions } from "n8n-workflow";
import * as addMembers from "./add-members.operation.ts";
import * as create from "./create.operation.ts";
import * as remove from "./delete.operation.ts";
import * as get from "./get.operation.ts";
import * as getMany from "./get-many.operation.ts";
import * as removeMembers from "./remove-members.operation.ts";
import * as update from "./update.operation.ts";
import * as upsert from "./upsert.operation.ts";

/** What can be done with a configuration table, by the name in the workflow. */
export const operations: Readonly<Record<string, Operation>> = {
  addMembers,
  create,
  delete: remove,
  get,
  getAll: getMany,
  removeMembers,
  update,
  upsert,
};

export const description: INodeProperties[] = [
  {
    displayName: "Operation",
    name: "operation",
    type: "options",
    noDataExpression: true,
    displayOptions: { show: { resource: ["configuration"] } },
    options: [
      {
        name: "Add Members",
        value: "addMembers",
        description: "Add names to a list of an entry, such as a group, and leave the others in it alone",
        action: "Add members to a list",
      },
      {
        name: "Create",
        value: "create",
        description: "Create a new entry",
        action: "Create an entry",
      },
      {
        name: "Create or Update",
        value: "upsert",
        description: "Create a new record, or update the current one if it already exists (upsert)",
        action: "Create or update an entry",
      },
      {
        name: "Delete",
        value: "delete",
        description: "Make sure that an entry is not there",
        action: "Delete an entry",
      },
      {
        name: "Get",
        value: "get",
        description: "Get one entry, or the settings of an object",
        action: "Get an entry",
      },
      {
        name: "Get Many",
        value: "getAll",
        description: "Get many entries of a table, or those of them that match",
        action: "Get many entries",
      },
      {
        name: "Remove Members",
        value: "removeMembers",
        description: "Remove names from a list of an entry, and leave the others in it alone",
        action: "Remove members from a list",
      },
      {
        name: "Update",
        value: "update",
        description: "Change some fields of an entry",
        action: "Update an entry",
      },
    ],
    default: "getAll",
  },
  ...Object.entries(operations).flatMap(([name, operation]) =>
    updateDisplayOptions({ show: { resource: ["configuration"], operation: [name] } }, operation.description),
  ),
];
