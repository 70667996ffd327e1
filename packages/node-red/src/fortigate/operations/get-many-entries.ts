import type { Operation } from "./operation.ts";

/** Reads the entries of a table that match a filter. */
export const getManyEntries: Operation = async ({ fortigate, inputs, call }) => {
  const table = fortigate.untyped().cmdb(await inputs.table());
  const [filter, fields, count] = [await inputs.filter(), inputs.only(), inputs.limit()];
  const entries = await table.list({
    ...call,
    ...(filter === undefined ? {} : { filter }),
    ...(fields === undefined ? {} : { fields }),
    ...(count === undefined ? {} : { count }),
  });
  return { payload: entries, summary: "found", count: entries.length };
};
