/**
 * Backing the FortiManager up to a server.
 *
 * @module
 */

import { isSince } from "../../version.ts";
import type { Answer, FortiManagerCore, Operation } from "../parts.ts";
import { isItem } from "../rpc/envelope.ts";
import { invalidData } from "../rpc/refusals.ts";

/** From these on, by branch, a backup is encrypted. */
const NEEDS_PASSWORD_SINCE: Readonly<Record<string, string>> = { "7.2": "7.2.5", "7.4": "7.4.2" };

/** Starts a task. Nothing is sent to any server. */
export function backUp(
  { tasks, settings, version }: Pick<FortiManagerCore, "tasks" | "settings" | "version">,
  { data, session }: Operation,
): Answer {
  const { filename, server, service, passwd } = isItem(data) ? data : {};
  const branch = version.split(".").slice(0, 2).join(".");
  const needsPassword = isSince(version, NEEDS_PASSWORD_SINCE[branch] ?? version);
  if (typeof server !== "string" || typeof service !== "string") throw invalidData();
  if (needsPassword && typeof passwd !== "string") throw invalidData();
  const line = { name: server, ms: settings.taskMs, run: async () => `saved as ${filename ?? "backup.dat"}` };
  const plan = { title: "Backup", adom: "root", user: session.user, lines: [line], reliable: true };
  return { taskid: tasks.start(plan) };
}
