/**
 * Load and cluster, of a machine that has little to do and stands alone.
 *
 * @module
 */

import type { ManagerIdentity } from "../identity.ts";

const MEMORY_KB = 16_384_000;
const IDLE_CORE = { Details: { idle: "99.00", iowait: "0.00", sys: "0.50", user: "0.50" }, Usage: "1.00%" };
const IO = { "%util": "0.10", queue: "0.00", sampling_sec: "5", svc_ms: "0.20", tps: "1.00", wait_ms: "0.30" };
const TRANSFER = { "r_kB/s": "0.00", r_tps: "0.00", "w_kB/s": "8.00", w_tps: "1.00" };

export function performance(): object {
  const disk = (total: string, used: string): object => ({ IOStat: { ...IO, ...TRANSFER }, Total: total, Used: used });
  return {
    CPU: {
      "CPU[0] usage": IDLE_CORE,
      "CPU[1] usage": IDLE_CORE,
      CPU_num: 2,
      Used: "1.00%",
      "Used(Excluded NICE)": "1.00%",
    },
    "Flash Disk": disk("499,656 KB", "200,136 KB 40.0%"),
    "Hard Disk": disk("82,043,328 KB", "8,204,332 KB 10.0%"),
    Memory: { Total: `${MEMORY_KB} KB`, Used: `${MEMORY_KB / 4} KB 25.0%` },
  };
}

/** @param hostname As it is configured. */
export function clusterStatus({ serial }: ManagerIdentity, hostname: string): object {
  return {
    "Average Idle CPU": "99.00",
    "Average Memory Usage": "25.00",
    "Average Nice CPU": "0.00",
    "Average System CPU": "0.50",
    "Average User CPU": "0.50",
    "Cluster-ID": 1,
    Debug: "off",
    "FMG-HA Status": "Standalone",
    "File-Quota": 4096,
    "HA Health Status": "OK",
    "HA Role": "Standalone",
    "HB-Interval": 10,
    "HB-Lost-Threshold": 30,
    Model: "FortiManager-VM64-KVM",
    Primary: `${hostname}, ${serial}, 127.0.0.1`,
    members: [],
  };
}
