/**
 * FortiAPs, FortiSwitches and FortiExtenders: those that are configured, none of which has ever called.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import { type Endpoint, type MonitorContext, needing } from "../answer.ts";
import { change, tableOf } from "../config.ts";
import { listIn, neededIn, textIn } from "../params.ts";

const WTP = "wireless-controller/wtp";
const SWITCH = "switch-controller/managed-switch";
const EXTENDER = "extension-controller/extender";
const AP_STATUS = "wireless-controller/ap-status";

export const managedAps: Endpoint = needing([WTP], (context, call) => {
  const { rows, read } = tableOf(context, WTP, call.vdom);
  const wanted = textIn(call, "wtp_id");
  return {
    results: rows
      .filter(([id]) => wanted === "" || id === wanted)
      .map(([id, entry]) => ({
        name: read(entry, "name") || id,
        vdom: call.vdom,
        wtp_id: id,
        serial: id,
        ap_profile: read(entry, "wtp-profile"),
        comment: read(entry, "comment"),
        location: read(entry, "location"),
        region: read(entry, "region"),
        status: "disconnected",
        state: stateOf(read(entry, "admin")),
        connection_state: "Idle",
        connecting_from: "",
        os_version: "",
        local_addr: "",
        board_mac: "00:00:00:00:00:00",
        join_time: "",
        join_time_raw: 0,
        last_failure: "N/A",
        last_failure_code: 0,
        reboot_last_day: false,
        clients: 0,
        cpu_usage: 0,
        mem_free: 0,
        mem_total: 0,
        is_local: false,
        led_blink: false,
        lldp: [],
        radio: [],
        ssid: [],
        wired: [],
        sensors_temperatures: [],
      })),
  };
});

function stateOf(admin: string): string {
  if (admin === "enable" || admin === "") return "authorized";
  return admin === "disable" ? "deauthorized" : "discovered";
}

function apCounts(context: MonitorContext, vdom: string): { readonly all: number } {
  return { all: context.holder.configuration.table(WTP, vdom).size };
}

const NOBODY = (length: number): number[] => Array.from({ length }, () => 0);

export const apStatus: Endpoint = needing([WTP], (context, { vdom }) => {
  const { all } = apCounts(context, vdom);
  const peaks = ["2g", "5g", "6g"].flatMap((band) => [
    [`client_peak_${band}_1hour`, NOBODY(4)],
    [`client_peak_${band}_24hour`, NOBODY(24)],
    [`client_peak_${band}_30day`, NOBODY(30)],
  ]);
  return {
    results: {
      wtp_session_count: all,
      wtp_active: 0,
      wtp_down: all,
      wtp_rebooted: 0,
      client_count: 0,
      client_count_max: 0,
      ...Object.fromEntries(peaks),
    },
  };
});

export const apStatistics: Endpoint = needing([WTP], (context, { vdom }) => ({
  results: {
    wtp_session_count: apCounts(context, vdom).all,
    wtp_session_count_run: 0,
    client_count: 0,
    client_count_offline: 0,
    sta_cap_count: 0,
    rogue_ap_count: 0,
    rogue_client_count: 0,
    ble_device_count: 0,
  },
}));

export const setApStatus: Endpoint = needing([WTP], (context, call) => {
  const wanted = neededIn(call, "wtpname");
  const found = tableOf(context, WTP, call.vdom).rows.find(([id, { name }]) => id === wanted || name === wanted);
  if (found === undefined) throw noSuchEntry();
  const [id, entry] = found;
  change(context, call, WTP, id, { ...entry, admin: textIn(call, "admin") || "enable" });
  return {};
});

export const restartAp: Endpoint = needing([WTP], (context, call) => {
  const wanted = textIn(call, "wtpname");
  const isThere = tableOf(context, WTP, call.vdom).rows.some(([id, { name }]) => id === wanted || name === wanted);
  if (wanted !== "" && !isThere) throw noSuchEntry();
  return {};
});

/** What an administrator makes of access points that belong to others is configuration. */
export const setRogueStatus: Endpoint = needing([AP_STATUS], (context, call) => {
  const [bssids, names, status] = [listIn(call, "bssid") ?? [], listIn(call, "ssid") ?? [], textIn(call, "status")];
  for (const [index, bssid] of bssids.entries()) {
    const { rows } = tableOf(context, AP_STATUS, call.vdom);
    const [known] = rows.find(([, entry]) => String(entry.bssid).toLowerCase() === bssid.toLowerCase()) ?? [];
    const highest = Math.max(0, ...rows.map(([key]) => Number(key)));
    const key = known ?? String(highest + 1);
    const entry = { id: Number(key), bssid: bssid.toLowerCase(), ssid: names[index] ?? "", status };
    if (status !== "unclassified") change(context, call, AP_STATUS, key, entry);
    else if (known !== undefined) change(context, call, AP_STATUS, key, undefined);
  }
  return {};
});

export const clearRogues: Endpoint = needing([AP_STATUS], (context, call) => {
  for (const [key] of tableOf(context, AP_STATUS, call.vdom).rows) change(context, call, AP_STATUS, key, undefined);
  return {};
});

export const managedSwitches: Endpoint = needing([SWITCH], (context, call) => {
  const { rows, read } = tableOf(context, SWITCH, call.vdom);
  const wanted = textIn(call, "mkey");
  return {
    results: rows
      .filter(([id]) => wanted === "" || id === wanted)
      .map(([id, entry]) => ({
        "switch-id": id,
        switch_id: id,
        serial: read(entry, "sn") || id,
        name: read(entry, "name"),
        vdom: call.vdom,
        fgt_peer_intf_name: read(entry, "fsw-wan1-peer"),
        state: read(entry, "fsw-wan1-admin") === "enable" ? "Authorized" : "DeAuthorized",
        status: "Disconnected",
        os_version: "",
        connecting_from: "",
        join_time: "",
        max_poe_budget: Number(read(entry, "max-poe-budget")) || 0,
        image_download_progress: 0,
        type: "physical",
        ports: [],
      })),
  };
});

export const updateSwitch: Endpoint = needing([SWITCH], (context, call) => {
  const id = neededIn(call, "mkey");
  const entry = context.holder.configuration.table(SWITCH, call.vdom).get(id);
  if (entry === undefined) throw noSuchEntry();
  change(context, call, SWITCH, id, { ...entry, "fsw-wan1-admin": textIn(call, "admin") || "enable" });
  return {};
});

/** What is done to one that is not there is refused. */
export const touchSwitch: Endpoint = needing([SWITCH], ({ holder }, call) => {
  if (!holder.configuration.table(SWITCH, call.vdom).has(textIn(call, "mkey"))) throw noSuchEntry();
  return {};
});

export const extenders: Endpoint = needing([EXTENDER], (context, { vdom }) => {
  const { rows, read } = tableOf(context, EXTENDER, vdom);
  return {
    results: rows.map(([name, entry]) => ({
      name,
      id: read(entry, "id"),
      authorization_status_locked: false,
      system: {},
    })),
  };
});
