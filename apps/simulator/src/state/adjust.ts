/**
 * Options beside a state that was kept: what nobody asks for is as it was.
 *
 * @module
 */

import { parseModel } from "../models/models.ts";
import type { SimulatorOptions } from "../options.ts";
import { parseManagerVersion, parseVersion } from "../version.ts";
import type { Saved } from "./saved.ts";

/** @throws Error that names the option that the state contradicts, and the way out. */
export function withSaved(
  options: SimulatorOptions,
  { fortigates, fortimanager }: Saved,
  file: string,
): SimulatorOptions {
  const [first] = fortigates;
  const { fortigates: count = fortigates.length, fortimanager: managers = fortimanager === null ? 0 : 1 } = options;
  const contradict = (held: string, option: string): never => {
    throw new Error(`The state in ${file} is of ${held}: start with ${option}, or name another file`);
  };

  if (count < fortigates.length) {
    contradict(`${fortigates.length} FortiGates`, `as many (fortigates, --fortigate) or more`);
  }
  if (managers === 0 && fortimanager !== null) contradict("a FortiManager too", "one (fortimanager, --fortimanager)");
  if (first !== undefined && options.fortios !== undefined && parseVersion(options.fortios) !== first.version) {
    contradict(`FortiOS ${first.version}`, "that (fortios, --fortios)");
  }
  if (first !== undefined && options.model !== undefined && parseModel(options.model).id !== first.model) {
    contradict(`a ${first.model}`, "that (model, --model)");
  }
  const { fortimanagerVersion: wanted } = options;
  if (fortimanager !== null && wanted !== undefined && parseManagerVersion(wanted) !== fortimanager.version) {
    contradict(`FortiManager ${fortimanager.version}`, "that (fortimanagerVersion, --fortimanager-version)");
  }
  return {
    ...options,
    fortigates: count,
    fortimanager: managers,
    ...(first !== undefined && { fortios: first.version, model: first.model }),
    ...(fortimanager !== null && { fortimanagerVersion: fortimanager.version }),
  };
}
