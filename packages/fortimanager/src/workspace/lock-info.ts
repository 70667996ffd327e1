/**
 * Who has locked what.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import type { LockHolder } from "@fortiweave/core/workspace";
import type { Engine, RpcItem, RpcResult } from "../engine.ts";
import { type Fields, fieldsOf, rowsOf } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import { toTarget, type WorkspaceTarget } from "./target.ts";

/** A lock. */
export interface LockInfo extends LockHolder {
  /** What is locked. `other` where FortiManager shows a number that nobody has explained. */
  readonly kind: "adom" | "package" | "other";
  /** Path of what is locked, as FortiManager shows it. Empty for an ADOM. */
  readonly path: string;
  /** The workflow session that is open in it. 0: none. */
  readonly workflowSession: number;
}

/** There is no workspace mode. */
const NO_LOCKS = -9;

/** No ADOM is called so. The refusal holds the number of the session that asks. */
const NOWHERE = "pm/pkg/adom/fortiweave-asks-for-its-session";

const ADOM = 1;
const PACKAGE = 2;

/**
 * The locks of a target, of its parts, and of the ADOM that it is in. None where there is no workspace mode. One request
 * asks for them and for who asks.
 */
export async function askLocks(engine: Engine, target: WorkspaceTarget, options: CallOptions): Promise<LockInfo[]> {
  const isPart = target.kind !== "adom";
  const items: RpcItem[] = [
    { url: target.url("lockinfo") },
    { url: "sys/session" },
    { url: NOWHERE },
    ...(isPart ? [{ url: toTarget(target.adom).url("lockinfo") }] : []),
  ];
  const call = { method: "get", items, operation: "workspace lockinfo", endpoint: "workspace/lockinfo" } as const;
  const { result, session } = await engine.exchange(call, options);
  const [own, asking, , around] = result;
  const asker = { session: Number(session), user: userIn(asking) };
  const inside = locksIn(own, target).map((row) => toInfo(row, asker));
  // Of the locks in the ADOM, only its own has to do with another part.
  const outside = locksIn(around, target).map((row) => toInfo(row, asker));
  return [...inside, ...outside.filter(({ kind }) => kind === "adom")];
}

function locksIn(result: RpcResult | undefined, { name }: WorkspaceTarget): Fields[] {
  const { code, message } = result?.status ?? { code: 0, message: "" };
  if (code === 0) return rowsOf(result?.data ?? []);
  if (code === NO_LOCKS) return [];
  throw new FortiError({
    code: "DEVICE_ERROR",
    message: `Cannot tell who has locked ${name}: FortiManager reports error ${code} (${message})`,
    deviceCode: code,
    reached: "yes",
  });
}

interface Asker {
  /** Not a number where FortiManager does not tell. */
  readonly session: number;
  readonly user: string | undefined;
}

function toInfo(row: Fields, asker: Asker): LockInfo {
  const session = Number(row.lock_sid);
  const user = String(row.lock_user ?? "");
  // Whoever holds no lock is not told whether it is dirty.
  const own = Number.isFinite(asker.session) ? session === asker.session : row.dirty !== undefined;
  const seconds = Number(row.lock_time);
  return {
    user,
    session,
    ...(seconds > 0 && { since: new Date(seconds * 1000) }),
    own,
    sameUser: own || user === asker.user,
    ...(own && row.dirty !== undefined && { dirty: Number(row.dirty) === 1 }),
    kind: row.type === ADOM ? "adom" : row.type === PACKAGE ? "package" : "other",
    path: String(row.obj_url ?? ""),
    workflowSession: Number(row.wfsid ?? 0),
  };
}

function userIn(asking: RpcResult | undefined): string | undefined {
  const { login_user: user } = fieldsOf(asking?.data);
  return typeof user === "string" ? user : undefined;
}
