/**
 * Revisions of a device: its configuration, as it was.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import { watchHandle } from "@fortiweave/core/client";
import { type ConfigChange, changesIn } from "../cli-text/changes.ts";
import { diffCli } from "../cli-text/diff-cli.ts";
import { parseCli } from "../cli-text/parse-cli.ts";
import { writeCli } from "../cli-text/write-cli.ts";
import type { Engine } from "../engine.ts";
import { exec, type Fields, rowsOf, startTask } from "../exec.ts";
import { createDeviceTask, type DeviceTask, type FollowTask } from "../install/device-task.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";

/** A revision of a device. */
export interface DeviceRevision {
  /** Its number. */
  readonly revision: number;
  /** What was said when it was made. */
  readonly comments: string;
  /** Who installed or retrieved it. */
  readonly user: string;
  /** When, as FortiManager writes it: `2026-11-09 02:00:00`. */
  readonly time: string;
  /** Everything that FortiManager says of it. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The difference between two configurations. */
export interface ConfigDifference {
  /** False: they are the same. */
  readonly changed: boolean;
  /** The configuration that makes the second of the first. Empty when they are the same. */
  readonly text: string;
  /** The same, entry by entry. */
  readonly changes: readonly ConfigChange[];
}

/** Which configuration of a device: a revision's number, the `latest` one, or what is in FortiManager's database now. */
export type ConfigVersion = number | "latest" | "database";

/** The revisions of a device, and what is in FortiManager's database for it. */
export interface DeviceRevisions {
  /** All of them, the newest first. A device that has never been installed or retrieved has none. */
  list(options?: CallOptions): Promise<DeviceRevision[]>;
  /** A configuration, as text. */
  config(version?: ConfigVersion, options?: CallOptions): Promise<string>;
  /** What is different. Default: from the latest revision to the database, which is what an install would send. */
  diff(from?: ConfigVersion, to?: ConfigVersion, options?: CallOptions): Promise<ConfigDifference>;
  /** Puts a revision into FortiManager's database. The device gets it with the next install of its settings. */
  revert(revision: number, options?: CallOptions): Promise<void>;
  /** Imports a configuration for the device into FortiManager (7.0.3 or newer). The device gets it with the next install. */
  import(config: string, options?: CallOptions): Promise<DeviceTask>;
}

/** The revision that FortiManager takes for the latest. */
const LATEST = -1;

/** Makes the handle of a device's revisions. */
export function createDeviceRevisions(engine: Engine, follow: FollowTask, name: string): DeviceRevisions {
  const device = checkName(name, "A device");
  const config: DeviceRevisions["config"] = async (version = "database", options = {}) => {
    const call =
      version === "database"
        ? { url: "deployment/export/config", data: { device } }
        : { url: "deployment/checkout/revision", data: { device, revision: version === "latest" ? LATEST : version } };
    const { content } = await exec(engine, { ...call, effect: "read" }, options);
    if (typeof content === "string") return content;
    const message = `FortiManager has no configuration ${version} of device ${JSON.stringify(device)}`;
    throw new FortiError({ code: "BAD_RESPONSE", message, hint: "List its revisions", reached: "yes" });
  };
  const revisions: DeviceRevisions = {
    config,
    async list(options = {}) {
      const call = { url: "deployment/get/device/revision", data: { device }, effect: "read" } as const;
      const { revinfo } = await exec(engine, call, options);
      return rowsOf(revinfo ?? [])
        .map(toRevision)
        .sort((a, b) => b.revision - a.revision);
    },
    async diff(from = "latest", to = "database", options = {}) {
      const before = parseCli(await config(from, options));
      const steps = diffCli(before, parseCli(await config(to, options)));
      return { changed: steps.length > 0, text: writeCli(steps), changes: changesIn(steps) };
    },
    async revert(revision, options = {}) {
      await exec(engine, { url: "deployment/revert", data: { device, revision } }, options);
    },
    async import(text, options = {}) {
      const call = { url: "deployment/import/config", data: { device, config: text } };
      return createDeviceTask(follow(await startTask(engine, call, options)));
    },
  };
  return watchHandle(revisions, "deployment/revision", engine.refused);
}

function toRevision(details: Fields): DeviceRevision {
  const { revision, comments, instusr, instime } = details;
  return {
    revision: Number(revision),
    comments: String(comments ?? ""),
    user: String(instusr ?? ""),
    time: String(instime ?? ""),
    details,
  };
}
