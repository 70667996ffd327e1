import { changedOrNot, type Operation } from "./operation.ts";

/** Adds names to a list in an entry. The members that are there already stay. */
export const addMembers: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const [path, mkey, names] = [await inputs.table(), await inputs.mkey(), await inputs.names("members")];
  const members = fortigate.untyped().cmdb(path).members(mkey, inputs.memberField());
  const result = await inTurn(path, () => members.add(names, call));
  return { payload: result, summary: changedOrNot(result.changed) };
};
