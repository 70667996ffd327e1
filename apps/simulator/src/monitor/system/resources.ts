/**
 * How much of what it may hold a VDOM, or the device, holds: `system/vdom-resource` and `system/global-resources`.
 *
 * @module
 */

import { MANAGEMENT_VDOM } from "../../cmdb/vdoms.ts";
import { type Endpoint, type MonitorContext, needing } from "../answer.ts";
import { loadNow } from "./usage.ts";

/** In the device's own order and numbering. The table is what is counted; nothing else grows. */
const RESOURCES: readonly (readonly [name: string, table: string | undefined, most: number])[] = [
  ["session", undefined, 0],
  ["ipsec-phase1", "vpn.ipsec/phase1", 2000],
  ["ipsec-phase2", "vpn.ipsec/phase2", 2000],
  ["ipsec-phase1-interface", "vpn.ipsec/phase1-interface", 0],
  ["ipsec-phase2-interface", "vpn.ipsec/phase2-interface", 0],
  ["dialup-tunnel", undefined, 0],
  ["firewall-policy", "firewall/policy", 10_000],
  ["firewall-address", "firewall/address", 20_000],
  ["firewall-addrgrp", "firewall/addrgrp", 5000],
  ["custom-service", "firewall.service/custom", 1024],
  ["service-group", "firewall.service/group", 500],
  ["onetime-schedule", "firewall.schedule/onetime", 256],
  ["recurring-schedule", "firewall.schedule/recurring", 256],
  ["user", "user/local", 1000],
  ["user-group", "user/group", 500],
  ["sslvpn", undefined, 0],
  ["proxy", undefined, 64_000],
  ["log-disk-quota", undefined, 0],
];

export const vdomResource: Endpoint = needing(["system/vdom-property"], (context, { vdom }) => {
  const { cpu, mem } = loadNow(context);
  const isManagement = vdom === MANAGEMENT_VDOM;
  const limits = context.holder.configuration.table("system/vdom-property", undefined).get(vdom) ?? {};
  const rows = RESOURCES.map(([name, , most], id) => {
    const [custom = 0, guaranteed = 0] = String(limits[name] ?? "")
      .split(" ")
      .map((text) => Number(text) || 0);
    const used = usedIn(context, vdom, name);
    return [
      name,
      {
        id,
        custom_max: custom,
        ...boundsOf(most, used),
        guaranteed,
        ...guaranteedBounds(most, used),
        global_max: most,
        ...shareOf(used, custom || most),
      },
    ];
  });
  return {
    results: {
      cpu: isManagement ? cpu : 0,
      memory: isManagement ? mem : 0,
      setup_rate: 0,
      is_deletable: !isManagement,
      ...Object.fromEntries(rows),
    },
  };
});

export const globalResources: Endpoint = (context) => {
  const vdoms = [...context.holder.configuration.table("system/vdom", undefined).keys()];
  const rows = RESOURCES.map(([name, , most], id) => {
    const used = vdoms.reduce((sum, vdom) => sum + usedIn(context, vdom, name), 0);
    return [name, { id, default_max: most, custom_max: 0, ...boundsOf(most, used), ...shareOf(used, most) }];
  });
  return { results: Object.fromEntries(rows) };
};

function usedIn(context: MonitorContext, vdom: string, name: string): number {
  if (name === "session") return context.world.sessionCount(vdom);
  const [, table] = RESOURCES.find(([own]) => own === name) ?? [];
  return table === undefined ? 0 : context.holder.configuration.table(table, vdom).size;
}

function boundsOf(most: number, used: number): Record<string, number> {
  return { min_custom_value: Math.max(used, 1), max_custom_value: most };
}

function guaranteedBounds(most: number, used: number): Record<string, number> {
  return { min_guaranteed_value: 0, max_guaranteed_value: Math.max(most - used, 0) };
}

function shareOf(used: number, most: number): Record<string, number> {
  return { current_usage: used, usage_percent: most === 0 ? 0 : Math.floor((100 * used) / most) };
}
