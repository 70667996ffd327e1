/**
 * What the device manager says of a device.
 *
 * @module
 */

import { OBJECT_KEY } from "../../../cmdb/table.ts";
import type { Device } from "../../../device/device.ts";
import { fullNameOf } from "../../../models/model.ts";
import { modelOfSerial } from "../../../models/models.ts";
import type { Entry, Reachable } from "../../parts.ts";
import type { JsonObject } from "../form/json.ts";

/** What a client may say of a device that it adds. */
const GIVEN = ["desc", "meta fields", "mgmt_mode", "faz.quota", "latitude", "longitude", "prefer_img_ver"];

/** The address at which a FortiGate is found, by its place among those that can be reached. */
export function addressOf(reachable: readonly Reachable[], reach: Reachable): string {
  return `192.0.2.${reachable.indexOf(reach) + 1}`;
}

/** A FortiGate that has been added. */
export function realEntry(name: string, address: string, { device }: Reachable, given: JsonObject, now: number): Entry {
  const { identity } = device;
  const [major = 7, minor = 0, patch = 0] = identity.version.split(".").map(Number);
  return {
    name,
    ...common(given),
    adm_usr: String(given.adm_usr ?? "admin"),
    sn: identity.serial,
    ip: address,
    hostname: hostnameOf(device),
    os_ver: `${major}.0`,
    mr: minor,
    patch,
    version: major * 100,
    build: identity.build,
    branch_pt: identity.build,
    platform_str: fullNameOf(identity.model),
    flags: [...(identity.model.disk > 0 ? ["has_hdd"] : []), "reload"],
    maxvdom: identity.model.maxVdoms,
    conn_mode: "passive",
    conn_status: "up",
    conf_status: "insync",
    db_status: "nomod",
    dev_status: "retrieved",
    last_checked: Math.floor(now / 1000),
    last_resync: Math.floor(now / 1000),
    vdom: vdomsOf(device).map((vdom) => ({ name: vdom, opmode: "nat", vdom_type: "traffic", status: "" })),
  };
}

/** A device that is yet to come. */
export function modelEntry(name: string, given: JsonObject): Entry {
  const major = Number.parseInt(String(given.os_ver ?? "7"), 10);
  return {
    name,
    ...common(given),
    adm_usr: String(given.adm_usr ?? "admin"),
    sn: String(given.sn ?? ""),
    ip: String(given.ip ?? ""),
    hostname: name,
    os_ver: `${major}.0`,
    mr: Number(given.mr ?? 0),
    patch: Number(given.patch ?? -1),
    version: major * 100,
    build: 0,
    platform_str: String(given.platform_str ?? fullNameOf(modelOfSerial(String(given.sn ?? "")))),
    flags: ["is_model", "linked_to_model"],
    conn_mode: "active",
    conn_status: "UNKNOWN",
    conf_status: "unknown",
    db_status: "nomod",
    dev_status: "unknown",
    vdom: [{ name: "root", opmode: "nat", vdom_type: "traffic", status: "" }],
  };
}

export function hostnameOf(device: Device): string {
  const settings = device.configuration().table("system/global", undefined).get(OBJECT_KEY);
  return String(settings?.hostname ?? device.identity.name);
}

function vdomsOf(device: Device): string[] {
  return [...device.configuration().table("system/vdom", undefined).keys()];
}

function common(given: JsonObject): Entry {
  const said = GIVEN.filter((name) => given[name] !== undefined).map((name) => [name, given[name]] as const);
  return {
    os_type: "fos",
    mgmt_mode: "fmg",
    mgt_vdom: "root",
    ha_mode: "standalone",
    maxvdom: 10,
    ...Object.fromEntries(said),
  };
}
