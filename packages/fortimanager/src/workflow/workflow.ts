/**
 * Workflow mode: changes are submitted, and take effect when they are approved.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import { type LockedWork, type LockOptions, runLocked } from "@fortiweave/core/workspace";
import type { Adom } from "../adom.ts";
import type { Engine } from "../engine.ts";
import type { FortiManager } from "../fortimanager.ts";
import type { CallOptions } from "../types.ts";
import { guardEngine, locksAround, withSignal } from "../workspace/guard-engine.ts";
import { toLock } from "../workspace/lock-handle.ts";
import type { CommitOptions } from "../workspace/lock-port.ts";
import { toTarget, type WorkspaceTarget } from "../workspace/target.ts";
import type { WorkspaceKeeper } from "../workspace/workspaces.ts";
import { listSessions, noWorkflowError, readLog, readSession, takeStep, type WorkflowStep } from "./calls.ts";
import { createDraft, type WorkflowDraft } from "./draft.ts";
import type { WorkflowLogEntry, WorkflowSession } from "./session.ts";
import { begin, takeSurely } from "./sure-step.ts";
import { type SubmitOptions, type WorkflowStepOptions, wordsOf } from "./words.ts";

/** What a session is about. */
export interface WorkflowStart extends LockOptions {
  /** Its name. */
  readonly name: string;
  /** What it is about. */
  readonly description?: string;
  /** Opens this session again, in place of a new one. One that was submitted is followed by a new one. */
  readonly session?: number;
}

/** What a session is about, and how far it goes. */
export interface WorkflowRequest extends WorkflowStart, SubmitOptions {
  /** Submits it at the end. False saves it: it can be opened again. Default true. */
  readonly submit?: boolean;
  /** Approves it at once, which needs an approver. Default false. */
  readonly approve?: boolean;
}

/** What became of a workflow session. */
export interface WorkflowOutcome<T> {
  /** The session, as it stands at the end. */
  readonly session: WorkflowSession;
  /** What the work answered. */
  readonly value: T;
}

/** The workflow sessions of an ADOM. */
export interface Workflow {
  /**
   * Locks the ADOM, begins a session, does the work, saves, submits (and approves, when that is asked for), and unlocks.
   * When the work throws, what it wrote is discarded. Losing a lock, a connection or the session is told as
   * `fmg.workspace` tells it.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function propose(fmg: FortiManager): Promise<number> {
   *   const { session } = await fmg.workflow("root").run({ name: "Web server", description: "As asked for" }, (adom) =>
   *     adom.table("firewall/address").ensure({ name: "web", subnet: ["192.0.2.1", "255.255.255.255"] }),
   *   );
   *   return session.id;
   * }
   * ```
   */
  run<T>(
    request: WorkflowRequest,
    work: (adom: Adom, fmg: FortiManager) => T | Promise<T>,
  ): Promise<WorkflowOutcome<T>>;
  /**
   * Locks the ADOM and begins a session, for scripts that do the rest by themselves:
   * `await using draft = await fmg.workflow("root").start({ name: "Web server" })`.
   */
  start(request: WorkflowStart): Promise<WorkflowDraft>;
  /** All sessions. */
  list(options?: CallOptions): Promise<WorkflowSession[]>;
  /** One session. Throws NOT_FOUND. */
  get(id: number, options?: CallOptions): Promise<WorkflowSession>;
  /** What was done with a session. */
  log(id: number, options?: CallOptions): Promise<WorkflowLogEntry[]>;
  /** Submits a session that was saved. */
  submit(id: number, options?: SubmitOptions): Promise<void>;
  /** Has the changes of a submitted session take effect. Throws FORBIDDEN for who is no approver. */
  approve(id: number, options?: WorkflowStepOptions): Promise<void>;
  /** Sends a submitted session back. Throws FORBIDDEN for who is no approver. */
  reject(id: number, options?: WorkflowStepOptions): Promise<void>;
  /** Opens a new session with the changes of one that was rejected. Answers its number: `run({ session })` goes on with it. */
  repair(id: number, options?: WorkflowStepOptions): Promise<number>;
  /** Takes back what an approved session has changed. */
  revert(id: number, options?: SubmitOptions): Promise<void>;
  /** Opens a submitted session for review. */
  review(id: number, options?: WorkflowStepOptions): Promise<void>;
  /** Discards what a session has saved. The session itself stays, and can be opened again. */
  discard(id: number, options?: WorkflowStepOptions): Promise<void>;
  /** Deletes a session, and those made on top of it. Throws FORBIDDEN for who is no approver. */
  drop(id: number, options?: WorkflowStepOptions): Promise<void>;
}

