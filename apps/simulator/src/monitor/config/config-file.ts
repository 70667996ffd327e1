/**
 * The configuration of the device that is asked, as a file.
 *
 * @module
 */

import { forbidden, Refusal } from "../../cmdb/refusal.ts";
import { configFile } from "../../conf/file.ts";
import { checkAccess } from "../../device/permissions.ts";
import type { MonitorCall, MonitorContext } from "../answer.ts";

/** What is wanted of it. */
export interface Extent {
  /** Undefined: the whole device. */
  readonly vdom: string | undefined;
  readonly isMasked: boolean;
}

const PLACE = "system/config/backup";

export function configText(
  context: MonitorContext,
  { principal }: Pick<MonitorCall, "principal">,
  extent: Extent,
): string {
  const { identity, holder, factory } = context;
  return configFile({
    identity,
    configuration: holder.configuration,
    factory: factory(),
    user: principal.name,
    ...extent,
  });
}

/**
 * Which part of the device `scope` and `vdom` mean.
 *
 * @throws Refusal when there is no such VDOM, or who asks may not touch it.
 */
export function vdomIn({ holder }: MonitorContext, { params, vdom, principal }: MonitorCall): string | undefined {
  if (params.scope !== "vdom") {
    if (principal.vdoms !== undefined) throw forbidden();
    return undefined;
  }
  const named = typeof params.vdom === "string" && params.vdom !== "" ? params.vdom : vdom;
  checkAccess(holder.configuration, principal, { path: PLACE, vdom: named, isWrite: false, isConfiguration: false });
  return named;
}

/** Whoever may not change the device does not get to see its secrets either. */
export function mayWrite({ holder }: MonitorContext, { principal, vdom }: MonitorCall): boolean {
  try {
    checkAccess(holder.configuration, principal, { path: PLACE, vdom, isWrite: true, isConfiguration: false });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Switches come as JSON, or as text of a form. */
export function isOn(value: unknown): boolean {
  return value === true || value === 1 || value === "true" || value === "1" || value === "enable";
}

export function textIn(params: Readonly<Record<string, unknown>>, name: string): string {
  const value = params[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function numberIn(params: Readonly<Record<string, unknown>>, name: string): number {
  return Number(textIn(params, name) || Number.NaN);
}
