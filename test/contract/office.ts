/** A small office: what its device holds, and a document that changes something of every kind. */

import type { FortiGate, PlanDocument } from "@fortiweave/fortios";

type Policy = NonNullable<NonNullable<PlanDocument["firewall/policy"]>["ensure"]>[number];

const all = [{ name: "all" }];

/** A policy between the first two ports. */
export function policy(policyid: number, dstaddr: string, comments = ""): Policy {
  return {
    policyid,
    name: `rule-${policyid}`,
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: all,
    dstaddr: [{ name: dstaddr }],
    service: [{ name: "HTTPS" }],
    schedule: "always",
    action: "accept",
    comments,
  };
}

/** Fills a device that comes from the factory. */
export async function furnish(fgt: FortiGate): Promise<void> {
  await fgt.cmdb("firewall/address").create({ name: "old", subnet: "10.0.0.1/32", comment: "to go" });
  await fgt.cmdb("firewall/address").create({ name: "web", subnet: "10.0.0.2/32" });
  await fgt.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "old" }, { name: "web" }] });
  for (const id of [1, 2, 3, 4]) await fgt.cmdb("firewall/policy").create(policy(id, "servers"));
  await fgt.cmdb("user/local").create({ name: "visitor", type: "password", passwd: "geheim-1" });
}

/** Creates, changes, deletes and moves, in tables that refer to each other, and changes an object. Out of order on purpose. */
export const document: PlanDocument = {
  "firewall/policy": {
    ensure: [policy(5, "mail", "new"), { policyid: 1, comments: "first" }],
    absent: [3],
    order: [5, 4, 2, 1],
  },
  "firewall/addrgrp": { ensure: [{ name: "servers", member: [{ name: "web" }, { name: "mail" }], comment: "all" }] },
  "firewall/address": {
    ensure: [
      { name: "mail", subnet: "10.0.0.3/32" },
      { name: "web", subnet: "10.0.0.22/32" },
    ],
    absent: ["old", "never-there"],
  },
  "user/local": { ensure: [{ name: "admin-2", type: "password", passwd: "geheim-2", status: "disable" }] },
  "system/global": { hostname: "edge", admintimeout: 30 },
};
