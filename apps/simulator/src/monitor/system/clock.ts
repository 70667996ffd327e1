/**
 * `system/time`, `system/timezone`, `system/ntp/status`: what time it is.
 *
 * @module
 */

import { badValue } from "../../cmdb/refusal.ts";
import { objectOf } from "../../cmdb/table.ts";
import { checkDeviceWide } from "../../device/permissions.ts";
import { createChance, seedOf } from "../../world/chance.ts";
import { rowsIn } from "../../world/read.ts";
import { type Endpoint, needing } from "../answer.ts";
import { fieldsOf } from "../config.ts";
import { logTimeChange } from "../events.ts";
import { textOf } from "../params.ts";

export const time: Endpoint = ({ live }) => ({ results: { time: Math.floor(live.wallClock.now() / 1000) } });

/** The parts of a time are those of UTC: the simulated device lives there. Months count from 0. */
export const setTime: Endpoint = ({ live, eventLog, holder }, { params, principal, remoteAddress }) => {
  checkDeviceWide(holder.configuration, principal);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
  ].map((name) => Number(textOf(params[name]) || Number.NaN));
  const wanted = Date.UTC(year, month, day, hour, minute, second);
  const isReal =
    month >= 0 &&
    month <= 11 &&
    new Date(wanted).getUTCDate() === day &&
    year >= 2001 &&
    year <= 2037 &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!isReal) throw badValue(["year", "month", "day"].map((name) => textOf(params[name])).join("-"));
  live.wallClock.set(wanted);
  logTimeChange(eventLog, { user: principal.name, address: remoteAddress }, wanted);
  return {};
};

/** Every zone that the machine knows, with its distance from UTC in seconds: now, and where it has a summer. */
export const timezones: Endpoint = ({ live }) => {
  const now = live.wallClock.now();
  const year = new Date(now).getUTCFullYear();
  return {
    results: Intl.supportedValuesOf("timeZone").map((name) => {
      const secondsEast = zoneClock(name);
      const [winter, summer] = [secondsEast(Date.UTC(year, 0, 1)), secondsEast(Date.UTC(year, 6, 1))];
      const standard = Math.min(winter, summer);
      return {
        name,
        q_origin_key: name,
        utc_offset: String(standard),
        utc_offset_hours: String(standard / 3600),
        dst_offset: String(Math.abs(winter - summer)),
        is_dst_timezone: winter !== summer,
        current_utc_offset: String(secondsEast(now)),
      };
    }),
  };
};

function zoneClock(timeZone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  return (moment) => {
    const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(format.format(moment)) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  };
}

const FORTIGUARD_SERVERS = ["ntp1.fortiguard.com", "ntp2.fortiguard.com"];

/** The servers that are configured, all of them within reach, and the first one chosen. */
export const ntpStatus: Endpoint = needing(["system/ntp"], (context) => {
  const ntp = fieldsOf(context, "system/ntp");
  if (ntp("ntpsync") === "disable") return { results: [] };
  const own = rowsIn(objectOf(context.holder.configuration.table("system/ntp", undefined)).ntpserver);
  const servers = ntp("type") === "custom" ? own.map(({ server }) => String(server ?? "")) : FORTIGUARD_SERVERS;
  const now = Math.floor(context.live.wallClock.now() / 1000);
  return {
    results: servers.map((server, index) => {
      const chance = createChance(seedOf(server), index);
      return {
        ip: `208.91.${112 + chance.below(4)}.${60 + chance.below(20)}`,
        server,
        reachable: true,
        expires: 0,
        selected: index === 0,
        version: 4,
        stratum: 2,
        reftime: now - (now % 64) - chance.below(64),
        offset: (chance.below(2000) - 1000) / 1e6,
        delay: (5000 + chance.below(90_000)) / 1e6,
        dispersion: chance.below(30_000) / 1e6,
        peer_dispersion: chance.below(300),
      };
    }),
  };
});
