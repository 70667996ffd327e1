/**
 * The alerts, and what must become of them.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import type { ExpectedAnswer } from "./answers.ts";

/** What a FortiGate must hold afterwards beyond what it held before. */
export interface ExpectedDevice {
  /** Of every address object. */
  readonly comment: string;
  /** Address objects: name to subnet, or to prefix for IPv6. All of them are members of the group `blocked`. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Banned addresses: address to seconds. */
  readonly bans: Readonly<Record<string, number>>;
}

export interface Fixtures {
  readonly alerts: readonly unknown[];
  /** One for each alert, in the same order. */
  readonly answers: readonly ExpectedAnswer[];
  readonly device: ExpectedDevice;
  readonly safeRanges: readonly string[];
}

export function readFixtures(): Fixtures {
  const { answers, device } = read("alerts.expected.json") as Pick<Fixtures, "answers" | "device">;
  return {
    alerts: read("alerts.json") as unknown[],
    answers,
    device,
    safeRanges: read("safe-ranges.json") as string[],
  };
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../test/fixtures/${name}`, import.meta.url), "utf8"));
}
