/**
 * What the failed end of a transaction means for the transaction.
 *
 * @module
 */

import type { FortiError, FortiErrorCode } from "@fortiweave/core";

const LOST: readonly FortiErrorCode[] = ["NETWORK", "TIMEOUT", "ABORTED"];
const UNEXPLAINED: readonly FortiErrorCode[] = ["DEVICE_ERROR", "BAD_RESPONSE"];

/** How the device codes "no such transaction", on these calls. */
const GONE = -3;

/**
 * `unsent`: nothing has happened. `gone`: the device has no such transaction any more. `lost`: it may have been carried
 * out. `refused`: it was not, and the transaction is still open.
 */
export type FailedEnd = "unsent" | "gone" | "lost" | "refused";

/** Tells what a commit or an abort that failed has done. */
export function judgeEnd({ code, reached, status = 0, deviceCode, cliErrors }: FortiError): FailedEnd {
  if (reached === "no") return "unsent";
  // With lines of the command line, it is something in the transaction that is missing.
  if (deviceCode === GONE && cliErrors.length === 0) return "gone";
  const isExplained = deviceCode !== undefined || cliErrors.length > 0 || (status >= 300 && status < 500);
  return LOST.includes(code) || (UNEXPLAINED.includes(code) && !isExplained) ? "lost" : "refused";
}
