/**
 * What a call would have been sent as that was refused before it became a request.
 *
 * @module
 */

import type { DeviceRequest } from "@fortiweave/core";
import { RPC_PATH } from "@fortiweave/core/json-rpc";

/** What a call was about: `firewall/address`. */
export type CallPlace = string;

/** What only reads. */
const READS: ReadonlySet<string> = new Set([
  "get",
  "list",
  "iterate",
  "find",
  "exists",
  "count",
  "defaults",
  "schema",
  "describe",
  "search",
]);

/** Without names and data: nobody has said yet what in them is a secret. */
export function toRefusedRequest(place: CallPlace | undefined, action: string): DeviceRequest {
  const isRead = READS.has(action);
  return {
    operation: place === undefined ? action : `${place} ${action}`,
    endpoint: place ?? action,
    effect: isRead ? "read" : "write",
    idempotent: isRead,
    method: "POST",
    path: RPC_PATH,
  };
}
