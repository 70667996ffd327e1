/**
 * Tells what became of each operation of a request.
 *
 * @module
 */

import {
  createScrubber,
  type DeviceRequest,
  type DeviceResponse,
  type FortiError,
  isFortiError,
} from "@fortiweave/core";
import { readEnvelope } from "@fortiweave/core/json-rpc";
import type { RpcOutcome, RpcResult } from "./engine.ts";
import { errorOf } from "./judge.ts";

/** An answer, and the results in it. */
export interface Answered {
  readonly response: DeviceResponse;
  readonly results: readonly RpcResult[];
}

/**
 * The outcomes of a request, in order. What refuses the whole request is the outcome of each of its operations: of the only
 * one, or of all for want of a permission.
 *
 * @throws FortiError for what befell the request before FortiManager looked at its operations.
 */
export async function outcomesOf(
  request: DeviceRequest,
  exchange: () => Promise<Answered>,
): Promise<readonly RpcOutcome[]> {
  try {
    const { response, results } = await exchange();
    return results.map((result, at): RpcOutcome => {
      if (result.status.code === 0) return { ok: true, result };
      return { ok: false, error: errorOf(result, at, request, response.status), result };
    });
  } catch (error) {
    if (!isFortiError(error) || error.deviceCode === undefined || !isAbout(error, request)) throw error;
    const status = { code: error.deviceCode, message: error.cliErrors[0] ?? "" };
    return (readEnvelope(request)?.params ?? []).map((_, at): RpcOutcome => {
      const own = at === 0 ? error : errorOf({ status }, at, request, error.status ?? 200);
      return { ok: false, error: own, result: { status } };
    });
  }
}

/** A sign-in on the way that is refused says so in words of its own; a key that is refused is no matter of the operations. */
function isAbout({ code, operation }: FortiError, request: DeviceRequest): boolean {
  return code !== "AUTH_FAILED" && operation === createScrubber(request.secrets)(request.operation);
}
