import { isObject, type Operation } from "./operation.ts";

/** Reads one entry of a table, or an object. */
export const getEntry: Operation = async ({ fortigate, inputs, call }) => {
  const path = await inputs.table();
  const api = fortigate.untyped();
  const entry = isObject(path)
    ? await api.cmdb(path, { kind: "object" }).get(call)
    : await api.cmdb(path).get(await inputs.mkey(), call);
  return { payload: entry, summary: "done" };
};
