/**
 * Sends operations of which each has an outcome of its own, however many there are.
 *
 * @module
 */

import { isFortiError } from "@fortiweave/core";
import type { Engine, RpcCall, RpcOutcome } from "../engine.ts";
import type { CallOptions } from "../types.ts";

/**
 * What became of each operation.
 *
 * @throws FortiError for what befell the request as a whole.
 */
export async function sendEach(engine: Engine, call: RpcCall, options: CallOptions): Promise<readonly RpcOutcome[]> {
  try {
    return await engine.sendMany(call, options);
  } catch (error) {
    // An operation that stands alone is refused as a request is.
    if (call.items.length > 1 || !isFortiError(error) || error.deviceCode === undefined) throw error;
    return [{ ok: false, error, result: { status: { code: error.deviceCode, message: error.message } } }];
  }
}
