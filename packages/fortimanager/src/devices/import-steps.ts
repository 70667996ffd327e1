/**
 * How policies of a device come into a package.
 *
 * @module
 */

import type { JsonValue } from "@fortiweave/core";
import { checkName, checkPath } from "../names.ts";

/** Where the policies of a device go, and what goes along. */
export interface PolicyImport {
  /** Name of the package. One that is there already is overwritten. */
  readonly package: string;
  /** The folder of the package, folders round it first. Default: none. */
  readonly folder?: string;
  /** Default `root`. */
  readonly vdom?: string;
  /** `used`: objects that the policies use. `all`: the others, too. Default `used`. */
  readonly objects?: "used" | "all";
  /** Where an object exists in the ADOM with other values, the device's become a mapping of its own. Default true. */
  readonly mappings?: boolean;
}

/** The steps, in their order: FortiManager finds out about interfaces, then about objects, and then does it. */
export function importSteps(device: string, target: PolicyImport): Record<string, JsonValue | undefined>[] {
  const { folder, vdom = "root", objects = "used", mappings = true } = target;
  const data = {
    name: checkName(device, "A device"),
    vdom: checkName(vdom, "A VDOM"),
    dst_name: checkName(target.package, "A package"),
    dst_parent: folder === undefined ? undefined : checkPath(folder, "A folder"),
    if_all_policy: "enable",
    if_all_objs: objects === "all" ? "all" : "filter",
    add_mappings: mappings ? "enable" : "disable",
  };
  return ["policy_search", "obj_search", "do"].map((action) => ({ ...data, import_action: action }));
}
