/**
 * Asks FortiManager for its version.
 *
 * @module
 */

import { FortiError, isFortiError } from "@fortiweave/core";
import { versionIn } from "./auth/session-answer.ts";
import { STATUS_URLS } from "./auth/session-request.ts";
import type { RpcCall, RpcResult } from "./engine.ts";
import { NO_PERMISSION } from "./status-codes.ts";

/** The version, such as `7.6.4`. Restricted administrators may read one of the places where it stands, but not another. */
export async function askVersion(send: (call: RpcCall) => Promise<RpcResult>): Promise<string> {
  let refused: FortiError | undefined;
  for (const url of STATUS_URLS) {
    try {
      const version = versionIn({ result: await send({ method: "get", items: [{ url }] }) });
      if (version !== undefined) return version;
    } catch (error) {
      if (!isFortiError(error) || error.deviceCode !== NO_PERMISSION) throw error;
      refused = error;
    }
  }
  throw refused ?? unnamed();
}

function unnamed(): FortiError {
  return new FortiError({
    code: "BAD_RESPONSE",
    message: "Cannot tell the version: FortiManager's status does not name it",
    hint: "Check that the URL leads to a FortiManager",
    operation: "sys/status get",
  });
}
