/**
 * `monitor/firewall/...` and `monitor/geoip/...`.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { addressEndpoints } from "./addresses.ts";
import { internetServiceEndpoints } from "./internet-services.ts";
import { localInEndpoints } from "./local-in.ts";
import { clearNothing, clearPolicies, policies, quietPolicies, resetPolicies, updateGlobalLabel } from "./policies.ts";
import { policyLookup } from "./policy-lookup.ts";
import { sessionEndpoints } from "./sessions.ts";
import { shapingEndpoints } from "./shaping.ts";

const NEVER_HIT = { hit_count: 0 };
const NEVER_USED = { active_sessions: 0, bytes: 0, packets: 0, hit_count: 0, session_count: 0 };

/** The kinds of policies that no traffic of the simulated network takes, and what can be done to their counters. */
const QUIET: readonly (readonly [
  name: string,
  table: string,
  more: Readonly<Record<string, unknown>>,
  actions: readonly string[],
])[] = [
  ["acl", "firewall/acl", NEVER_USED, ["clear_counters"]],
  ["acl6", "firewall/acl6", NEVER_USED, ["clear_counters"]],
  ["central-snat-map", "firewall/central-snat-map", NEVER_HIT, ["clear-counters", "reset"]],
  ["consolidated-policy", "firewall.consolidated/policy", NEVER_USED, ["clear_counters", "reset"]],
  ["dnat", "firewall/vip", NEVER_HIT, ["clear-counters", "reset"]],
  ["multicast-policy", "firewall/multicast-policy", NEVER_USED, ["clear_counters", "reset"]],
  ["multicast-policy6", "firewall/multicast-policy6", NEVER_USED, ["clear_counters", "reset"]],
  ["policy6", "firewall/policy6", NEVER_USED, ["clear_counters", "reset"]],
  ["proxy-policy", "firewall/proxy-policy", NEVER_USED, ["clear_counters"]],
  ["security-policy", "firewall/security-policy", NEVER_HIT, ["clear_counters"]],
];

const quietEndpoints = Object.fromEntries(
  QUIET.flatMap(([name, table, more, actions]): [string, Endpoint][] => [
    [`firewall/${name}`, quietPolicies(table, more)],
    ...actions.map((action): [string, Endpoint] => [`firewall/${name}/${action}`, clearNothing]),
  ]),
);

export const firewallEndpoints: Readonly<Record<string, Endpoint>> = {
  "firewall/policy": policies,
  "firewall/policy/clear_counters": clearPolicies,
  "firewall/policy/reset": resetPolicies,
  "firewall/policy/update-global-label": updateGlobalLabel("firewall/policy"),
  "firewall/security-policy/update-global-label": updateGlobalLabel("firewall/security-policy"),
  "firewall/policy-lookup": policyLookup,
  ...quietEndpoints,
  ...sessionEndpoints,
  ...addressEndpoints,
  ...internetServiceEndpoints,
  ...shapingEndpoints,
  ...localInEndpoints,
};
