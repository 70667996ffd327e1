/**
 * `system/...`, `license/...` and `firewall/policy`: what a device says of itself.
 *
 * @module
 */

import { prefixOf } from "../cmdb/address-text.ts";
import { type Entry, isRows } from "../cmdb/entry.ts";
import { noSuchEntry } from "../cmdb/refusal.ts";
import { apiUser } from "../device/admins.ts";
import { type Endpoint, hostnameOf, pageOf } from "./answer.ts";
import { backup } from "./backup.ts";

const status: Endpoint = (context) => ({
  results: {
    hostname: hostnameOf(context),
    log_disk_status: "available",
    model: "FGVM64",
    model_name: "FortiGate",
    model_number: "VM64",
  },
});

const time: Endpoint = ({ clock }) => ({ results: { time: Math.floor(clock.now() / 1000) } });

const license: Endpoint = () => ({
  results: {
    forticare: { type: "cloud_service_status", status: "registered" },
    vm: { type: "platform", valid: true, status: "vm_valid" },
  },
});

/** Every policy of the VDOM with counters at 0: no traffic flows here. */
const policies: Endpoint = ({ holder }, { vdom, params, query }) => {
  const wanted = params.policyid === undefined ? undefined : query.all("policyid").flatMap((ids) => ids.split(","));
  const rows = Array.from(holder.configuration.table("firewall/policy", vdom).entries(), ([id, entry]) => ({
    policyid: Number(id),
    uuid: entry.uuid ?? "",
    active_sessions: 0,
    bytes: 0,
    packets: 0,
    hit_count: 0,
    session_count: 0,
    software_bytes: 0,
    software_packets: 0,
  }));
  return {
    results: pageOf(
      rows.filter(({ policyid }) => wanted?.includes(String(policyid)) ?? true),
      query,
    ),
  };
};

/** By name, with the addresses that are configured. */
const interfaces: Endpoint = ({ holder }, { params }) => {
  const only = params.interface_name;
  const rows = Array.from(holder.configuration.table("system/interface", undefined).entries(), ([name, entry]) => [
    name,
    interfaceStatus(name, entry),
  ]);
  return { results: Object.fromEntries(rows.filter(([name]) => only === undefined || only === name)) };
};

const generateKey: Endpoint = ({ holder, tokens, clock }, { params }) => {
  const name = String(params["api-user"]);
  if (apiUser(holder.configuration, name) === undefined) throw noSuchEntry();
  const minutes = Number(params.expiry ?? 0);
  const expires = minutes > 0 ? clock.now() + minutes * 60_000 : undefined;
  return { results: { access_token: tokens.issue(() => apiUser(holder.configuration, name), expires) } };
};

export const systemEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/status": status,
  "system/time": time,
  "license/status": license,
  "firewall/policy": policies,
  "system/interface": interfaces,
  "system/config/backup": backup,
  "system/api-user/generate-key": generateKey,
};

function interfaceStatus(name: string, entry: Entry): Record<string, unknown> {
  const [ip = "0.0.0.0", mask = "0.0.0.0"] = String(entry.ip ?? "")
    .split(" ")
    .filter((part) => part !== "");
  const members = isRows(entry.member) ? entry.member.map((row) => row["interface-name"]) : [];
  return {
    id: name,
    name,
    alias: entry.alias ?? "",
    mac: "00:00:00:00:00:00",
    ip,
    mask: prefixOf(mask),
    link: entry.status !== "down",
    speed: 10_000,
    duplex: 1,
    members,
    tx_packets: 0,
    rx_packets: 0,
    tx_bytes: 0,
    rx_bytes: 0,
    tx_errors: 0,
    rx_errors: 0,
  };
}
