import { changedOrNot, isObject, type Operation } from "./operation.ts";

/** Changes the given fields of an entry or an object and leaves the others. */
export const updateEntry: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const [path, values] = [await inputs.table(), await inputs.values()];
  const api = fortigate.untyped();
  const mkey = isObject(path) ? undefined : await inputs.mkey();
  const result = await inTurn(path, () =>
    mkey === undefined
      ? api.cmdb(path, { kind: "object" }).update(values, call)
      : api.cmdb(path).update(mkey, values, call),
  );
  return { payload: result, summary: changedOrNot(result.changed) };
};
