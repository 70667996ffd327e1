/**
 * The scripts of an ADOM: stored, run, followed, and what they printed.
 *
 * @module
 */

import { checkChoice, FortiError } from "@fortiweave/core";
import { unlessMissing, watchHandle } from "@fortiweave/core/client";
import type { GetOptions } from "../call-parameters.ts";
import type { Engine } from "../engine.ts";
import { fieldsOf, read, rowsOf, write } from "../exec.ts";
import type { FollowTask } from "../install/device-task.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import { runScript, type ScriptRun, type ScriptRunRequest } from "./run-script.ts";
import { createScriptSchedules, type ScriptSchedules } from "./schedules.ts";
import { readScriptLog, type ScriptLog, toLog } from "./script-output.ts";
import { areObjects, SCRIPT_TARGETS, type Script, scriptTable, toScript, toScriptData } from "./script-store.ts";

/** A script to be stored. */
export interface NewScript extends Pick<Script, "name" | "content" | "target"> {
  /** Default `cli`. */
  readonly type?: string;
  /** In people's words. */
  readonly description?: string;
}

/** The scripts of an ADOM. */
export interface Scripts {
  /** All of them. Filters and ranges as with `get`. */
  list(options?: GetOptions): Promise<Script[]>;
  /** One of them. Throws NOT_FOUND. */
  get(name: string, options?: CallOptions): Promise<Script>;
  /** One of them, or undefined. */
  find(name: string, options?: CallOptions): Promise<Script | undefined>;
  /** Stores a script. Throws DUPLICATE when there is one of this name. */
  create(script: NewScript, options?: CallOptions): Promise<void>;
  /** Stores a script, whether there is one of this name or not. */
  set(script: NewScript, options?: CallOptions): Promise<void>;
  /** Changes some of a script. */
  update(name: string, changes: Partial<Omit<NewScript, "name">>, options?: CallOptions): Promise<void>;
  /** Deletes it. */
  delete(name: string, options?: CallOptions): Promise<void>;
  /**
   * Starts a script, and answers its run as soon as FortiManager has started it. Its session must last as long as the run.
   * Reads the script first: what it is for decides what it can run on.
   *
   * @throws FortiError INVALID_INPUT when it cannot run there; NOT_FOUND.
   */
  run(name: string, on: ScriptRunRequest, options?: CallOptions): Promise<ScriptRun>;
  /** When it runs by itself. */
  schedules(name: string): ScriptSchedules;
  /** Logs of all runs, or of those on one device, without what they printed. */
  logs(device?: string, options?: CallOptions): Promise<Omit<ScriptLog, "output" | "errors">[]>;
  /** The log of a run, by its number; without one the latest. Undefined when there is none. */
  log(
    which?: { readonly device?: string; readonly id?: number },
    options?: CallOptions,
  ): Promise<ScriptLog | undefined>;
}

/** Makes the handle of an ADOM's scripts. */
export function createScripts(engine: Engine, follow: FollowTask, adom: string): Scripts {
  const table = async (options: CallOptions): Promise<string> => scriptTable(adom, await engine.version(options));
  const urlOf = async (name: string, options: CallOptions): Promise<string> => (await table(options)) + url`/${name}`;
  const get: Scripts["get"] = async (name, options = {}) =>
    toScript(fieldsOf(await read(engine, await urlOf(name, options), options)));
  const store = async (method: "add" | "set", script: NewScript, options: CallOptions): Promise<void> => {
    const whole = { type: "cli", description: "", ...script };
    await write(engine, method, await table(options), toScriptData(whole, await engine.version(options)), options);
  };

  const scripts: Scripts = {
    get,
    list: async (options = {}) => rowsOf(await read(engine, await table(options), options)).map(toScript),
    find: (name, options) => unlessMissing(get(name, options)),
    async create(script, options = {}) {
      check(script);
      if (!areObjects(await engine.version(options))) return store("add", script, options);
      // Of scripts that are objects, `set` is all that is known to work, and it would overwrite.
      if ((await unlessMissing(get(script.name, options))) !== undefined) throw duplicate(script.name);
      await store("set", script, options);
    },
    set: async (script, options = {}) => {
      check(script);
      await store("set", script, options);
    },
    async update(name, changes, options = {}) {
      const script = { ...(await get(name, options)), ...changes, name };
      check(script);
      await store("set", script, options);
    },
    async delete(name, options = {}) {
      await write(engine, "delete", await urlOf(name, options), undefined, options);
    },
    run: async (name, on, options = {}) => runScript(engine, follow, adom, await get(name, options), on, options),
    schedules: (name) => createScriptSchedules(engine, adom, (options) => urlOf(name, options)),
    async logs(device, options = {}) {
      const of = device === undefined ? "" : url`/device/${device}`;
      const rows = rowsOf(await read(engine, url`dvmdb/adom/${adom}/script/log/summary` + of, options));
      return rows.map(toLog).map(({ id, script, time }) => ({ id, script, time }));
    },
    log: ({ device, id } = {}, options = {}) => readScriptLog(engine, adom, id ?? "latest", device, options),
  };
  return watchHandle(scripts, "dvmdb/script", engine.refused);
}

function check({ name, target }: NewScript): void {
  checkName(name, "A script");
  checkChoice("target", target, SCRIPT_TARGETS);
}

function duplicate(name: string): FortiError {
  return new FortiError({
    code: "DUPLICATE",
    message: `Cannot create script ${JSON.stringify(name)}: there is one of this name`,
    hint: "Use set to overwrite it",
    reached: "yes",
  });
}
