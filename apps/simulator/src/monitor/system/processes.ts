/**
 * `system/running-processes` and `system/process/kill`.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import { checkDeviceWide } from "../../device/permissions.ts";
import { createChance, seedOf } from "../../world/chance.ts";
import type { Endpoint } from "../answer.ts";
import { textIn } from "../params.ts";

/** Daemons, in the order in which they start, and KB of memory of each. */
const DAEMONS: readonly (readonly [command: string, memory: number])[] = [
  ["initXXXXXXXXXXX", 12_000],
  ["cmdbsvr", 61_000],
  ["zebos_launcher", 14_000],
  ["uploadd", 9000],
  ["miglogd", 42_000],
  ["httpsd", 38_000],
  ["node", 98_000],
  ["forticron", 25_000],
  ["authd", 13_000],
  ["fcnacd", 15_000],
  ["dhcpd", 11_000],
  ["dnsproxy", 17_000],
  ["sshd", 9500],
  ["ipsengine", 120_000],
  ["wad", 84_000],
  ["scanunitd", 32_000],
  ["sslvpnd", 30_000],
  ["iked", 18_000],
  ["fgfmd", 14_500],
  ["cw_acd", 21_000],
  ["csfd", 26_000],
  ["ntpd", 8000],
];
const FIRST_PID = 1;
const PID_STEP = 97;
const TICKS_PER_SECOND = 100;

export const processes: Endpoint = ({ identity, live, clock }) => {
  const seconds = Math.floor((clock.now() - live.power.startedAt()) / 1000);
  return {
    results: {
      processes: DAEMONS.map(([command, memory], index) => {
        const share = createChance(seedOf(`${identity.serial}${command}`), 0).below(40);
        return {
          pid: pidOf(index),
          command,
          state: "S",
          priority: "normal",
          memory: memory * 1024,
          pss: Math.round(memory * 700),
          cpu: { user: Math.floor((seconds * share) / 1000), kernel: Math.floor((seconds * share) / 2500) },
        };
      }),
      total_clock_ticks: seconds * TICKS_PER_SECOND * identity.model.cores,
    },
  };
};

/** What is killed starts again at once, under the same number. */
export const killProcess: Endpoint = ({ holder }, call) => {
  checkDeviceWide(holder.configuration, call.principal);
  const pid = Number(textIn(call, "pid"));
  if (!DAEMONS.some((_daemon, index) => pidOf(index) === pid)) throw noSuchEntry();
  return {};
};

function pidOf(index: number): number {
  return FIRST_PID + index * PID_STEP;
}
