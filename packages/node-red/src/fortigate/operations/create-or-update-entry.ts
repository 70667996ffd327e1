import { changedOrNot, isObject, type Operation } from "./operation.ts";

/** Makes sure that an entry or an object has these values. Says whether anything had to change, and what. */
export const createOrUpdateEntry: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const [path, values] = [await inputs.table(), await inputs.values()];
  const api = fortigate.untyped();
  const target = isObject(path) ? api.cmdb(path, { kind: "object" }) : api.cmdb(path);
  const result = await inTurn(path, () => target.ensure(values, call));
  return { payload: result, summary: changedOrNot(result.changed) };
};
