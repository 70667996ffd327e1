import { changedOrNot, type Operation } from "./operation.ts";

/** Takes names out of a list in an entry. The other members stay. */
export const removeMembers: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const [path, mkey, names] = [await inputs.table(), await inputs.mkey(), await inputs.names("members")];
  const members = fortigate.untyped().cmdb(path).members(mkey, inputs.memberField());
  const result = await inTurn(path, () => members.remove(names, call));
  return { payload: result, summary: changedOrNot(result.changed) };
};
