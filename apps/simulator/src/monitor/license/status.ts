/**
 * `license/status`: a device with a contract for everything that comes with a bundle, and a year to go.
 *
 * @module
 */

import { isSince } from "../../version.ts";
import { createChance, seedOf } from "../../world/chance.ts";
import type { Endpoint, MonitorContext } from "../answer.ts";
import { type Database, type LiveService, SERVICES } from "./services.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

export const licenseStatus: Endpoint = (context) => {
  const { identity, live } = context;
  const services = Object.entries(SERVICES).filter(
    ([, known]) => known.kind === "database" || isSince(identity.version, known.since ?? "7.2.0"),
  );
  return {
    results: {
      fortiguard: fortiguard(context),
      forticare: forticare(context),
      forticloud:
        live.registration.forticloud === undefined
          ? { type: "cloud_service_status", status: "cloud_logged_out" }
          : {
              type: "cloud_service_status",
              status: "cloud_logged_in",
              account: live.registration.forticloud,
              domain: "GLOBAL",
              multitenancy: false,
            },
      ...Object.fromEntries(services.map(([name, known]) => [name, describe(context, name, known)])),
      vdom: vdoms(context),
      ...(identity.model.id.startsWith("FGVM") && { vm: virtualMachine(context) }),
      sms: { type: "other", status: "no_license", used: 0, max: 0 },
    },
  };
};

/** Contracts of a device end on the same day of its own, less than a year from now. */
export function contractEnd({ identity, clock }: Pick<MonitorContext, "identity" | "clock">): number {
  const now = Math.floor(clock.now() / 1000);
  const own = createChance(seedOf(identity.serial), 1).below(365) * DAY;
  const yearStart = Math.floor((now - own) / YEAR) * YEAR + own;
  return yearStart + YEAR;
}

/** The last update: every hour at a minute of the device's own, and when somebody asked for one. */
function updatedAt({ identity, clock, live }: MonitorContext): number {
  const now = Math.floor(clock.now() / 1000);
  const minute = createChance(seedOf(identity.serial), 2).below(HOUR);
  return Math.max(Math.floor((now - minute) / HOUR) * HOUR + minute, live.updates.askedAt);
}

function fortiguard(context: MonitorContext): Record<string, unknown> {
  const updated = updatedAt(context);
  return {
    type: "cloud_service_status",
    supported: true,
    connected: true,
    has_connected: true,
    connection_issue: false,
    last_connection_success: updated,
    update_server_usa: false,
    next_scheduled_update: updated + HOUR,
    scheduled_updates_enabled: true,
    server_address: "173.243.142.6:443",
    fortigate_wan_ip: "",
  };
}

function forticare(context: MonitorContext): Record<string, unknown> {
  const expires = contractEnd(context);
  const isHardware = !context.identity.model.id.startsWith("FGVM");
  return {
    type: "cloud_service_status",
    status: "registered",
    registration_status: "registered",
    registration_supported: true,
    account: context.live.registration.forticare ?? "admin@example.com",
    support: {
      ...(isHardware && { hardware: { status: "licensed", support_level: "Advanced HW", expires } }),
      enhanced: { status: "licensed", support_level: "Premium", expires },
    },
    company: "Example",
    industry: "",
  };
}

function describe(context: MonitorContext, name: string, known: Database | LiveService): Record<string, unknown> {
  const entitlement = known.entitlement === undefined ? {} : { entitlement: known.entitlement };
  const expires = known.entitlement === undefined ? {} : { expires: contractEnd(context) };
  if (known.kind !== "database") {
    const status = known.isExtra ? (known.without ?? "no_license") : "licensed";
    return { type: known.kind, status, ...(known.isExtra ? {} : expires), ...entitlement, ...known.more };
  }
  const updated = updatedAt(context);
  const age = createChance(seedOf(name), 3).below(5);
  const attempt = (behind: number): Record<string, unknown> => ({
    last_update: updated - behind * DAY,
    last_update_attempt: updated,
    last_update_result_status: behind === 0 ? "update_result_success" : "update_result_no_updates",
    last_update_method_status: "update_method_sched",
  });
  const broughtAt = context.live.updates.broughtAt.get(name);
  const brought = broughtAt !== undefined && {
    last_update: broughtAt,
    last_update_attempt: broughtAt,
    last_update_result_status: "update_result_success",
    last_update_method_status: "update_method_manual",
  };
  const parts = Object.entries(known.parts ?? {}).map(
    ([part, version]) => [part, { version, ...attempt(90) }] as const,
  );
  return {
    type: "downloaded_fds_object",
    status: "licensed",
    version: known.version,
    ...expires,
    ...entitlement,
    ...attempt(age),
    ...brought,
    ...known.more,
    ...Object.fromEntries(parts),
  };
}

function vdoms({ holder, identity }: MonitorContext): Record<string, unknown> {
  const { maxVdoms } = identity.model;
  return {
    type: "platform",
    can_upgrade: maxVdoms > 10,
    used: holder.configuration.table("system/vdom", undefined).size,
    max: maxVdoms,
  };
}

/** What the machine has, and may have. */
export function virtualMachine(context: MonitorContext): Record<string, unknown> {
  const { model } = context.identity;
  const memory = model.memory * 1024 * 1024;
  return {
    type: "platform",
    valid: true,
    status: "vm_valid",
    license_model: 3,
    license_platform_name: model.platform,
    license_source: "FortiCare",
    expires: contractEnd(context),
    closed_network: false,
    is_payg: false,
    cpu_used: model.cores,
    cpu_max: model.cores,
    mem_used: memory,
    mem_max: memory * 2,
    autoscale_enabled: false,
    autoscale_peers: [],
    autoscale_set_size: 0,
    is_autoscale_master: false,
    nva_payg_billing_status: "",
    validation_overdue_since: 0,
  };
}
