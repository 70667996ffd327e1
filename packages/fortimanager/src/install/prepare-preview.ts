/**
 * Has FortiManager work out what an install would do.
 *
 * @module
 */

import { FortiError, isFortiError, type JsonValue } from "@fortiweave/core";
import type { TaskFollowOptions, TaskStatus } from "@fortiweave/core/tasks";
import { mergeOptions } from "../call-options.ts";
import type { Engine } from "../engine.ts";
import { exec, startTask } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import type { FollowTask } from "./device-task.ts";
import { checkTargets } from "./install.ts";
import type { PreviewQuestion } from "./preview-questions.ts";
import { type Preview, type PreviewDevice, readMessage, toPreview } from "./preview-result.ts";

/** What a preview needs. */
export interface PreviewPort {
  readonly engine: Engine;
  readonly follow: FollowTask;
}

/** What is to be worked out. */
export interface PreviewPlan {
  readonly adom: string;
  /** What goes to `install/package`. Undefined: the devices' own settings only. */
  readonly stage: Readonly<Record<string, JsonValue | undefined>> | undefined;
  readonly questions: readonly PreviewQuestion[];
  /** Hears that there may be something to take back from now on. */
  readonly begun: () => void;
}

/**
 * The steps, up to the result. All of them must happen in one session: what one has prepared, another does not see.
 *
 * @throws FortiError TIMEOUT when a step makes no progress, which is cancelled; SESSION_EXPIRED when the session changed.
 */
export async function preparePreview(
  { engine, follow }: PreviewPort,
  { adom, stage, questions, begun }: PreviewPlan,
  call: CallOptions,
  waiting: TaskFollowOptions,
): Promise<Preview> {
  const { signal } = mergeOptions(call, engine.defaults);
  const session = engine.sessionNumber;

  const run = async (url: string, data: Readonly<Record<string, JsonValue | undefined>>): Promise<TaskStatus> => {
    const task = follow(await begin(startTask(engine, { url, data }, call), begun));
    try {
      const end = await task.wait({ ...waiting, ...(signal && { signal }) });
      checkSession(engine, session);
      return end;
    } catch (error) {
      // To take back what was prepared does not stop a task that is stuck.
      await task.cancel().catch(() => undefined);
      throw error;
    }
  };

  if (stage !== undefined) checkTargets(await run("securityconsole/install/package", stage));
  const devices: PreviewDevice[] = [];
  for (const { device, make, tell } of questions) {
    await run("securityconsole/install/preview", { adom, flags: ["none"], ...make });
    const told = { url: "securityconsole/preview/result", data: { adom, ...tell }, effect: "read" } as const;
    const { message } = await exec(engine, told, call);
    devices.push(...readMessage(typeof message === "string" ? message : "", device));
  }
  checkSession(engine, session);
  return toPreview(devices);
}

/** It has begun, unless FortiManager surely never heard of it. */
async function begin(start: Promise<number>, begun: () => void): Promise<number> {
  const id = await start.catch((error: unknown) => {
    if (!isFortiError(error) || error.reached !== "no") begun();
    throw error;
  });
  begun();
  return id;
}

/** Throws SESSION_EXPIRED when the session is another than it was. */
export function checkSession(engine: Engine, session: number): void {
  if (engine.sessionNumber === session) return;
  throw new FortiError({
    code: "SESSION_EXPIRED",
    message: "The session ended in the middle of a preview, and what it had prepared with it",
    hint: "Make the preview again",
    reached: "yes",
  });
}
