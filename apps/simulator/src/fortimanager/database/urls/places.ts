/**
 * What has to be there so that something can stand in it: an ADOM, a package, a device.
 *
 * @module
 */

import type { View } from "../store/committed.ts";
import { ADOMS, adomOfDevice } from "./device-manager.ts";

/** What stands for the name of the global database where an ADOM is named. */
export const GLOBAL = "global";

type Params = Readonly<Record<string, string>>;

/** The table that what a placeholder names is in. */
const CONTAINERS: Readonly<Record<string, (params: Params) => string>> = {
  adom: () => ADOMS,
  devprof: ({ adom }) => `pm/devprof/adom/${adom}`,
  pblock: ({ adom }) => `pm/pblock/adom/${adom}`,
  pkg: ({ adom = GLOBAL }) => packagesOf(adom),
  pkg_name_path: ({ adom = GLOBAL }) => packagesOf(adom),
  wanprof: ({ adom }) => `pm/wanprof/adom/${adom}`,
};

/** The table of the packages of an ADOM. */
export function packagesOf(adom: string): string {
  return adom === GLOBAL ? "pm/pkg/global" : `pm/pkg/adom/${adom}`;
}

/** Whether all that a url names above its table is there. */
export function exists(view: View, template: string, params: Params): boolean {
  if (template.startsWith("pm/config/device/")) return adomOfDevice(view, params.device ?? "") !== undefined;
  return Object.entries(params).every(([name, value]) => {
    const container = CONTAINERS[name];
    const isAbove = template.includes(`{${name}}/`) || template.endsWith("/adom/{adom}");
    if (container === undefined || !isAbove) return true;
    // The entry itself may be missing: that is another refusal.
    return view.get(container(params), value) !== undefined;
  });
}
