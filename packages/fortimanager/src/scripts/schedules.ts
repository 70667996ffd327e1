/**
 * When scripts run by themselves.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import { fieldsOf, read, rowsOf, write } from "../exec.ts";
import type { DvmdbScriptScriptSchedule } from "../generated/types/objects/dvmdb.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";

/** When a script runs by itself, under FortiManager's own names. `device` is the number of the device. */
export type ScriptSchedule = DvmdbScriptScriptSchedule;

/** A new schedule. */
export interface NewScriptSchedule {
  /** Its name. */
  readonly name: string;
  /** Name of the device that it runs on. */
  readonly device: string;
  /** How often. */
  readonly type: "onetime" | "daily" | "weekly" | "monthly";
  /** `2026-11-09 02:00`; of what repeats, the time of day counts, and the day of the month. */
  readonly at: string;
  /** Of a weekly one. */
  readonly dayOfWeek?: "sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat";
  /** Runs on the device's database in place of the device. Default false. */
  readonly onDatabase?: boolean;
}

/** The schedules of a script. */
export interface ScriptSchedules {
  /** All of them. */
  list(options?: CallOptions): Promise<ScriptSchedule[]>;
  /** Makes one. Throws NOT_FOUND for a device that is not there. */
  create(schedule: NewScriptSchedule, options?: CallOptions): Promise<void>;
  /** Deletes one. */
  delete(name: string, options?: CallOptions): Promise<void>;
}

/** Makes the handle of a script's schedules. `scriptUrl` depends on the version. */
export function createScriptSchedules(
  engine: Engine,
  adom: string,
  scriptUrl: (options: CallOptions) => Promise<string>,
): ScriptSchedules {
  const all = async (options: CallOptions): Promise<string> => `${await scriptUrl(options)}/script_schedule`;
  return {
    list: async (options = {}) =>
      rowsOf(await read(engine, await all(options), options)) as unknown as ScriptSchedule[],
    async create(schedule, options = {}) {
      const { type, at, dayOfWeek, onDatabase = false } = schedule;
      const data = {
        name: checkName(schedule.name, "A schedule"),
        type,
        datetime: checkName(at, "The time of a schedule"),
        ...(dayOfWeek !== undefined && { day_of_week: dayOfWeek }),
        run_on_db: onDatabase ? "enable" : "disable",
        device: await numberOf(engine, adom, schedule.device, options),
      };
      await write(engine, "add", await all(options), data, options);
    },
    async delete(name, options = {}) {
      await write(engine, "delete", (await all(options)) + url`/${name}`, undefined, options);
    },
  };
}

/** Schedules name devices by number. */
async function numberOf(engine: Engine, adom: string, name: string, options: CallOptions): Promise<number> {
  const { oid } = fieldsOf(
    await read(engine, url`dvmdb/adom/${adom}/device/${name}`, { ...options, fields: ["name"] }),
  );
  if (typeof oid === "number") return oid;
  const message = `FortiManager told no number of device ${JSON.stringify(name)}`;
  throw new FortiError({ code: "BAD_RESPONSE", message, hint: "Schedule the script in the GUI", reached: "yes" });
}
