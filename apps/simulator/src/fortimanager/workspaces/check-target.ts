/**
 * Whether something can be locked by itself.
 *
 * @module
 */

import type { Database, Session } from "../parts.ts";
import { invalidData, invalidMethod, noWritePermission } from "../rpc/refusals.ts";
import type { Lock } from "./locks.ts";
import type { Rules } from "./modes.ts";
import type { Target } from "./scope.ts";

/**
 * Throws -9 for a kind of lock that there is not here, -10 when what is to be locked is not there, and -10147 for an
 * object without the lock of a package or policy.
 */
export async function checkTarget(
  database: Database,
  session: Session,
  { adom, kind, path }: Target,
  { mode, perPolicy }: Rules,
  own: readonly Lock[],
): Promise<void> {
  if (mode === "workflow" && kind !== "adom") throw invalidMethod();
  if (kind === "policy" && !perPolicy) throw invalidMethod();
  if (kind === "obj" && !own.some((lock) => lock.adom === adom && opensObjects(lock))) throw noWritePermission();
  if (kind === "dev" && (await database.entry({ table: `dvmdb/adom/${adom}/device`, key: path })) === undefined) {
    throw invalidData();
  }
  if (kind === "pkg" || kind === "policy") {
    const table = adom === "global" ? "pm/pkg/global" : `pm/pkg/adom/${adom}`;
    const key = path.replace(/\/firewall\/policy\/[^/]+$/, "");
    if ((await database.entry({ table, key }, session)) === undefined) throw invalidData();
  }
}

function opensObjects({ kind }: Target): boolean {
  return kind === "adom" || kind === "pkg" || kind === "policy";
}
