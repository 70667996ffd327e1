/**
 * What a call would have been sent as that was refused before it became a request.
 *
 * @module
 */

import type { DeviceRequest, HttpMethod } from "@fortiweave/core";
import type { RefusalListener as AnyRefusalListener } from "@fortiweave/core/client";

/** What a call was about. */
export interface CallPlace {
  readonly area: "cmdb" | "monitor" | "log" | "service";
  /** What follows the area: `firewall/address`. */
  readonly path: string;
  /** The fields that lead into an entry: `member`. Default: none. */
  readonly inside?: string;
}

/** Hears why a call failed. Of one that never said what it was about, the place is undefined. */
export type RefusalListener = AnyRefusalListener<CallPlace>;

/** As what a call would have been sent. What is not listed reads. */
const METHODS: Readonly<Record<string, HttpMethod>> = {
  create: "POST",
  clone: "POST",
  add: "POST",
  post: "POST",
  upload: "POST",
  ban: "POST",
  unban: "POST",
  update: "PUT",
  set: "PUT",
  ensure: "PUT",
  move: "PUT",
  delete: "DELETE",
  absent: "DELETE",
  remove: "DELETE",
  apply: "POST",
  "begin transaction": "POST",
};

/** Without keys, parameters and body: nobody has said yet what in them is a secret. */
export function toRefusedRequest(place: CallPlace | undefined, action: string): DeviceRequest {
  const method = METHODS[action] ?? "GET";
  const endpoint = place === undefined ? action : `${place.area}/${place.path}`;
  const words = [place?.area, place?.path, action, place?.inside];
  return {
    operation: words.filter(Boolean).join(" "),
    endpoint,
    effect: method === "GET" ? "read" : "write",
    idempotent: method !== "POST",
    method,
    path: `/api/v2/${place === undefined ? "" : encodeURI(endpoint.toWellFormed())}`,
  };
}
