/**
 * How certificates come into the configuration.
 *
 * @module
 */

import type { Entry } from "../../cmdb/entry.ts";
import { Refusal, tooLong } from "../../cmdb/refusal.ts";
import { checkDeviceWide } from "../../device/permissions.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { change } from "../config.ts";
import { logCertificate } from "../events.ts";
import { neededIn } from "../params.ts";
import type { Store } from "./stores.ts";

/** So a name that is taken is refused, as people report. */
const NAME_TAKEN = -23;
export const LONGEST_NAME = 35;

export function nameIn(call: MonitorCall, parameter: string): string {
  const name = neededIn(call, parameter);
  if (name.length > LONGEST_NAME) throw tooLong(parameter, LONGEST_NAME);
  return name;
}

/** In the VDOM that is asked, or, which not everybody may, in all of the device. @throws Refusal when the name is taken. */
export function store(
  context: MonitorContext,
  call: MonitorCall,
  kind: Store,
  name: string,
  content: Entry,
): ReturnType<Endpoint> {
  const { configuration } = context.holder;
  const range = call.params.scope === "global" ? "global" : "vdom";
  if (range === "global") checkDeviceWide(configuration, call.principal);
  // What is there for the whole device, every VDOM has.
  const vdoms = range === "vdom" ? [call.vdom] : [...configuration.table("system/vdom", undefined).keys()];
  if (vdoms.some((vdom) => configuration.table(kind.table, vdom).has(name))) throw new Refusal(500, NAME_TAKEN);
  const updated = { "last-updated": Math.floor(context.clock.now() / 1000) };
  for (const vdom of vdoms) {
    change(context, { ...call, vdom }, kind.table, name, { name, ...content, range, source: "user", ...updated });
  }
  return note(context, call, kind, name);
}

/** Under names of the device's own. What it holds already is refused. */
export function storeEach(
  context: MonitorContext,
  call: MonitorCall,
  kind: Store,
  prefix: string,
  texts: readonly string[],
): ReturnType<Endpoint> {
  const table = context.holder.configuration.table(kind.table, call.vdom);
  const known = new Set(Array.from(table.entries(), ([, entry]) => String(entry[kind.field] ?? "").trim()));
  if (texts.some((text) => known.has(text.trim()))) throw new Refusal(500, NAME_TAKEN);
  const first = call.params.scope === "global" ? `G_${prefix}` : prefix;
  for (const text of new Set(texts)) {
    let number = 1;
    while (table.has(`${first}_${number}`)) number += 1;
    store(context, call, kind, `${first}_${number}`, { [kind.field]: text });
  }
  return {};
}

/** Logs that it came in. */
export function note(
  { eventLog }: MonitorContext,
  { principal, remoteAddress, vdom }: MonitorCall,
  { table }: Store,
  name: string,
): Record<string, never> {
  const kind = table.slice(table.indexOf("/") + 1);
  logCertificate(eventLog, { user: principal.name, address: remoteAddress }, vdom, kind, name);
  return {};
}