type Locked = LockedWork<WorkspaceTarget, CommitOptions>;

/** Makes the workflow of an ADOM. `open` makes the client that works with an engine. */
export function createWorkflow(
  engine: Engine,
  keeper: WorkspaceKeeper,
  open: (engine: Engine) => FortiManager,
  adom: string,
): Workflow {
  const target = toTarget(adom);
  /** Does work in the locked ADOM. It is committed by nobody: that is what workflow mode is about. */
  const locked = <T>(lockOptions: LockOptions, work: (given: Locked) => Promise<T>): Promise<T> => {
    const options = { ...withSignal(engine, lockOptions), commit: false, commitOptions: {} };
    return runLocked(
      keeper,
      [target],
      (given) => {
        if (given.locks[0]?.state.kind === "not-needed") throw noWorkflowError(target.name);
        return work(given);
      },
      options,
      locksAround(engine),
    );
  };
  const step =
    (name: WorkflowStep) =>
    (id: number, options: SubmitOptions = {}) =>
      locked(options, (given) => takeStep(guardEngine(engine, given), adom, name, id, wordsOf(options)));
  const stepOnly =
    (name: WorkflowStep) =>
    async (id: number, options: SubmitOptions = {}): Promise<void> =>
      void (await step(name)(id, options));

  return {
    async run(request, work) {
      if (typeof work !== "function") throw invalidInput("A workflow session needs a function that does the work");
      return await locked(request, async (given) => {
        const inside = guardEngine(engine, given);
        const { name, description, session, submit = true, approve = false } = request;
        const id = await begin(inside, target, session, { name, desc: description });
        try {
          const fmg = open(inside);
          const value = await work(fmg.adom(adom), fmg);
          await takeStep(inside, adom, "save", id);
          if (submit) await takeSurely(inside, adom, "submit", id, wordsOf(request), "submitted");
          if (submit && approve) await takeSurely(inside, adom, "approve", id, { desc: description }, "approved");
          return { session: await readSession(inside, adom, id), value };
        } catch (error) {
          await discardUnlessSubmitted(engine, adom, id);
          throw error;
        }
      });
    },
    async start({ name, description, session, ...options }) {
      const kept = await keeper.lock(target, withSignal(engine, options), locksAround(engine));
      const inside = guardEngine(engine, { inside: [...locksAround(engine), kept], guard: kept.lock.guard });
      try {
        if (kept.lock.state.kind === "not-needed") throw noWorkflowError(target.name);
        const id = await begin(inside, target, session, { name, desc: description });
        return createDraft(inside, adom, id, toLock(kept.lock, open(inside)));
      } catch (error) {
        await kept.lock.unlock();
        throw error;
      }
    },
    list: (options = {}) => listSessions(engine, adom, options),
    get: (id, options) => readSession(engine, adom, id, options),
    log: (id, options = {}) => readLog(engine, adom, id, options),
    submit: stepOnly("submit"),
    approve: stepOnly("approve"),
    reject: stepOnly("reject"),
    async repair(id, options) {
      const next = await step("repair")(id, options);
      return next ?? id;
    },
    revert: stepOnly("revert"),
    review: stepOnly("review"),
    discard: stepOnly("discard"),
    drop: stepOnly("drop"),
  };
}

/** Best effort: without it, what was not saved is gone with the lock, and the session stays as it was. */
async function discardUnlessSubmitted({ unattended }: Engine, adom: string, id: number): Promise<void> {
  try {
    const { state } = await readSession(unattended, adom, id);
    if (state === "open") await takeStep(unattended, adom, "discard", id);
  } catch {
    // The error that led here is the one to throw.
  }
}
