/**
 * How FortiManager is asked for locks.
 *
 * @module
 */

import { isFortiError } from "@fortiweave/core";
import { withHint } from "@fortiweave/core/client";
import type { TaskFollowOptions } from "@fortiweave/core/tasks";
import type { ExitSignals, LockPort } from "@fortiweave/core/workspace";
import type { Engine, RpcCall, RpcResult } from "../engine.ts";
import { fieldsOf } from "../exec.ts";
import { taskIdIn } from "../task-id.ts";
import { createTasks } from "../tasks/tasks.ts";
import { askLocks } from "./lock-info.ts";
import { askMode } from "./mode.ts";
import type { LockVerb, WorkspaceTarget } from "./target.ts";

/** What a commit takes. It is never cancelled under way: nobody would know what became of it. */
export interface CommitOptions extends Omit<TaskFollowOptions, "signal" | "cancelOnAbort" | "cancelOnTimeout"> {}

/** Not for this url: there is no workspace mode, or not this kind of lock. */
const NOT_HERE = -9;

/** The port of a client's locks. Its engine has no defaults: no signal may cancel what gives a lock back. */
export function createLockPort(
  engine: Engine,
  exits: ExitSignals | undefined,
): LockPort<WorkspaceTarget, CommitOptions> {
  const { task } = createTasks(engine);
  const send = (
    target: WorkspaceTarget,
    verb: LockVerb,
    signal: AbortSignal | undefined,
    idempotent = false,
  ): Promise<RpcResult> => {
    const call: RpcCall = {
      method: verb === "dirty" ? "get" : "exec",
      items: [{ url: target.url(verb) }],
      operation: `workspace ${verb}`,
      endpoint: `workspace/${verb}`,
      idempotent: idempotent || verb === "dirty",
    };
    return engine.send(call, signal && { signal });
  };

  return {
    runtime: engine.runtime,
    logger: engine.logger,
    exits,
    session: () => engine.sessionNumber,
    beforeClose: engine.beforeClose,
    async lock(target, signal) {
      try {
        await send(target, "lock", signal);
        return true;
      } catch (error) {
        if (!isFortiError(error) || error.deviceCode !== NOT_HERE) throw error;
        const mode = target.kind === "adom" ? "disabled" : await askMode(engine, target.adom, signal ? { signal } : {});
        if (mode === "disabled") return false;
        throw withHint(error, mode === "workflow" ? ONLY_ADOMS : PER_POLICY);
      }
    },
    async unlock(target, signal) {
      await send(target, "unlock", signal, true);
    },
    async commit(target, options) {
      try {
        const id = taskIdIn(await send(target, "commit", undefined));
        return id === undefined ? undefined : async () => void (await task(id).wait(options));
      } catch (error) {
        throw isFortiError(error) && error.deviceCode === NOT_HERE ? withHint(error, SUBMIT) : error;
      }
    },
    async isDirty(target, signal) {
      return Number(fieldsOf((await send(target, "dirty", signal)).data).dirty) === 1;
    },
    holders: (target, signal) => askLocks(engine, target, signal ? { signal } : {}),
  };
}

const ONLY_ADOMS = "In workflow mode whole ADOMs are locked: use fmg.workflow(adom).run(...)";
const PER_POLICY = "Single policies are locked where per-policy-lock is enabled, in cli/global/system/global";
const SUBMIT = "In workflow mode changes are submitted, not committed: use fmg.workflow(adom).run(...)";
