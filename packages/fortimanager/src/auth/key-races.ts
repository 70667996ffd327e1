/**
 * Which versions of FortiManager mix up requests that come with one API key at the same time.
 *
 * @module
 */

import { isInVersion, type VersionRange } from "@fortiweave/catalog/fortimanager";

const MIXED_UP: readonly VersionRange[] = [
  ["7.4", "7.4"],
  ["7.6.0", "7.6.1"],
];

/** Whether a version does: it answers -11 to some of them. One that is not known may. */
export function mixesUpParallelKeys(version: string | undefined): boolean {
  return isInVersion(MIXED_UP, version);
}
