import { screenAlert as screen } from "@fortiweave/fortios/quarantine";
import type { Operation } from "./operation.ts";

/** Decides whether the source of an alert may be blocked, and prepares what to write if so. Asks no FortiGate. */
export const screenAlert: Operation = async ({ inputs }) => {
  const defaultTtlMinutes = await inputs.duration("ttl");
  const verdict = screen(await inputs.alert(), {
    safeRanges: await inputs.names("safeRanges"),
    ...(defaultTtlMinutes === undefined ? {} : { defaultTtlMinutes }),
  });
  return { payload: verdict, summary: verdict.verdict };
};
