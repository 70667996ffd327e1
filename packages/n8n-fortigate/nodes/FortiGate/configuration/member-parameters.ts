import type { CallOptions, Members } from "@fortiweave/fortios/client";
import { invalidInput, type Run, readNames } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { readCallOptions, readEntry, readTable } from "./inputs.ts";

/** Which list of the entry, and which names. */
export const memberParameters: INodeProperties[] = [
  {
    displayName: "List Name or ID",
    name: "field",
    type: "options",
    typeOptions: { loadOptionsMethod: "getMemberFields", loadOptionsDependsOn: ["table.value"] },
    required: true,
    default: "",
    description:
      'List field of the entry, such as the members of a group. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: "Member Names or IDs",
    name: "members",
    type: "multiOptions",
    typeOptions: { loadOptionsMethod: "getMemberChoices", loadOptionsDependsOn: ["table.value", "field"] },
    required: true,
    default: [],
    description:
      'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
  },
];

/** One list of one entry. */
export interface MemberList {
  readonly path: string;
  readonly mkey: string;
  readonly field: string;
  readonly options: CallOptions;
}

/** The list that an item names. */
export function readMemberList({ n8n }: Run, item: number): MemberList {
  const path = readTable(n8n, item);
  const mkey = readEntry(n8n, item);
  const field = n8n.getNodeParameter("field", item) as string;
  if (field === "") throw invalidInput("No list is chosen", "Choose the list field, such as member");
  return { path, mkey, field, options: readCallOptions(n8n, item) };
}

/** The members that an item names. */
export function readMemberNames({ n8n }: Run, item: number): string[] {
  const names = readNames(n8n.getNodeParameter("members", item));
  if (names.length === 0) throw invalidInput("No members are given", "Choose at least one name");
  return names;
}

/** The device's side of the list. */
export function membersOf({ fgt }: Run, { path, mkey, field }: MemberList): Members {
  return fgt.untyped().cmdb(path).members(mkey, field);
}
