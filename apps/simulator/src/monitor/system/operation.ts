/**
 * `system/os/*` and `system/firmware`: starting again, and with what.
 *
 * @module
 */

import { compareVersions } from "@fortiweave/catalog";
import { Refusal } from "../../cmdb/refusal.ts";
import { checkDeviceWide } from "../../device/permissions.ts";
import { buildOf } from "../../version.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { neededIn, textIn } from "../params.ts";
import { restart } from "./restart.ts";

export const reboot: Endpoint = (context, call) => stop(context, call, "reboot");
export const shutdown: Endpoint = (context, call) => stop(context, call, "shutdown");

function stop(context: MonitorContext, call: MonitorCall, action: "reboot" | "shutdown"): Record<string, never> {
  const { principal, remoteAddress: address } = call;
  checkDeviceWide(context.holder.configuration, principal);
  restart(context, { user: principal.name, address }, action, textIn(call, "event_log_message"));
  return {};
}

/** Releases that a device is offered. */
const RELEASES = [
  "7.2.10",
  "7.2.11",
  "7.2.12",
  "7.2.13",
  "7.4.7",
  "7.4.8",
  "7.4.9",
  "7.4.12",
  "7.6.3",
  "7.6.4",
  "7.6.5",
];

export const firmware: Endpoint = ({ identity }) => {
  const { version } = identity;
  return {
    results: {
      current: { ...imageOf(version, version, "current"), "platform-id": identity.model.platform },
      available: RELEASES.filter((release) => compareVersions(release, version) !== 0)
        .sort((a, b) => compareVersions(b, a))
        .map((release) => ({ ...imageOf(release, version, "fortiguard"), "platform-id": identity.model.platform })),
    },
  };
};

/** From one release to the next, on the way to newer ones. */
export const upgradePaths: Endpoint = ({ identity }) => {
  const newer = RELEASES.filter((release) => compareVersions(release, identity.version) > 0).sort(compareVersions);
  const steps = [identity.version, ...newer];
  return { results: newer.map((to, index) => ({ from: partsOf(steps[index] ?? to), to: partsOf(to) })) };
};

const SIGNATURE_INVALID = -28;

/** An image is taken when it is one of the releases; the device then starts again, as what it was. */
export const upgrade: Endpoint = (context, call) => {
  const source = textIn(call, "source");
  if (source === "fortiguard") {
    const id = textIn(call, "file_id") || textIn(call, "filename");
    if (!RELEASES.some((release) => idOf(release) === id)) throw new Refusal(500, SIGNATURE_INVALID);
  }
  if (source === "url") neededIn(call, "url");
  if (source === "usb") neededIn(call, "filename");
  stop(context, call, "reboot");
  return { results: { status: "success" } };
};

function imageOf(version: string, running: string, source: "current" | "fortiguard"): Record<string, unknown> {
  const { major, minor, patch, build } = partsOf(version);
  return {
    name: "FortiOS",
    id: source === "current" ? "current" : idOf(version),
    version: `v${version}`,
    major,
    minor,
    patch,
    build,
    "branch-point": build,
    "release-type": "GA",
    maturity: minor < 6 || patch > 4 ? "M" : "F",
    notes: `http://docs.fortinet.com/d/fortios-${version}-release-notes/download`,
    source,
    ...(source === "fortiguard" && { "can-upgrade": compareVersions(version, running) > 0 }),
  };
}

/** `07006000FIMG0012006005` */
function idOf(version: string): string {
  const { major, minor, patch } = partsOf(version);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(major)}0${two(minor)}000FIMG00120${two(minor)}0${two(patch)}`;
}

function partsOf(version: string): { major: number; minor: number; patch: number; build: number } {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return { major, minor, patch, build: buildOf(version) };
}
