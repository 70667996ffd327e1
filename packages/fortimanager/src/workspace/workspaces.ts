/**
 * Work in a workspace: under locks that are given back on every way out.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import {
  createLockKeeper,
  type ExitSignals,
  type LockKeeper,
  type LockOptions,
  runLocked,
} from "@fortiweave/core/workspace";
import type { Adom } from "../adom.ts";
import type { Engine } from "../engine.ts";
import type { FortiManager } from "../fortimanager.ts";
import type { CallOptions } from "../types.ts";
import { guardEngine, locksAround, withSignal } from "./guard-engine.ts";
import { type Lock, toLock } from "./lock-handle.ts";
import { askLocks, type LockInfo } from "./lock-info.ts";
import { type CommitOptions, createLockPort } from "./lock-port.ts";
import { askMode, type WorkspaceMode } from "./mode.ts";
import { type Lockable, toTarget, type WorkspaceTarget } from "./target.ts";

/** How to work in a workspace. */
export interface WorkspaceOptions extends LockOptions {
  /** Whether what was written is committed at the end. Default true. */
  readonly commit?: boolean;
  /** How commits are followed that FortiManager carries out as tasks. */
  readonly commitOptions?: CommitOptions;
}

/** What work in a workspace is given: the ADOM that is locked, or that a part of is; of several, each in its place. */
export type Workspace<What> = What extends "global"
  ? FortiManager["global"]
  : What extends readonly Lockable[]
    ? { readonly [At in keyof What]: Workspace<What[At]> }
    : Adom;

/** The calls for workspaces. */
export interface WorkspaceCalls {
  /**
   * Locks, does the work, commits, and unlocks. When the work throws, when it is cancelled, when the connection or the
   * session is lost, when the client is closed or a signal ends the script: it only unlocks, and nothing of the work takes
   * effect. Without a workspace mode there are no locks, and what is written takes effect at once.
   *
   * The work is given the ADOM, and a client under the same locks. Once the lock is lost, what they write throws before it
   * is sent. Work inside of work shares the locks, and leaves commit and unlock to the outer one. On one client, work on
   * what has anything in common takes turns, each within its own `waitMs`.
   *
   * @throws FortiError LOCKED_BY_OTHER that names who holds it, since when and in which session; SESSION_EXPIRED when the
   * lock was lost with its session; one with `reached: "maybe"` when nobody knows whether it was committed.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function addWeb(fmg: FortiManager): Promise<void> {
   *   await fmg.workspace("root", async (adom) => {
   *     await adom.table("firewall/address").ensure({ name: "web", subnet: ["192.0.2.1", "255.255.255.255"] });
   *   }, { waitMs: 30_000 });
   * }
   * ```
   */
  workspace<const What extends Lockable | readonly Lockable[], T>(
    what: What,
    work: (place: Workspace<What>, fmg: FortiManager) => T | Promise<T>,
    options?: WorkspaceOptions,
  ): Promise<T>;
  /**
   * Locks, for scripts that commit and unlock by themselves: `await using lock = await fmg.lock("root")`. What is still
   * locked when the client is closed, or when a signal ends the script, is unlocked then.
   */
  lock(what: Lockable, options?: LockOptions): Promise<Lock>;
  /** Who has locked it, a part of it, or what it is a part of. Empty where nothing is locked, or there is no workspace mode. */
  lockInfo(what: Lockable, options?: CallOptions): Promise<LockInfo[]>;
  /** The workspace mode; with the name of an ADOM what holds there, which is never `per-adom`. */
  workspaceMode(adom?: string, options?: CallOptions): Promise<WorkspaceMode>;
}

/** The locks of one client. */
export type WorkspaceKeeper = LockKeeper<WorkspaceTarget, CommitOptions>;

/** Makes the locks of one client. */
export function createWorkspaceKeeper(engine: Engine, exits: ExitSignals | undefined): WorkspaceKeeper {
  return createLockKeeper(createLockPort(engine.unattended, exits));
}

/** Makes the calls for workspaces. `open` makes the client that works with an engine. */
export function createWorkspaces(
  engine: Engine,
  keeper: WorkspaceKeeper,
  open: (engine: Engine) => FortiManager,
): WorkspaceCalls {
  const around = locksAround(engine);

  return {
    async workspace<What extends Lockable | readonly Lockable[], T>(
      what: What,
      work: (place: Workspace<What>, fmg: FortiManager) => T | Promise<T>,
      options: WorkspaceOptions = {},
    ): Promise<T> {
      if (typeof work !== "function") throw noWorkError();
      const whats: readonly Lockable[] = isList(what) ? what : [what];
      const targets = whats.map(toTarget);
      if (targets.length === 0) throw invalidInput("There is nothing to lock", "Name at least one ADOM");
      const { commit = true, commitOptions = {} } = options;
      const given = { ...withSignal(engine, options), commit, commitOptions };
      return await runLocked(
        keeper,
        targets,
        (locked) => {
          const fmg = open(guardEngine(engine, locked));
          const places = targets.map(({ adom }) => (adom === "global" ? fmg.global : fmg.adom(adom)));
          return work((isList(what) ? places : places[0]) as Workspace<What>, fmg);
        },
        given,
        around,
      );
    },
    async lock(what, options = {}) {
      const kept = await keeper.lock(toTarget(what), withSignal(engine, options), around);
      return toLock(kept.lock, open(guardEngine(engine, { inside: [...around, kept], guard: kept.lock.guard })));
    },
    lockInfo: async (what, options = {}) => await askLocks(engine, toTarget(what), options),
    workspaceMode: (adom, options = {}) => askMode(engine, adom, options),
  };
}

function isList(what: Lockable | readonly Lockable[]): what is readonly Lockable[] {
  return Array.isArray(what);
}

function noWorkError(): Error {
  return invalidInput(
    "A workspace needs a function that does the work",
    "Give it one, or lock by hand: await using lock = await fmg.lock(...)",
  );
}
