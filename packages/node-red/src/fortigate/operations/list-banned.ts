import type { Operation } from "./operation.ts";

/** Reads which addresses are banned now. */
export const listBanned: Operation = async ({ fortigate, call }) => {
  const banned = await fortigate.quarantine.list(call);
  return { payload: banned, summary: "found", count: banned.length };
};
