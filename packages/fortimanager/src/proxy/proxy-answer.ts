/**
 * Reads what `sys/proxy/json` answers: one entry for each device, each with its own failure.
 *
 * @module
 */

import { type DeviceRequest, type DeviceResponse, FortiError, type FortiErrorCode } from "@fortiweave/core";
import { NO_PERMISSION } from "../status-codes.ts";
import type { ProxyDevice } from "./target.ts";

/** One entry. */
export interface ProxyEntry {
  /** The device, by its name or by what was asked for. */
  readonly target?: string;
  /** Whether FortiManager got an answer from it. */
  readonly status?: { readonly code?: number; readonly message?: string };
  /** What the device answers: its envelope, or a text. */
  readonly response?: unknown;
}

/** The entries in an answer. */
export function entriesIn(data: unknown): readonly ProxyEntry[] {
  return (Array.isArray(data) ? data : [data]).filter((entry) => typeof entry === "object" && entry !== null);
}

/** The entry of a device. */
export function entryOf(entries: readonly ProxyEntry[], { name }: ProxyDevice): ProxyEntry | undefined {
  return entries.find(({ target = "" }) => target === name || target.endsWith(`/device/${name}`));
}

/**
 * The answer of a device, as if it came from there.
 *
 * @throws FortiError naming the device, when FortiManager has none.
 */
export function readEntry(entry: ProxyEntry | undefined, device: ProxyDevice, request: DeviceRequest): DeviceResponse {
  if (entry === undefined) throw withoutAnswer(device, request);
  const { status, response } = entry;
  if (status?.code !== undefined && status.code !== 0) throw failure(status.code, status.message, device, request);
  const { http_status: own } = Object(response) as { readonly http_status?: unknown };
  return { status: typeof own === "number" ? own : 200, headers: {}, body: response ?? "" };
}

/** One kind of failure between FortiManager and a device. */
interface Rule {
  readonly code: FortiErrorCode;
  /** What follows "FortiManager". */
  readonly why: string;
  readonly hint: string;
}

const MISSING: Rule = {
  code: "NOT_FOUND",
  why: "has no such device there",
  hint: "Check the names of the device and of the ADOM: fmg.adom(name).devices.list() tells them",
};
const FORBIDDEN: Rule = {
  code: "FORBIDDEN",
  why: "does not let the administrator reach it",
  hint: "Check that the administrator's profile allows the device manager, and the ADOM",
};
const SILENT: Rule = {
  code: "TIMEOUT",
  why: "got no answer from it in time",
  hint: "Give the device more time (timeoutSeconds), and check its connection in the device manager",
};
const AWAY: Rule = {
  code: "NETWORK",
  why: "cannot reach it",
  hint: "Check in the device manager that its connection is up",
};

/** What the codes leave open, the words tell. */
const BY_WORDS: readonly (readonly [RegExp, Rule])[] = [
  [/time(?:d)?[ -]?out/i, SILENT],
  [/not (?:found|exist)|(?:no|unknown|invalid) (?:such )?(?:device|target|group|adom)/i, MISSING],
  [/permission|denied/i, FORBIDDEN],
];
const BY_CODE: Readonly<Record<number, Rule>> = { "-3": MISSING, "-6": MISSING, [NO_PERMISSION]: FORBIDDEN };

function failure(
  deviceCode: number,
  said: string | undefined,
  device: ProxyDevice,
  request: DeviceRequest,
): FortiError {
  const words = said?.trim() ?? "";
  const [, byWords] = BY_WORDS.find(([pattern]) => pattern.test(words)) ?? [];
  const { code, why, hint } = BY_CODE[deviceCode] ?? byWords ?? AWAY;
  return new FortiError({
    code,
    message: `${headOf(device, request)}: FortiManager ${why}${words === "" ? "" : ` (${words})`}`,
    hint,
    request,
    deviceCode,
    reached: code === "TIMEOUT" ? "maybe" : "no",
  });
}

function withoutAnswer(device: ProxyDevice, request: DeviceRequest): FortiError {
  return new FortiError({
    code: "BAD_RESPONSE",
    message: `${headOf(device, request)}: the answer of FortiManager's proxy says nothing of it`,
    hint: "Check that the URL leads to a FortiManager, and that it manages the device",
    request,
    reached: "maybe",
  });
}

function headOf({ adom, name }: ProxyDevice, { operation }: DeviceRequest): string {
  return `Cannot complete "${operation}" on device ${JSON.stringify(name)} in ADOM ${JSON.stringify(adom)}`;
}
