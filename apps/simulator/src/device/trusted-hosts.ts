/**
 * Where an administrator may come from.
 *
 * @module
 */

import { BlockList, isIPv4 } from "node:net";
import type { Principal } from "./tokens.ts";

export function isTrusted({ trustedHosts }: Pick<Principal, "trustedHosts">, remoteAddress: string): boolean {
  if (trustedHosts.length === 0) return true;
  const list = new BlockList();
  for (const { address, prefix } of trustedHosts) list.addSubnet(address, prefix, isIPv4(address) ? "ipv4" : "ipv6");
  const plain = remoteAddress.replace(/^::ffff:/, "");
  return list.check(plain, isIPv4(plain) ? "ipv4" : "ipv6");
}
