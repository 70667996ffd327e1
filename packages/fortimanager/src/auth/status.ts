/**
 * Asks FortiManager for its status: whatever may use the API at all may read it, so it tells whether a credential is good.
 *
 * @module
 */

import { type DeviceRequest, type Handler, isFortiError } from "@fortiweave/core";
import { NO_PERMISSION } from "../status-codes.ts";
import { versionIn } from "./session-answer.ts";
import { STATUS_URLS, sessionRequest } from "./session-request.ts";

/** What came of the question. */
export type Status =
  | {
      readonly isAllowed: true;
      /** `7.6.4`, as far as it is told. */
      readonly version: string | undefined;
    }
  /** Nobody may read anything with this credential. */
  | { readonly isAllowed: false };

/**
 * Asks with a credential.
 *
 * @throws FortiError for whatever does not answer the question.
 */
export async function askStatus(
  send: Handler,
  authorize: (request: DeviceRequest) => DeviceRequest,
  signal?: AbortSignal,
): Promise<Status> {
  for (const url of STATUS_URLS) {
    const request = sessionRequest({ operation: `${url} get`, method: "get", url, idempotent: true, signal });
    try {
      const { body } = await send(authorize(request));
      return { isAllowed: true, version: versionIn(body) };
    } catch (error) {
      if (!isFortiError(error) || error.deviceCode !== NO_PERMISSION) throw error;
    }
  }
  return { isAllowed: false };
}
