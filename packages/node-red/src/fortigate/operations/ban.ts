import { changedOrNot, type Operation } from "./operation.ts";

/** Bans addresses at once. Refuses the private and the safe ones, unless it is told to go ahead. */
export const ban: Operation = async ({ fortigate, inputs, call, inTurn }) => {
  const addresses = await inputs.names("addresses");
  const expirySeconds = await inputs.duration("expiry");
  const options = {
    ...call,
    ...(expirySeconds === undefined ? {} : { expirySeconds }),
    safeRanges: await inputs.names("safeRanges"),
    allowUnsafe: inputs.allowUnsafe(),
  };
  const result = await inTurn("quarantine", () => fortigate.quarantine.ban(addresses, options));
  return { payload: result, summary: changedOrNot(result.changed) };
};
