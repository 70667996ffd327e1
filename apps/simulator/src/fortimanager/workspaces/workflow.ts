/**
 * Workflow sessions: what is done with them, and who may look.
 *
 * @module
 */

import type { Kept } from "../kept.ts";
import type { FortiManagerCore, Operation, Routes, Work } from "../parts.ts";
import { invalidMethod, missing, noWritePermission } from "../rpc/refusals.ts";
import type { Lock, Locks } from "./locks.ts";
import { rulesOf } from "./modes.ts";
import { lockRequired } from "./refusals.ts";
import { coverOf } from "./staging.ts";
import {
  createWorkflowSessions,
  showLog,
  showSession,
  type WorkflowSession,
  type WorkflowState,
} from "./workflow-sessions.ts";
import { type Context, createSteps } from "./workflow-steps.ts";

export interface Workflow extends Kept<WorkflowState> {
  readonly routes: Routes;
  /** Something is written below this lock. Throws -10147 unless a workflow session is open in it. */
  write(lock: Lock): void;
  reset(): void;
}

export function createWorkflow(
  { clock, database }: Pick<FortiManagerCore, "clock" | "database">,
  locks: Locks,
): Workflow {
  const sessions = createWorkflowSessions(clock);
  const steps = createSteps(database, sessions);

  const contextOf = async ({ session, item }: Operation, adom: string): Promise<Context> => {
    const rules = await rulesOf(database, adom);
    if (rules.mode !== "workflow") throw invalidMethod();
    const [lock] = locks.own(session, adom, "");
    if (lock === undefined) throw lockRequired();
    return { session, lock, rules, covers: await coverOf(database, adom, ""), words: Object(item.workflow) };
  };
  /** @param adom Undefined: of any. */
  const find = (adom: string | undefined, id: string | undefined): WorkflowSession => {
    const found = sessions.list(adom).find((session) => String(session.id) === id);
    if (found === undefined) throw missing();
    return found;
  };

  /** @param here The ADOM, where the url has none. Undefined: all of them. */
  const reads = (place: string, here: string | undefined): Routes => ({
    [`get ${place}`]: (_, { adom = here }) => ({ data: sessions.list(adom).map(showSession) }),
    [`get ${place}/{id}`]: (_, { adom = here, id }) => ({ data: showSession(find(adom, id)) }),
    [`get ${place}/{id}/wflog`]: (_, { adom = here, id }) => ({ data: showLog(find(adom, id)) }),
    [`get ${place}/{id}/wflog/{entry}`]: (_, { adom = here, id, entry }) => {
      const found = showLog(find(adom, id)).find(({ oid }) => String(oid) === entry);
      if (found === undefined) throw missing();
      return { data: found };
    },
  });
  const writes = (place: string): Routes => {
    const begin: Work = async (operation, { adom = "global" }) => steps.begin(await contextOf(operation, adom));
    const others = Object.entries(steps.byName).map(([name, step]): [string, Work] => [
      `exec ${place}/${name}/{id}`,
      async (operation, { adom = "global", id }) => step(await contextOf(operation, adom), find(adom, id)),
    ]);
    return { [`exec ${place}/start`]: begin, ...Object.fromEntries(others) };
  };

  return {
    routes: {
      ...reads("dvmdb/adom/{adom}/workflow", undefined),
      ...writes("dvmdb/adom/{adom}/workflow"),
      ...reads("dvmdb/global/workflow", "global"),
      ...writes("dvmdb/global/workflow"),
      ...reads("dvmdb/workflow", undefined),
    },
    write(lock) {
      if (lock.workflowSession === 0) throw noWritePermission();
      lock.unsaved = true;
    },
    reset: sessions.clear,
    state: sessions.state,
    load: sessions.load,
  };
}
