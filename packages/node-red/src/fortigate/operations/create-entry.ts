import { changedOrNot, type Operation } from "./operation.ts";

/** Adds an entry. One that exists already is an error. */
export const createEntry: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const [path, values] = [await inputs.table(), await inputs.values()];
  const result = await inTurn(path, () => fortigate.untyped().cmdb(path).create(values, call));
  return { payload: result, summary: changedOrNot(result.changed) };
};
