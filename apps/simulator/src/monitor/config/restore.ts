/**
 * `system/config/restore`: the device takes over what a file holds, all of it or nothing, and starts again.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import { failedWith, noSuchVdom } from "../../cmdb/refusal.ts";
import { loadSchemas, type Restored, restoreDevice, restoreVdom } from "../../conf/restore.ts";
import { bodyObject } from "../../http/call.ts";
import type { Endpoint, MonitorAnswer, MonitorCall, MonitorContext } from "../answer.ts";
import { restart } from "../system/restart.ts";
import { isOn, textIn, vdomIn } from "./config-file.ts";
import { type OpenFile, openFile } from "./open-file.ts";

const RESTORE_FAILED = -902;
const VDOMS = "system/vdom";

function carryOut(context: MonitorContext, call: MonitorCall): MonitorAnswer {
  const { holder, files, tokens, world } = context;
  const vdom = vdomIn(context, call);
  const file = openFile(context, call.params);
  if (typeof file === "string") throw failed(file);
  if (vdom === undefined && file.header.vdom !== undefined) throw failed("config_invalid_file");
  if (file.header.isMasked && !isOn(call.params.confirm_password_mask)) throw failed("config_password_masked");
  const next = restored(context, file, vdom);
  if (next === undefined) throw failed("config_too_many_vdoms");
  const { configuration, errors } = next;
  world.sync();
  holder.configuration = configuration;
  world.replaced();
  tokens.keepConfigured();
  files.logErrors(errors);
  const session = randomBytes(16).toString("hex");
  files.addRestore(session);
  const actor = { user: call.principal.name, address: call.remoteAddress };
  restart(context, actor, "reboot", "config restored");
  return { results: { config_restored: true, restore_started: true, session_id: session } };
}

/** Undefined for more VDOMs than the device can have. */
function restored(
  { identity, holder, factory }: MonitorContext,
  { statements }: OpenFile,
  vdom: string | undefined,
): Restored | undefined {
  const { configuration } = holder;
  const { maxVdoms } = identity.model;
  if (vdom === undefined) return restoreDevice(configuration.schemas, factory(), statements, maxVdoms);
  if (!configuration.table(VDOMS, undefined).has(vdom)) throw noSuchVdom();
  return restoreVdom(configuration, factory(), vdom, statements, maxVdoms);
}

function failed(error: string): Error {
  return failedWith(RESTORE_FAILED, { config_restored: false, error });
}

/** What the file names must be known before it is read: nothing else may come in between then. */
async function prepare(context: MonitorContext, { body }: { readonly body: unknown }): Promise<void> {
  const file = openFile(context, bodyObject(body) ?? {});
  if (typeof file !== "string") await loadSchemas(context.holder.configuration.schemas, file.statements);
}

export const restore: Endpoint = Object.assign(carryOut, { prepare });

/** How a restore went. The device is back before anybody can ask. */
export const restoreStatus: Endpoint = ({ files }, { params }) => {
  const isKnown = files.state().restores.includes(textIn(params, "session_id"));
  return { results: { in_progress: false, success: isKnown, error: 0, session_file_not_found: !isKnown } };
};
