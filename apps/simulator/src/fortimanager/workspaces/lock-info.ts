/**
 * Locks as `lockinfo` shows them.
 *
 * @module
 */

import type { Session } from "../parts.ts";
import type { Lock } from "./locks.ts";

const TYPES: Readonly<Record<Lock["kind"], number>> = { adom: 1, pkg: 2, dev: 3, obj: 4, policy: 5 };

/** @param isDirty Asked only for the session's own locks: of others nobody is told. */
export async function showLock(
  lock: Lock,
  asker: Session,
  adomOid: number,
  isDirty: (lock: Lock) => Promise<boolean>,
): Promise<Record<string, unknown>> {
  const { kind, path, holder, since, workflowSession } = lock;
  const dirty = holder.number === asker.number ? { dirty: (await isDirty(lock)) ? 1 : 0 } : {};
  return {
    ...(kind === "adom" && dirty.dirty !== undefined && { adom_dirty: dirty.dirty }),
    db_mode: 1,
    dev_oid: adomOid,
    ...dirty,
    flags: 0,
    lock_sid: holder.number,
    lock_time: since,
    lock_user: holder.user,
    obj_cat: 0,
    obj_oid: 0,
    obj_url: path,
    type: TYPES[kind],
    wfsid: workflowSession,
  };
}
