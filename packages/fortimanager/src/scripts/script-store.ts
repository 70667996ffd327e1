/**
 * Where scripts are kept, and in which form: both depend on the version.
 *
 * @module
 */

import { compareVersions } from "@fortiweave/catalog/fortimanager";
import type { JsonValue } from "@fortiweave/core";
import { type Fields, withoutUndefined } from "../exec.ts";
import { url } from "../url.ts";

/** What a script runs on: a device's database, the device itself, or the policies and objects of the ADOM. */
export type ScriptTarget = "device_database" | "remote_device" | "adom_database";

/** A script. */
export interface Script {
  /** Its name. */
  readonly name: string;
  /** The commands. */
  readonly content: string;
  /** What it runs on. */
  readonly target: ScriptTarget;
  /** `cli`, or `tcl`, `jinja` and groups where the version has them. */
  readonly type: string;
  /** In people's words. */
  readonly description: string;
}

/** What a script can run on, in the order of FortiManager's numbers. */
export const SCRIPT_TARGETS: readonly ScriptTarget[] = ["device_database", "remote_device", "adom_database"];

/** Whether scripts are objects of their ADOM, and no longer entries of the device manager. */
export function areObjects(version: string): boolean {
  return compareVersions(version, "7.6.5") >= 0;
}

/** The table of an ADOM's scripts. */
export function scriptTable(adom: string, version: string): string {
  return areObjects(version) ? url`pm/config/adom/${adom}/obj/fmg/script` : url`dvmdb/adom/${adom}/script`;
}

/** A script as FortiManager takes it. Since 7.6 a target that is no number is taken for the first one. */
export function toScriptData(script: Partial<Script>, version: string): Record<string, JsonValue> {
  const { name, content, target, type, description } = script;
  const number = target && SCRIPT_TARGETS.indexOf(target);
  return withoutUndefined({
    name,
    content,
    type,
    desc: description,
    target: compareVersions(version, "7.6.0") >= 0 ? number : target,
  });
}

/** A script as FortiManager tells it, with words or with numbers. */
export function toScript({ name, content, target, type, desc }: Fields): Script {
  const named = typeof target === "number" ? SCRIPT_TARGETS[target] : SCRIPT_TARGETS.find((each) => each === target);
  return {
    name: String(name),
    content: String(content ?? ""),
    target: named ?? "device_database",
    type: String(type ?? "cli"),
    description: String(desc ?? ""),
  };
}
