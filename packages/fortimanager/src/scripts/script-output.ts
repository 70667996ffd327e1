/**
 * What a script has printed.
 *
 * @module
 */

import { FortiError, isFortiError } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import { fieldsOf, read } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";

/** What a run of a script has printed. */
export interface ScriptLog {
  /** Number of the log. */
  readonly id: number;
  /** Name of the script. */
  readonly script: string;
  /** When it ran, as FortiManager writes it. */
  readonly time: string;
  /** Everything that was printed. */
  readonly output: string;
  /** The lines in it with which a FortiGate says that it did not take a command. A task may be done all the same. */
  readonly errors: readonly string[];
}

/** Number of the log of a run: the task's, with a digit for what it ran on. */
export function logIdOf(task: number, isRemote: boolean): number {
  return Number(`${task}${isRemote ? 0 : 1}`);
}

/** Reads the log of a run, on a device or, without one, on the ADOM. Undefined when there is none. */
export async function readScriptLog(
  engine: Engine,
  adom: string,
  id: number | "latest",
  device: string | undefined,
  options: CallOptions,
): Promise<ScriptLog | undefined> {
  const logs = url`dvmdb/adom/${adom}/script/log`;
  const of = device === undefined ? "" : url`/device/${device}`;
  try {
    const data = await read(
      engine,
      id === "latest" ? `${logs}/latest${of}` : `${logs}/output${of}/logid/${id}`,
      options,
    );
    const log = fieldsOf(data);
    // Where nothing has run yet, the answer is a success without a log.
    return log.log_id === undefined ? undefined : toLog(log);
  } catch (error) {
    if (isFortiError(error, "NOT_FOUND")) return undefined;
    throw error;
  }
}

/** An entry of a log, or of a list of them. */
export function toLog({ log_id, script_name, exec_time, content }: Readonly<Record<string, unknown>>): ScriptLog {
  const output = String(content ?? "");
  return {
    id: Number(log_id),
    script: String(script_name ?? ""),
    time: String(exec_time ?? ""),
    output,
    errors: output.split(/\r?\n/).filter((line) => REFUSAL.test(line)),
  };
}

/** How FortiOS's command line says no. */
const REFUSAL =
  /^\s*(?:Command fail\. Return code|command parse error before|Unknown action|node_check_object fail|value parse error before)/i;

/** A TASK_FAILED for scripts that ran to their end, and were not taken as they are. */
export function notTakenError(
  script: string,
  refused: readonly { readonly device: string; readonly errors: readonly string[] }[],
): FortiError {
  const names = refused.map(({ device }) => device).join(", ");
  return new FortiError({
    code: "TASK_FAILED",
    message: `Script ${JSON.stringify(script)} ran, but not every command of it was taken by ${names}`,
    hint: "The commands round them were carried out: see outputs() of the run",
    cliErrors: refused.flatMap(({ device, errors }) => errors.map((line) => `${device}: ${line.trim()}`)),
    reached: "yes",
  });
}
