/**
 * Knows which calls only read, although their verb does not say so.
 *
 * @module
 */

import type { Effect } from "@fortiweave/core";
import type { RpcMethod } from "./engine.ts";

/** Urls whose `exec` changes nothing. */
const READS: readonly RegExp[] = [
  /^(?:cache|connector\/get|deployment\/get|devrpc\/sharedobj|dvmdb\/(?:get|query|_is_member))\//,
  /^(?:securityconsole\/(?:preview\/result|cliprof\/check)|sys\/task\/result|um\/\w+(?:\/version)?\/list)$/,
];

/** What an operation does to the device, as far as url and data tell. What is not known writes. */
export function effectOf(method: RpcMethod, url: string, data: unknown): Effect {
  if (method === "get") return "read";
  if (method !== "exec") return "write";
  const path = url.replace(/^\/+|\/+$/g, "");
  if (path === "sys/proxy/json") return isProxiedGet(data) ? "read" : "write";
  return READS.some((pattern) => pattern.test(path)) ? "read" : "write";
}

function isProxiedGet(data: unknown): boolean {
  return [data].flat().every((call) => String(Object(call).action).toLowerCase() === "get");
}
