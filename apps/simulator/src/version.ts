/**
 * Which versions of FortiOS and FortiManager can be simulated.
 *
 * @module
 */

import { compareVersions } from "@fortiweave/catalog";

/** The version of a simulated FortiGate when nobody asks for another: the newest one that the catalogue knows fully. */
export const DEFAULT_VERSION = "7.6.5";

/** The same of a simulated FortiManager. */
export const DEFAULT_MANAGER_VERSION = "7.6.4";

type Newest = Readonly<Record<string, string>>;

/** What a branch alone stands for: its newest release that the catalogue has looked at. */
const NEWEST_OF_BRANCH: Newest = { "7.2": "7.2.13", "7.4": "7.4.12", "7.6": DEFAULT_VERSION };
const NEWEST_MANAGER_OF_BRANCH: Newest = { "7.2": "7.2.11", "7.4": "7.4.8", "7.6": DEFAULT_MANAGER_VERSION };

/**
 * Reads a version of FortiOS as people write it: `7.4.8`, `v7.4.8`, or a branch, `7.4`.
 *
 * @throws Error when it is not a version of the branches 7.2, 7.4 and 7.6.
 */
export function parseVersion(text: string): string {
  return parse("FortiOS", NEWEST_OF_BRANCH, text);
}

/** The same for a version of FortiManager. */
export function parseManagerVersion(text: string): string {
  return parse("FortiManager", NEWEST_MANAGER_OF_BRANCH, text);
}

function parse(product: string, newestOf: Newest, text: string): string {
  const [, branch = "", patch] = /^v?(\d+\.\d+)(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
  const newest = newestOf[branch];
  if (newest === undefined) {
    throw new Error(
      `Cannot simulate ${product} "${text}": give a version from 7.2.0 to 7.6.x, such as 7.4.8, or a branch`,
    );
  }
  return patch === undefined ? newest : `${branch}.${Number(patch)}`;
}

/** Whether `version` is `since` or newer. */
export function isSince(version: string, since: string): boolean {
  return compareVersions(version, since) >= 0;
}

/**
 * A build number. No source lists the real ones, so this is a placeholder that only grows with the version: 7408 for
 * 7.4.8.
 */
export function buildOf(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return major * 1000 + minor * 100 + patch;
}
