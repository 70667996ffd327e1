/**
 * A latency profile in words.
 *
 * @module
 */

import type { DeviceProfile, SpeedStep } from "./profile.ts";

/** A few lines for people. */
export function describeProfile(profile: Omit<DeviceProfile, "text">): string {
  const { version, requests, durationMs, sequential, parallel, recommended, stoppedBy } = profile;
  const { connections, keepAliveConnections, pace = "off" } = recommended;
  return [
    `FortiGate ${version ?? "of unknown version"}: ${requests} reads in ${(durationMs / 1000).toFixed(1)} s`,
    ...[sequential, ...parallel].map(describeStep),
    ...(stoppedBy === undefined ? [] : [`Stopped early: ${stoppedBy}`]),
    describeManner(profile.serialises),
    `Recommended: connections ${connections}, keepAliveConnections ${keepAliveConnections}, pace ${pace}`,
    "An estimate: the network, and what else the device had to do, are in it",
  ].join("\n");
}

function describeStep({ parallel, perSecond, p50Ms, p95Ms, maxMs }: SpeedStep): string {
  const times = `half within ${p50Ms} ms, 95 of 100 within ${p95Ms} ms, all within ${maxMs} ms`;
  return `${parallel} at a time: ${perSecond.toFixed(1)} a second, ${times}`;
}

function describeManner(serialises: boolean | undefined): string {
  if (serialises === undefined) return "Whether it answers several at a time was not measured";
  return serialises
    ? "It takes one request after the other: more at a time only wait longer"
    : "It answers several at a time";
}
