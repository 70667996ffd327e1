import type { Operation } from "./operation.ts";

/** Removes an entry. One that does not exist is an error. */
export const deleteEntry: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const [path, mkey] = [await inputs.table(), await inputs.mkey()];
  await inTurn(path, () => fortigate.untyped().cmdb(path).delete(mkey, call));
  return { payload: { mkey, deleted: true }, summary: "changed" };
};
