/**
 * Comparing FortiOS versions.
 *
 * @module
 */

import type { VersionRange } from "./types.ts";

/**
 * Which of two versions is newer: negative when `a` is older, positive when it is newer, 0 when they are the same. A
 * leading `v` and anything after the numbers are ignored; a missing part counts as 0, so `7.4` is `7.4.0`.
 */
export function compareVersions(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  for (let part = 0; part < 3; part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Whether a version lies in one of the ranges. Without ranges, or without a version to ask about, it does. Two parts
 * stand for a whole branch: `7.4` is in a range that starts at `7.4.4`.
 *
 * @example
 * ```ts
 * import { isInVersion } from "@fortiweave/catalog";
 *
 * isInVersion([["7.4.1", null]], "7.6.5"); // true
 * isInVersion([["6.0.0", "7.2"]], "7.4.8"); // false
 * ```
 */
export function isInVersion(ranges: readonly VersionRange[] | undefined, version: string | undefined): boolean {
  if (ranges === undefined || version === undefined) return true;
  return ranges.some(
    ([from, to]) => compareShared(version, from) >= 0 && (to === null || compareShared(version, to) <= 0),
  );
}

/**
 * Whether something may exist in a version: as {@link isInVersion}, but a gap between two ranges counts as well. The
 * sources looked at one model per release, so a gap is more often a model without the thing than a version without it.
 */
export function mayExist(ranges: readonly VersionRange[] | undefined, version: string | undefined): boolean {
  const first = ranges?.[0];
  const last = ranges?.at(-1);
  return first === undefined || last === undefined || isInVersion([[first[0], last[1]]], version);
}

/** Ranges in people's words: `since 7.4.1`, `until 7.2`, `from 7.0.0 to 7.2`; several joined by `and`. */
export function describeRanges(ranges: readonly VersionRange[]): string {
  return ranges.map(describeRange).join(" and ");
}

function describeRange([from, to]: VersionRange): string {
  if (to === null) return `since ${from}`;
  if (from === to) return `only in ${from}`;
  return from === OLDEST ? `until ${to}` : `from ${from} to ${to}`;
}

/** The oldest version that the data knows: a range that starts here may have started earlier. */
const OLDEST = "6.0.0";

/** Compares only the parts that both have, so that a branch equals each of its releases. */
function compareShared(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  for (let part = 0; part < Math.min(left.length, right.length); part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  const found = /^v?(\d+(?:\.\d+){0,2})/.exec(version.trim())?.[1];
  return (found ?? "0").split(".").map(Number);
}
