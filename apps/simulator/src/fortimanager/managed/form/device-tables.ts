/**
 * Where the configuration of a device stands in FortiManager's database, and in which form.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import { loadDeviceEntry, type ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { isGlobal } from "../../../cmdb/scope.ts";

/** A table of a FortiGate. */
export interface DeviceTable {
  /** `firewall.service/custom` */
  readonly path: string;
  /** Undefined when the device has it once. */
  readonly vdom: string | undefined;
}

const entries = new Map<string, Promise<ObjectEntry | undefined>>();
const paths = new Map(fortios.rows("cmdb").map(({ path }) => [path.replaceAll(".", "/"), path]));

/** What the device's database knows of a table of FortiOS. The path may also be that of its url. */
export function deviceEntry(path: string): Promise<ObjectEntry | undefined> {
  const inUrl = path.replaceAll(".", "/");
  const known = entries.get(inUrl) ?? loadDeviceEntry(fortios, inUrl);
  entries.set(inUrl, known);
  return known;
}

export function deviceRoot(device: string): string {
  return `pm/config/device/${device}/`;
}

/** The device whose database a url leads into. */
export function deviceAt(url: string): string | undefined {
  return /^pm\/config\/device\/([^/]+)\//.exec(url)?.[1];
}

/** `pm/config/device/FGT1/vdom/root/firewall/service/custom` */
export function urlOfTable(device: string, { path, vdom }: DeviceTable): string {
  return `${deviceRoot(device)}${vdom === undefined ? "global" : `vdom/${vdom}`}/${path.replaceAll(".", "/")}`;
}

/** The way back; undefined for what is no table of FortiOS. A table belongs where it belongs, whatever the url says. */
export function tableAt(url: string): DeviceTable | undefined {
  const [, , , , place, ...rest] = url.split("/");
  const [vdom, inside] = place === "global" ? ["root", rest] : [rest[0] ?? "root", rest.slice(1)];
  const path = paths.get(inside.join("/"));
  return path === undefined ? undefined : { path, vdom: isGlobal(path) ? undefined : vdom };
}
