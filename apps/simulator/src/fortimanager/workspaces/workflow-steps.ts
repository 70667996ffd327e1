/**
 * What is done with a workflow session, step by step.
 *
 * @module
 */

import type { Answer, Database, Session } from "../parts.ts";
import type { Lock } from "./locks.ts";
import type { Rules } from "./modes.ts";
import { notAnApprover, priorSessions, tooManySessions, unsavedChanges, wrongState } from "./refusals.ts";
import type { Covers } from "./staging.ts";
import type { WorkflowSession, WorkflowSessions } from "./workflow-sessions.ts";

/** What a step works on. */
export interface Context {
  readonly session: Session;
  /** The session's lock of the ADOM. */
  readonly lock: Lock;
  readonly rules: Rules;
  /** All of the ADOM. */
  readonly covers: Covers;
  readonly words: Readonly<Record<string, unknown>>;
}

/** Takes a step with one workflow session. */
export type Step = (context: Context, target: WorkflowSession) => Answer | Promise<Answer>;

export interface Steps {
  /** Opens another workflow session. */
  begin(context: Context): Answer;
  /** The steps with one that exists, by their name in the url. */
  readonly byName: Readonly<Record<string, Step>>;
}

export function createSteps(database: Database, sessions: WorkflowSessions): Steps {
  const enter = ({ lock, session, covers }: Context, target: WorkflowSession, isNew: 0 | 1): Answer => {
    lock.workflowSession = target.id;
    lock.unsaved = false;
    database.copyStaged(target.holder, session, covers);
    return { data: { new_session: isNew, sessionid: target.id } };
  };
  const begin = (context: Context): WorkflowSession => {
    const { lock, session, rules, words } = context;
    if (sessions.list(lock.adom).length >= rules.maxWorkflowSessions) throw tooManySessions();
    return sessions.add(lock.adom, session.user, words);
  };
  const leave = ({ lock, session, covers }: Context): void => {
    lock.workflowSession = 0;
    lock.unsaved = false;
    database.discard(session, covers);
  };
  const isApprover = async (user: string, adom: string): Promise<boolean> => {
    const matrix = await database.entry({ table: "cli/global/system/workflow/approval-matrix", key: adom });
    const approvers = Array.isArray(matrix?.approver) ? matrix.approver : [];
    return approvers.length === 0 || approvers.some(({ member }) => [member].flat().includes(user));
  };
  /** A step that only an approver may take. */
  const audited =
    (step: Step): Step =>
    async (context, target) => {
      if (!(await isApprover(context.session.user, target.adom))) throw notAnApprover();
      return step(context, target);
    };
  const prefixes = (adom: string): string[] =>
    adom === "global" ? ["pm/config/global", "pm/pkg/global"] : [`pm/config/adom/${adom}`, `pm/pkg/adom/${adom}`];

  const steps: Readonly<Record<string, Step>> = {
    start(context, target) {
      // What is submitted cannot be changed any more: another session takes its place.
      return target.state === "open" ? enter(context, target, 0) : enter(context, begin(context), 1);
    },
    save({ lock, session, covers, words }, target) {
      if (lock.workflowSession !== target.id) throw wrongState();
      database.copyStaged(session, target.holder, covers);
      lock.unsaved = false;
      sessions.note(target, "save", session.user, words.desc);
      return {};
    },
    discard(context, target) {
      if (target.state !== "open") throw wrongState();
      database.discard(target.holder, context.covers);
      if (context.lock.workflowSession === target.id) leave(context);
      sessions.note(target, "discard", context.session.user, "");
      return {};
    },
    submit(context, target) {
      const { lock, session, covers, words } = context;
      if (target.state !== "open") throw wrongState();
      if (lock.workflowSession === target.id && lock.unsaved && database.isDirty(session, covers)) {
        throw unsavedChanges();
      }
      target.state = "submitted";
      target.submitted = sessions.note(target, "submit", session.user, words.desc);
      if (lock.workflowSession === target.id) leave(context);
      return {};
    },
    approve: audited(({ session, covers, words }, target) => {
      if (target.state !== "submitted") throw wrongState();
      const prior = sessions.list(target.adom).some(({ id, state }) => id < target.id && state === "submitted");
      if (prior) throw priorSessions();
      target.before = prefixes(target.adom).map((prefix) => database.snapshot(prefix));
      database.commit(target.holder, covers);
      target.state = "approved";
      target.audited = sessions.note(target, "approve", session.user, words.desc);
      return {};
    }),
    reject: audited(({ session, words }, target) => {
      if (target.state !== "submitted") throw wrongState();
      target.state = "rejected";
      target.audited = sessions.note(target, "reject", session.user, words.desc);
      return {};
    }),
    repair(context, target) {
      if (target.state !== "rejected") throw wrongState();
      const next = begin(context);
      database.copyStaged(target.holder, next.holder, context.covers);
      target.state = "repaired";
      sessions.note(target, "repair", context.session.user, context.words.desc);
      enter(context, next, 1);
      return { data: { sessionid: next.id } };
    },
    revert({ session, words }, target) {
      if (target.state !== "approved") throw wrongState();
      for (const content of target.before) database.restore(content);
      target.state = "reverted";
      sessions.note(target, "revert", session.user, words.desc);
      return {};
    },
    review({ session }, target) {
      if (target.state !== "submitted") throw wrongState();
      sessions.note(target, "review", session.user, "");
      return {};
    },
    drop: audited(({ covers }, target) => {
      if (target.state === "approved" || target.state === "reverted") throw wrongState();
      // What was made on top of it goes with it.
      for (const other of sessions.list(target.adom)) {
        const isOnTop = other.id >= target.id && other.state !== "approved" && other.state !== "reverted";
        if (!isOnTop) continue;
        database.discard(other.holder, covers);
        sessions.remove(other);
      }
      return {};
    }),
  };

  return { begin: (context) => enter(context, begin(context), 1), byName: steps };
}
