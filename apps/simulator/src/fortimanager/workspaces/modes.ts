/**
 * Whether there are locks in an ADOM, and of which kinds: as FortiManager is configured now.
 *
 * @module
 */

import type { Database, Entry } from "../parts.ts";
import { invalidUrl } from "../rpc/refusals.ts";

/** How changes are made in an ADOM. */
export type Mode = "disabled" | "normal" | "workflow";

export interface Rules {
  readonly mode: Mode;
  /** Whether single policies can be locked. */
  readonly perPolicy: boolean;
  /** Whether a lock takes the place of another's. */
  readonly preempts: boolean;
  readonly unlocksAfterInstall: boolean;
  readonly maxWorkflowSessions: number;
  /** The number of the ADOM. */
  readonly oid: number;
}

const GLOBAL_ADOM_OID = 10;
const DEFAULT_MAX_SESSIONS = 500;

/** Throws -6 for an ADOM that does not exist. */
export async function rulesOf(database: Database, adom: string): Promise<Rules> {
  const [settings = {}, entry] = await Promise.all([
    database.entry({ table: "cli/global/system/global" }),
    database.entry({ table: "dvmdb/adom", key: adom }),
  ]);
  if (entry === undefined && adom !== "global") throw invalidUrl();
  return {
    mode: modeIn(settings, entry),
    perPolicy: settings["per-policy-lock"] === "enable",
    preempts: settings["lock-preempt"] === "enable" || entry?.lock_override === 1,
    unlocksAfterInstall: settings["workspace-unlock-after-install"] === "enable",
    maxWorkflowSessions: Number(settings["workflow-max-sessions"] ?? DEFAULT_MAX_SESSIONS),
    oid: Number(entry?.oid ?? GLOBAL_ADOM_OID),
  };
}

function modeIn(settings: Entry, adom: Entry | undefined): Mode {
  switch (settings["workspace-mode"]) {
    case "normal":
      return "normal";
    case "workflow":
      return "workflow";
    case "per-adom":
      return Number(adom?.workspace_mode ?? 0) === 1 ? "normal" : "disabled";
    default:
      return "disabled";
  }
}
