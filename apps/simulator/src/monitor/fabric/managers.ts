/**
 * Who manages the device, and the appliances that it works with: as they are configured, and always there.
 *
 * @module
 */

import { OBJECT_KEY, objectOf } from "../../cmdb/table.ts";
import { type Endpoint, type MonitorContext, needing } from "../answer.ts";
import { change, fieldsOf, tableOf } from "../config.ts";
import { switchIn, textIn } from "../params.ts";

const CENTRAL = "system/central-management";

/** The FortiManager's address and serial number, without the quotes that lists of them may have. */
function managerOf(context: MonitorContext): { mode: string; server: string; serial: string; isManaged: boolean } {
  const central = fieldsOf(context, CENTRAL);
  const bare = (field: string): string => central(field).replaceAll('"', "").split(" ")[0] ?? "";
  const server = bare("fmg");
  return {
    mode: central("mode"),
    server,
    serial: bare("serial-number"),
    isManaged: central("type") === "fortimanager" && server !== "",
  };
}

export const centralManagement: Endpoint = needing([CENTRAL], (context) => {
  const { mode, server, serial, isManaged } = managerOf(context);
  return {
    results: {
      mode,
      server,
      status: isManaged ? "up" : "down",
      registration_status: isManaged ? "registered" : "unknown",
      sn: serial,
      mgmt_ip: isManaged ? `::ffff:${server}` : "",
      mgmt_port: isManaged ? 443 : 0,
      pending_fortimanager: "",
    },
  };
});

export const fortimanagerStatus: Endpoint = needing([CENTRAL], (context) => {
  const { mode, server, isManaged } = managerOf(context);
  const id = isManaged ? 2 : 0;
  return { results: { mode, server, fortimanager_status_id: id, fortimanager_registration_status_id: id } };
});

export const configureFortimanager: Endpoint = needing([CENTRAL], (context, call) => {
  const before = objectOf(context.holder.configuration.table(CENTRAL, undefined));
  const { fmg: _gone, ...rest } = before;
  const next = switchIn(call, "unregister")
    ? { ...rest, type: "none" }
    : { ...before, type: "fortimanager", fmg: textIn(call, "fortimanager_ip") };
  change(context, call, CENTRAL, OBJECT_KEY, next);
  return {};
});

const SANDBOX = "system/fortisandbox";

function sandboxOf(context: MonitorContext): { server: string; isOn: boolean; type: string } {
  const sandbox = fieldsOf(context, SANDBOX);
  const isEnabled = sandbox("status") === "enable";
  const isCloud = sandbox("forticloud") === "enable";
  return {
    server: sandbox("server"),
    isOn: isEnabled && (isCloud || sandbox("server") !== ""),
    type: isCloud ? "cloud" : "appliance",
  };
}

export const sandboxStatus: Endpoint = needing([SANDBOX], (context) => {
  const { server, isOn: isConfigured, type } = sandboxOf(context);
  return {
    results: {
      configured: isConfigured,
      type,
      cloud_region: "",
      server,
      malware_package_version: isConfigured ? "5.125" : "0.0",
      signatures_loaded: isConfigured,
      signatures_count: 0,
    },
  };
});

export const sandboxConnection: Endpoint = needing([SANDBOX], (context) => {
  const { isOn: isConfigured, type } = sandboxOf(context);
  return { results: { status: isConfigured ? "reachable" : "unreachable", type } };
});

/** Nothing was ever sent there. */
export const sandboxStats: Endpoint = () => ({
  results: { detected: 0, clean: 0, risk_low: 0, risk_med: 0, risk_high: 0, submitted: 0 },
});

const EMS = "endpoint-control/fctems";

export const emsStatus: Endpoint = needing([EMS], (context, call) => {
  const { rows, read } = tableOf(context, EMS, call.vdom);
  const wanted = textIn(call, "ems_id");
  return {
    results: rows
      .filter(([key, entry]) => (wanted === "" || key === wanted) && read(entry, "server") !== "")
      .map(([key, entry]) => ({
        ems_id: Number(key),
        ems_name: read(entry, "name"),
        ems_serial: read(entry, "serial-number"),
        ems_tenant_id: read(entry, "tenant-id"),
        ems_status: "ok",
        ems_status_id: 0,
        ems_is_connected: true,
        ems_is_verified: true,
        mgmt_ip: read(entry, "server"),
        mgmt_port: Number(read(entry, "https-port")) || 443,
        ws_status: "connected",
        api_status: [],
      })),
  };
});

export const emsSummary: Endpoint = needing([EMS], (context, call) => {
  const { rows, read } = tableOf(context, EMS, call.vdom);
  return {
    results: rows
      .filter(([, entry]) => read(entry, "server") !== "")
      .map(([key, entry]) => ({ id: key, name: read(entry, "name"), conn_status: "connected", cert_status: "valid" })),
  };
});
