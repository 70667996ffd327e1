/**
 * What the FortiManager says of itself.
 *
 * @module
 */

import type { ManagerIdentity } from "../identity.ts";
import type { Entry } from "../parts.ts";

const PLATFORM = "FortiManager-VM64-KVM";
const MOST_ADOMS = 10_000;

/** `Tue Feb 11 07:22:50 UTC 2020` */
function localTime(date: Date): string {
  const [weekday, day, month, year, time] = date.toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}

/** @param settings The object `cli/global/system/global`. */
export function statusOf({ name, serial, version, build }: ManagerIdentity, settings: Entry, now: number): object {
  const [major, minor, patch] = version.split(".").map(Number);
  const date = new Date(now);
  return {
    "Admin Domain Configuration": settings["adom-status"] === "disable" ? "Disabled" : "Enabled",
    "BIOS version": "04000002",
    "Branch Point": String(build),
    Build: String(build),
    "Current Time": localTime(date),
    "Daylight Time Saving": "No",
    "FIPS Mode": "Disabled",
    "HA Mode": "Stand Alone",
    Hostname: settings.hostname ?? name,
    "License Status": "Valid",
    Major: major,
    "Max Number of Admin Domains": MOST_ADOMS,
    "Max Number of Device Groups": MOST_ADOMS,
    Minor: minor,
    "Offline Mode": "Disabled",
    Patch: patch,
    "Platform Full Name": PLATFORM,
    "Platform Type": "FMG-VM64-KVM",
    "Release Version Information": " (GA)",
    "Serial Number": serial,
    TZ: "UTC",
    "Time Zone": "(GMT) Greenwich Mean Time",
    Version: `v${version}-build${build} ${date.toISOString().slice(2, 10).replaceAll("-", "")} (GA)`,
    "x86-64 Applications": "Yes",
  };
}
