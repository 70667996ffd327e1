import { changedOrNot, type Operation } from "./operation.ts";

/** Lifts the ban of addresses. */
export const unban: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const addresses = await inputs.names("addresses");
  const result = await inTurn("quarantine", () => fortigate.quarantine.unban(addresses, call));
  return { payload: result, summary: changedOrNot(result.changed) };
};
