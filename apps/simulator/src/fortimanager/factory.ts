/**
 * What a FortiManager is told when it is set up: who may sign in, and how changes are made.
 *
 * @module
 */

import type { Database, Entry } from "./parts.ts";

/** How changes are made: `workspace-mode`. */
export type WorkspaceMode = (typeof WORKSPACE_MODES)[number];

export const WORKSPACE_MODES = ["disabled", "normal", "workflow", "per-adom"] as const;

/** The administrator with a password, and the one with a key. */
export const ADMIN_NAME = "admin";
export const API_USER_NAME = "fortiweave";

export interface SetUp {
  readonly hostname: string;
  readonly password: string;
  readonly workspace: WorkspaceMode;
}

const GLOBAL = "cli/global/system/global";
const ADMINS = "cli/global/system/admin/user";

export async function setUp(database: Database, { hostname, password, workspace }: SetUp): Promise<void> {
  await change(database, GLOBAL, { hostname, "workspace-mode": workspace });
  const rights = { profileid: "Super_User", "rpc-permit": "read-write", "adom-access": "all" };
  const admins: readonly Entry[] = [
    { ...rights, userid: ADMIN_NAME, user_type: "local", password },
    { ...rights, userid: API_USER_NAME, user_type: "api" },
  ];
  for (const admin of admins) {
    const spot = { table: ADMINS, key: String(admin.userid) };
    await database.store(spot, { ...(await database.entry(spot)), ...admin });
  }
}

/** Nothing happens where the administrator is gone. */
export async function setPassword(database: Database, password: string): Promise<void> {
  const spot = { table: ADMINS, key: ADMIN_NAME };
  const admin = await database.entry(spot);
  if (admin !== undefined) await database.store(spot, { ...admin, password });
}

export async function setWorkspaceMode(database: Database, workspace: WorkspaceMode): Promise<void> {
  await change(database, GLOBAL, { "workspace-mode": workspace });
}

export async function workspaceMode(database: Database): Promise<unknown> {
  return (await database.entry({ table: GLOBAL }))?.["workspace-mode"];
}

async function change(database: Database, table: string, fields: Entry): Promise<void> {
  await database.store({ table }, { ...(await database.entry({ table })), ...fields });
}
