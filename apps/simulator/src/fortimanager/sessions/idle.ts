/**
 * How long a session may stand idle.
 *
 * @module
 */

import type { Database } from "../parts.ts";

export const ADMIN_SETTING = "cli/global/system/admin/setting";

const IDLE_SECONDS = 900;

/** In milliseconds. */
export async function idleLimitOf(database: Database): Promise<number> {
  const { idle_timeout_api: seconds = IDLE_SECONDS } = (await database.entry({ table: ADMIN_SETTING })) ?? {};
  return Number(seconds) * 1000;
}
