/**
 * How fast a device answers, measured gently, and what that means for the options of a client.
 *
 * @module
 */

import { checkNumber, createSample, FortiError } from "@fortiweave/core";
import { createProbe, LEAST_ANSWERS, type ProbePort, type Run, type StopReason } from "./profile-probe.ts";
import { describeProfile } from "./profile-text.ts";

/** How much to ask of the device. */
export interface ProfileOptions {
  /** Most requests to send, from 10. Default 90: fewer leave out the steps with many at a time. */
  readonly requests?: number;
  /** Longest time for all of them, in milliseconds. Default 30,000. */
  readonly budgetMs?: number;
  /** VDOM to read from. Default: the client's. */
  readonly vdom?: string;
  /** Cancels the profile. */
  readonly signal?: AbortSignal;
}

/** The response times of some requests, in milliseconds. */
export interface Speed {
  /** Requests that were answered. */
  readonly requests: number;
  /** The quickest. */
  readonly minMs: number;
  /** The mean. */
  readonly avgMs: number;
  /** Half of them took this long or less. */
  readonly p50Ms: number;
  /** 95 of 100 took this long or less. */
  readonly p95Ms: number;
  /** The slowest. */
  readonly maxMs: number;
}

/** What so many requests at a time came to. */
export interface SpeedStep extends Speed {
  /** Requests at a time. */
  readonly parallel: number;
  /** Answers in a second. */
  readonly perSecond: number;
}

/** What to give to `connectFortiGate` for this device, from this machine. */
export interface RecommendedOptions {
  /** Connections beyond which the device answers no more in a second; at least 2, so that a long answer blocks no other. */
  readonly connections: number;
  /** As many, so that none has to be opened twice. */
  readonly keepAliveConnections: number;
  /** Only there when more requests at a time make each of them wait longer. */
  readonly pace?: "adaptive";
}

/** A latency profile, as plain data. An estimate: the network and what else the device had to do are in it. */
export interface DeviceProfile {
  /** The version that the device reported. */
  readonly version: string | undefined;
  /** Requests that were sent. */
  readonly requests: number;
  /** Milliseconds that it took. */
  readonly durationMs: number;
  /** Milliseconds of the first answer, which had to open a connection. */
  readonly firstAnswerMs: number;
  /** By endpoint, one request after the other. */
  readonly endpoints: Readonly<Record<string, Speed>>;
  /** One request after the other. */
  readonly sequential: SpeedStep;
  /** Two, four and eight at a time, as far as it got and as the client has connections. */
  readonly parallel: readonly SpeedStep[];
  /** Whether more requests at a time only wait longer. Undefined when none were tried. */
  readonly serialises: boolean | undefined;
  /** What to do with it. */
  readonly recommended: RecommendedOptions;
  /** Why it ended early. Undefined when it did not. */
  readonly stoppedBy: StopReason | undefined;
  /** All of it in a few lines for people. */
  readonly text: string;
}

/** What a profile is made with. */
export interface ProfilePort extends ProbePort {
  /** Undefined when the transport does not know. */
  readonly maxConnections: number | undefined;
}

const PARALLEL_STEPS = [2, 4, 8];
/** The best of more requests at a time must be this much better than one, or the device takes one after the other. */
const GAIN = 1.5;
/** A step is good enough that comes this near to the best. */
const NEAR_BEST = 0.85;

/**
 * Measures the device: reads only, first one after the other, then some at a time. It stops where the device shows signs of
 * having too much to do.
 *
 * @throws FortiError of the first request, when none gets through; TIMEOUT when the budget is too short for anything, and
 * DEVICE_ERROR when the device has trouble at once; INVALID_INPUT for options that make no sense.
 */
export async function profileDevice(port: ProfilePort, options: ProfileOptions): Promise<DeviceProfile> {
  const requests = checkNumber("requests", options.requests ?? 90, 10);
  const budgetMs = checkNumber("budgetMs", options.budgetMs ?? 30_000, 1);
  const { runtime } = port.engine;
  const startedAt = runtime.now();
  const probe = createProbe(port, budgetMs, options);
  const firstAnswerMs = await probe.begin();

  const sequential = await probe.run({ parallel: 1, requests: Math.floor(requests / 3), warmUp: 0 });
  if (sequential === undefined) throw tooLittle(probe.stoppedBy ?? "budget", budgetMs);
  const tried = PARALLEL_STEPS.filter((step) => step <= (port.maxConnections ?? step));
  const left = requests - probe.sent;
  const parts = tried.reduce((sum, step) => sum + step, 0);
  const parallel: Run[] = [];
  for (const step of tried) {
    const counted = Math.floor((left * step) / parts) - step;
    if (counted < LEAST_ANSWERS * step) break;
    const run = await probe.run({ parallel: step, requests: counted, warmUp: step });
    if (run !== undefined) parallel.push(run);
  }

  const measured = {
    version: port.engine.version,
    requests: probe.sent,
    durationMs: runtime.now() - startedAt,
    firstAnswerMs,
    endpoints: Object.fromEntries([...sequential.byEndpoint].map(([name, times]) => [name, speedOf(times)])),
    sequential: stepOf(sequential),
    parallel: parallel.map(stepOf),
    stoppedBy: probe.stoppedBy,
  };
  const profile = { ...measured, ...judge(measured.sequential, measured.parallel) };
  return { ...profile, text: describeProfile(profile) };
}

function judge(
  sequential: SpeedStep,
  parallel: readonly SpeedStep[],
): Pick<DeviceProfile, "serialises" | "recommended"> {
  const best = Math.max(...parallel.map(({ perSecond }) => perSecond));
  const serialises = parallel.length === 0 ? undefined : best < GAIN * sequential.perSecond;
  const enough = parallel.find(({ perSecond }) => perSecond >= NEAR_BEST * best)?.parallel ?? 2;
  const connections = serialises === true ? 2 : enough;
  return {
    serialises,
    recommended: { connections, keepAliveConnections: connections, ...(serialises === true && { pace: "adaptive" }) },
  };
}

function stepOf({ parallel, times, durationMs }: Run): SpeedStep {
  return { parallel, ...speedOf(times), perSecond: (times.length * 1000) / Math.max(1, durationMs) };
}

function speedOf(times: readonly number[]): Speed {
  const sample = createSample(times.length);
  for (const ms of times) sample.add(ms);
  return {
    requests: times.length,
    minMs: sample.percentile(0),
    avgMs: times.reduce((sum, ms) => sum + ms, 0) / times.length,
    p50Ms: sample.percentile(0.5),
    p95Ms: sample.percentile(0.95),
    maxMs: sample.percentile(1),
  };
}

function tooLittle(stoppedBy: StopReason, budgetMs: number): FortiError {
  const isSlow = stoppedBy === "budget";
  return new FortiError({
    code: isSlow ? "TIMEOUT" : "DEVICE_ERROR",
    message: `Cannot profile the device: ${isSlow ? `it answered too slowly for ${budgetMs} ms` : `it has trouble with the first requests (${stoppedBy})`}`,
    hint: isSlow ? "Give it a larger budgetMs" : "Try again when it has less to do",
    reached: "yes",
  });
}
