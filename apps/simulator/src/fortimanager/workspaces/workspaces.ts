/**
 * Locks before writes, and commits after them.
 *
 * @module
 */

import type { Kept } from "../kept.ts";
import type { FortiManagerCore, ManagerSettings, Session, Workspaces } from "../parts.ts";
import { invalidMethod, noWritePermission } from "../rpc/refusals.ts";
import { checkTarget } from "./check-target.ts";
import { showLock } from "./lock-info.ts";
import { createLocks, type Lock } from "./locks.ts";
import { type Rules, rulesOf } from "./modes.ts";
import { lockedByOther } from "./refusals.ts";
import { type Actions, lockRoutes } from "./routes.ts";
import { placeOf, scopeOf, type Target } from "./scope.ts";
import { adomOf, coverOf } from "./staging.ts";
import { createWorkflow } from "./workflow.ts";
import type { WorkflowState } from "./workflow-sessions.ts";

/** What workspaces need of the other parts. */
export interface WorkspaceNeeds extends Pick<FortiManagerCore, "clock" | "database" | "tasks"> {
  readonly settings: Pick<ManagerSettings, "taskMs" | "commitTask">;
}

const EVERYTHING = (): boolean => true;

/** What is kept of it are workflow sessions: locks end with their sessions. */
export function createWorkspaces(core: WorkspaceNeeds): Workspaces & Kept<WorkflowState> {
  const locks = createLocks(core.clock);
  const workflow = createWorkflow(core, locks);

  const isDirty = async ({ adom, scope, holder, workflowSession, unsaved }: Lock): Promise<boolean> => {
    if (workflowSession !== 0 && !unsaved) return false;
    return core.database.isDirty(holder, await coverOf(core.database, adom, scope));
  };

  /** Takes the lock away; what it covered, and no other lock of the session covers, is lost. */
  const release = async (lock: Lock): Promise<void> => {
    locks.remove(lock);
    const isLost = await coverOf(core.database, lock.adom, lock.scope);
    const kept = locks.of(lock.holder).filter(({ adom }) => adom === lock.adom);
    const keeps = await Promise.all(kept.map(({ adom, scope }) => coverOf(core.database, adom, scope)));
    core.database.discard(lock.holder, (spot) => isLost(spot) && !keeps.some((covers) => covers(spot)));
  };

  const lock = async (session: Session, target: Target, rules: Rules): Promise<void> => {
    await checkTarget(core.database, session, target, rules, locks.of(session));
    const others = locks.others(session, target.adom, scopeOf(target));
    if (others.length > 0 && !rules.preempts) throw lockedByOther();
    if (locks.find(target)?.holder.number !== session.number) {
      for (const other of others) locks.remove(other);
      locks.add(target, session);
    }
    for (const other of others) await release(other);
  };

  const reportCommit = ({ adom }: Target, { user }: Session): number =>
    core.tasks.start({
      title: "Save ADOM changes",
      adom,
      user,
      src: "device manager",
      reliable: true,
      lines: [{ name: adom, ms: core.settings.taskMs, run: () => Promise.resolve("Changes saved") }],
    });

  const actions: Actions = {
    async lock({ session }, target, rules) {
      await lock(session, target, rules);
      return {};
    },
    async unlock({ session }, target) {
      const found = locks.find(target);
      if (found?.holder.number === session.number) await release(found);
      else if (locks.others(session, target.adom, scopeOf(target)).length > 0) throw lockedByOther();
      return {};
    },
    async commit({ session }, target, { mode }) {
      if (mode === "workflow") throw invalidMethod();
      const scope = scopeOf(target);
      if (locks.own(session, target.adom, scope).length === 0) throw lockedByOther();
      core.database.commit(session, await coverOf(core.database, target.adom, scope));
      const asTask = target.kind === "adom" && core.settings.commitTask !== false;
      return asTask ? { taskid: reportCommit(target, session) } : {};
    },
    async lockinfo({ session }, target, { oid }) {
      const found = locks.within(target.adom, scopeOf(target));
      if (found.length === 0) return {};
      return { data: await Promise.all(found.map((lock) => showLock(lock, session, oid, isDirty))) };
    },
    async dirty({ session }, target) {
      const scope = scopeOf(target);
      const own = locks.own(session, target.adom, scope);
      const dirty = await Promise.all(own.map((lock) => isDirty({ ...lock, scope })));
      return { data: { dirty: dirty.includes(true) ? 1 : 0 } };
    },
  };

  return {
    routes: { ...lockRoutes(core.database, actions), ...workflow.routes },
    async check(session, spot) {
      const place = placeOf(spot);
      const adom = await adomOf(core.database, place);
      if (adom === undefined) return { staged: false };
      const { mode } = await rulesOf(core.database, adom);
      if (mode === "disabled") return { staged: false };
      const [own] = locks.own(session, adom, place.scope);
      if (own === undefined) {
        throw locks.others(session, adom, place.scope).length > 0 ? lockedByOther() : noWritePermission();
      }
      if (mode === "workflow") workflow.write(own);
      return { staged: place.staged };
    },
    async hold(session, adom) {
      const rules = await rulesOf(core.database, adom);
      if (rules.mode === "disabled" || locks.own(session, adom, "").length > 0) return () => {};
      const target: Target = { adom, kind: "adom", path: "" };
      await lock(session, target, rules);
      const held = locks.find(target);
      return () => {
        if (held !== undefined) locks.remove(held);
      };
    },
    async installed(session, adom) {
      const { unlocksAfterInstall } = await rulesOf(core.database, adom);
      const [own] = locks.own(session, adom, "");
      if (unlocksAfterInstall && own !== undefined) await release(own);
    },
    ended(session) {
      for (const lock of locks.of(session)) locks.remove(lock);
      core.database.discard(session, EVERYTHING);
    },
    locks: locks.records,
    reset() {
      locks.clear();
      workflow.reset();
    },
    state: workflow.state,
    load: workflow.load,
  };
}
