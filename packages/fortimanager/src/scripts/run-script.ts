/**
 * Runs of scripts.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { startTask } from "../exec.ts";
import {
  createDeviceTask,
  type DeviceResult,
  type DeviceTask,
  type FollowTask,
  resultsIn,
} from "../install/device-task.ts";
import { type InstallScope, toScope } from "../install/scope.ts";
import { checkPath } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import { logIdOf, notTakenError, readScriptLog } from "./script-output.ts";
import type { Script } from "./script-store.ts";

/** What to run a script on: devices and groups, or a package, by what the script is for. */
export type ScriptRunRequest =
  | { readonly scope: readonly InstallScope[]; readonly package?: never; readonly policyBlock?: never }
  | { readonly package: string; readonly scope?: never; readonly policyBlock?: never }
  | { readonly policyBlock: string; readonly scope?: never; readonly package?: never };

/** What a script did in one place. */
export interface ScriptOutput extends DeviceResult {
  /** What it printed. Undefined where FortiManager has kept nothing. */
  readonly output: string | undefined;
  /** The lines of it with which a FortiGate says that it did not take a command. */
  readonly errors: readonly string[];
}

/** A script that is running. Iterate it for its progress, or wait for its end and what it printed. */
export interface ScriptRun extends DeviceTask<readonly ScriptOutput[]> {
  /** What it has printed on each device so far. Throws nothing when it failed on some. */
  outputs(options?: CallOptions): Promise<readonly ScriptOutput[]>;
}

/** Starts a script. */
export async function runScript(
  engine: Engine,
  follow: FollowTask,
  adom: string,
  script: Script,
  on: ScriptRunRequest,
  options: CallOptions,
): Promise<ScriptRun> {
  const data = { adom, script: script.name, ...placeOf(script, on) };
  const task = follow(await startTask(engine, { url: url`dvmdb/adom/${adom}/script/execute`, data }, options));
  const isRemote = script.target === "remote_device";
  const logId = logIdOf(task.id, isRemote);

  const withOutput = async (result: DeviceResult, given: CallOptions): Promise<ScriptOutput> => {
    const log = await readScriptLog(engine, adom, logId, on.scope === undefined ? undefined : result.device, given);
    const errors = log?.errors ?? [];
    return { ...result, ok: result.ok && errors.length === 0, output: log?.output, errors };
  };
  const outputsOf = (results: readonly DeviceResult[], given: CallOptions): Promise<ScriptOutput[]> =>
    Promise.all(results.map((result) => withOutput(result, given)));

  return {
    ...createDeviceTask(task, async (end) => {
      const outputs = await outputsOf(resultsIn(end), {});
      const refused = outputs.filter(({ errors }) => errors.length > 0);
      if (refused.length > 0) throw notTakenError(script.name, refused);
      return outputs;
    }),
    outputs: async (given = {}) => outputsOf(resultsIn(await task.status()), given),
  };
}

function placeOf(
  { name, target }: Script,
  on: ScriptRunRequest,
): Record<string, string | { name: string; vdom?: string }[]> {
  const what = `Script ${JSON.stringify(name)}`;
  if (target === "adom_database") {
    if (on.package !== undefined) return { package: checkPath(on.package, "A package") };
    if (on.policyBlock !== undefined) return { pblock: checkPath(on.policyBlock, "A policy block") };
    throw invalidInput(`${what} is for policies and objects, and cannot run on devices`, "Give a package");
  }
  if (on.scope === undefined) throw invalidInput(`${what} is for devices, and cannot run on a package`, "Give a scope");
  // Scripts run on whole devices: what has no VDOM at all is taken for a group.
  return { scope: toScope(on.scope, what, "global").map((one) => ({ ...one })) };
}
