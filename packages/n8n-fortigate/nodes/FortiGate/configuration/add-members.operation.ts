import { inBatches, type Operation } from "@fortiweave/n8n-kit";
import type { INodeProperties } from "n8n-workflow";
import { memberParameters, membersOf, readMemberList, readMemberNames } from "./member-parameters.ts";
import { entryParameter, optionsParameter, tableParameter } from "./parameters.ts";

export const description: INodeProperties[] = [tableParameter, entryParameter, ...memberParameters, optionsParameter()];

export const execute: Operation["execute"] = inBatches({
  readNames: readMemberNames,
  readSettings: readMemberList,
  send: (run, names, list) => membersOf(run, list).add(names, list.options),
  changedBy: ({ added }) => added,
  pending: async (run, names, list) => {
    const members = await membersOf(run, list).list(list.options);
    return names.filter((name) => !members.includes(name));
  },
  toResult: ({ changed }, { members }) => ({ changed: changed.length > 0, added: [...changed], members: [...members] }),
});
