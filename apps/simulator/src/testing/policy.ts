/**
 * A policy of a device under test.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { TestDevice } from "./client.ts";

/**
 * Lets everything through from `port1` to `port2`, unless told otherwise.
 *
 * @returns Its number.
 */
export async function addPolicy(device: TestDevice, more: object = {}, query: string = ""): Promise<number> {
  const all = [{ name: "all" }];
  const { status, body, text } = await device.post(`cmdb/firewall/policy${query}`, {
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: all,
    dstaddr: all,
    service: [{ name: "ALL" }],
    schedule: "always",
    action: "accept",
    nat: "enable",
    ...more,
  });
  assert.equal(status, 200, text);
  return body.mkey;
}
