/**
 * `system/admin/change-vdom-mode` and `toggle-vdom-mode`. Whoever is signed in must do it again.
 *
 * @module
 */

import { Refusal } from "../../cmdb/refusal.ts";
import { OBJECT_KEY, objectOf } from "../../cmdb/table.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing } from "../answer.ts";
import { change } from "../config.ts";
import { textIn } from "../params.ts";

const GLOBAL = "system/global";
const FIELD = "vdom-mode";
/** What there is of it must go first. */
const IN_USE = -23;

export const changeVdomMode: Endpoint = needing([GLOBAL], (context, call) => set(context, call, textIn(call, FIELD)));

export const toggleVdomMode: Endpoint = needing([GLOBAL], (context, call) => {
  const { [FIELD]: mode = "no-vdom" } = objectOf(context.holder.configuration.table(GLOBAL, undefined));
  return set(context, call, mode === "no-vdom" ? "multi-vdom" : "no-vdom");
});

function set(context: MonitorContext, call: MonitorCall, mode: string): Record<string, never> {
  const { configuration } = context.holder;
  if (mode === "no-vdom" && configuration.table("system/vdom", undefined).size > 1) throw new Refusal(500, IN_USE);
  change(context, call, GLOBAL, OBJECT_KEY, { ...objectOf(configuration.table(GLOBAL, undefined)), [FIELD]: mode });
  context.signIn.sessions.clear();
  return {};
}
