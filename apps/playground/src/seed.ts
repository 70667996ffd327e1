/**
 * What a FortiGate holds before the alerts come: groups that people keep by hand.
 *
 * @module
 */

import { connectFortiGate, token } from "@fortiweave/fortios";
import type { FortiGateHandle } from "@fortiweave/simulator";

/** Creates the group `blocked` for IPv4 and for IPv6, each with two members that must stay. */
export async function seedBlockedGroups({ url, token: secret, fingerprint }: FortiGateHandle): Promise<void> {
  await using fortigate = connectFortiGate({ url, auth: token(secret), tls: { fingerprint } });
  const addresses = fortigate.cmdb("firewall/address");
  await addresses.create({ name: "by-hand-1", subnet: "198.18.0.1 255.255.255.255" });
  await addresses.create({ name: "by-hand-2", subnet: "198.18.4.0 255.255.252.0" });
  await fortigate.cmdb("firewall/addrgrp").create(groupOf("by-hand-1", "by-hand-2"));
  const addresses6 = fortigate.cmdb("firewall/address6");
  await addresses6.create({ name: "by-hand6-1", ip6: "2001:db8:a::1/128" });
  await addresses6.create({ name: "by-hand6-2", ip6: "2001:db8:b::/48" });
  await fortigate.cmdb("firewall/addrgrp6").create(groupOf("by-hand6-1", "by-hand6-2"));
}

function groupOf(...names: string[]): { name: string; member: { name: string }[] } {
  return { name: "blocked", member: names.map((name) => ({ name })) };
}
