/**
 * `system/status` and what else a device says of how it is set up.
 *
 * @module
 */

import { checkDeviceWide } from "../../device/permissions.ts";
import { resolveName } from "../../world/internet.ts";
import { toText } from "../../world/ipv4.ts";
import { type Endpoint, hostnameOf, needing } from "../answer.ts";
import { fieldsOf, tableOf } from "../config.ts";
import { listIn } from "../params.ts";
import { portsIn } from "./admins.ts";
import { restart } from "./restart.ts";

export const status: Endpoint = (context) => {
  const { model } = context.identity;
  return {
    results: {
      model_name: model.name,
      model_number: model.number,
      model: model.platform,
      hostname: hostnameOf(context),
      log_disk_status: model.disk > 0 ? "available" : "not_available",
    },
  };
};

/** Links between VDOMs, each with the two interfaces that it is made of. */
export const vdomLinks: Endpoint = needing(["system/vdom-link", "system/interface"], (context) => {
  const { rows, read } = tableOf(context, "system/vdom-link");
  return {
    results: rows.map(([name, entry]) => ({
      name,
      type: read(entry, "type"),
      pairs: [`${name}0`, `${name}1`].map((end) => ({
        name: end,
        vdom: context.holder.configuration.table("system/interface", undefined).get(end)?.vdom ?? "",
      })),
    })),
  };
});

/** Fields of `system/global` that hold a port, and those that have it when nobody chose another. */
const PORTS = { "admin-sport": 443, "admin-port": 80, "admin-ssh-port": 22, "admin-telnet-port": 23 } as const;

/** A port that the device listens on itself is not available. */
export const portAvailability: Endpoint = needing(["system/global"], (context, call) => {
  const global = fieldsOf(context, "system/global");
  const taken = Object.entries(PORTS).map(([field, otherwise]) => Number(global(field)) || otherwise);
  return {
    results: portsIn(call, "port_ranges").map(([start, end]) => ({
      start,
      end,
      available: !taken.some((port) => port >= start && port <= end),
    })),
  };
});

export const resolveNames: Endpoint = (_context, call) => ({
  results: (listIn(call, "fqdn") ?? []).map((fqdn) => ({ fqdn, addrs: resolveName(fqdn).map(toText) })),
});

/** A device starts again after that, and its logs are empty. */
export const formatDisk: Endpoint = (context, { principal, remoteAddress }) => {
  checkDeviceWide(context.holder.configuration, principal);
  context.eventLog.clear();
  restart(context, { user: principal.name, address: remoteAddress }, "reboot", "format log disk");
  return {};
};
