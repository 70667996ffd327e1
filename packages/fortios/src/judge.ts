/**
 * Knows every way in which a FortiGate says no.
 *
 * @module
 */

import { errorText } from "@fortiweave/catalog";
import type { DeviceRequest, DeviceResponse, FortiErrorCode, JsonValue, Judge, Verdict } from "@fortiweave/core";
import { DANGLING, MISSING, type Rule, ruleOf } from "./device-codes.ts";
import { type Envelope, envelopesIn } from "./envelope.ts";

/** Statuses that mean one thing, whatever the body says: it may be a web page. */
const BY_STATUS: Readonly<Record<number, Rule>> = {
  401: {
    code: "AUTH_FAILED",
    why: "the device did not accept the credential",
    hint:
      "Check, in this order: the token is right and was not generated anew since; this machine's address is among the " +
      "trusted hosts of the API administrator; the administrator or its key has not expired",
  },
  403: {
    code: "FORBIDDEN",
    why: "the device does not allow it",
    hint: "Check the administrator's profile, its VDOMs, and whether the table is global",
  },
  405: {
    code: "UNSUPPORTED",
    why: "the device does not take this method there",
    hint:
      "Some endpoints changed their method between versions, such as monitor/system/config/backup in 7.6; compare with the " +
      "device's version",
  },
  413: {
    code: "BAD_VALUE",
    why: "the request is larger than the device accepts",
    hint: "Send less at a time, such as fewer members or a smaller file",
  },
  429: {
    code: "LOCKED_OUT",
    why: "the device has locked this machine's address out after failed sign-ins",
    hint: "Correct the credential, then wait for the lockout to end, 60 seconds by default: every try prolongs it",
  },
};

/** Statuses that say something when the envelope does not. */
const WITHOUT_CODE: Readonly<Record<number, Rule>> = {
  404: MISSING,
  409: {
    code: "LOCKED_BY_OTHER",
    why: "another transaction holds the table",
    hint: "Wait until it is committed, aborted or timed out",
  },
  424: {
    code: "BAD_VALUE",
    why: "the device misses something: an attribute, or what a value refers to",
    hint: "Compare the values with the limits and options of the device's version",
  },
};

/** How the command line words a reference that leads nowhere; the code beside it varies. */
const NOT_IN_DATASOURCE = /not found in datasource/i;

/** The same for an entry of a list, by its name. A new entry's own bad name is worded like that too. */
const BAD_NAME = /node_check_object fail! for name (.+)/i;

const RETURN_CODE = /return code (-?\d+)/i;

/** What needs the device's own words to be understood. */
const NEEDS_DETAIL: readonly FortiErrorCode[] = ["BAD_VALUE", "BAD_REFERENCE", "IN_USE", "DEVICE_ERROR"];

/** Turns a FortiGate's refusals into codes, words and hints; what it leaves open falls to the general rules. */
export const judgeFortiGate: Judge = (response, request): Verdict => {
  const envelopes = envelopesIn(response.body);
  const envelope = envelopes.find(({ status }) => status === "error") ?? envelopes[0];
  const failed = envelope ?? {};
  if (response.status < 400 && failed.status !== "error") return isEmptyWrite(response, request) ? "accept" : undefined;

  const status = response.status < 400 ? (failed.http_status ?? response.status) : response.status;
  const deviceCode = deviceCodeOf(failed);
  // Without an envelope it may be some other server that speaks: only what means the same everywhere is believed.
  const rule = BY_STATUS[status] ?? (envelope && ruleFor(status, deviceCode, failed, request));
  if (rule === undefined) return undefined;
  const { code, why, hint } = rule;
  const detail = NEEDS_DETAIL.includes(code) ? inWords(failed, deviceCode) : undefined;
  const message = `${describe(request)}: ${why}${detail === undefined ? "" : ` (${detail})`}`;
  return { code, message, hint, deviceCode, cliErrors: linesOf(failed) };
};

function ruleFor(
  status: number,
  deviceCode: number | undefined,
  failed: Envelope,
  request: DeviceRequest,
): Rule | undefined {
  if (isDangling(failed.cli_error ?? "", request)) return DANGLING;
  // It is the entry itself that is missing only with 404, or where a 500 comes from looking it up.
  if (deviceCode === -3 && (status === 424 || (request.method === "POST" && status !== 404))) return DANGLING;
  const rule = deviceCode === undefined ? undefined : ruleOf(deviceCode);
  return rule ?? WITHOUT_CODE[status] ?? unexplained(status, deviceCode, failed);
}

function isDangling(cliError: string, { operation, body }: DeviceRequest): boolean {
  const [, name] = BAD_NAME.exec(cliError) ?? [];
  const isOwnName = operation.endsWith(" create") && name?.trim() === ownName(body);
  return NOT_IN_DATASOURCE.test(cliError) || (name !== undefined && !isOwnName);
}

/** An error that the device names or words, and no table knows. */
function unexplained(status: number, deviceCode: number | undefined, failed: Envelope): Rule | undefined {
  const isError = deviceCode !== undefined || failed.cli_error !== undefined || failed.status === "error";
  if (!isError) return undefined;
  const what = deviceCode === undefined ? "an error" : `error ${deviceCode}`;
  return { code: "DEVICE_ERROR", why: `the device reports ${what} (HTTP ${status})` };
}

/** `cmdb firewall/address create` with the entry's name becomes `Cannot create firewall/address "web"`. */
function describe(request: DeviceRequest): string {
  const [area, path = "", ...action] = request.operation.split(" ");
  if (area !== "cmdb") return `Cannot complete "${request.operation}"`;
  const name = nameIn(path, request);
  // `add member` is done to something of the entry.
  const of = action.length > 1 ? " of" : "";
  return `Cannot ${action.join(" ")}${of} ${path}${name === undefined ? "" : ` ${JSON.stringify(name)}`}`;
}

/** The key that stands behind the table's path, or the name of a new entry. */
function nameIn(path: string, { path: url, body }: DeviceRequest): string | undefined {
  const [, key] = url.slice(url.indexOf(path) + path.length).split("/");
  return key === undefined ? ownName(body) : decodeURIComponent(key);
}

function ownName(body: JsonValue | undefined): string | undefined {
  const name = typeof body === "object" && body !== null && "name" in body ? body.name : undefined;
  return typeof name === "string" ? name : undefined;
}

function deviceCodeOf({ error, cli_error }: Envelope): number | undefined {
  const code = error ?? RETURN_CODE.exec(cli_error ?? "")?.[1];
  return code === undefined || code === "" || !Number.isInteger(Number(code)) ? undefined : Number(code);
}

/** The command line's last line before its return code says most: it quotes the value. */
function inWords(failed: Envelope, deviceCode: number | undefined): string | undefined {
  const line = linesOf(failed).findLast((text) => !RETURN_CODE.test(text));
  return line ?? (deviceCode === undefined ? undefined : errorText(deviceCode));
}

function linesOf({ cli_error }: Envelope): string[] {
  return (cli_error ?? "").split("\n").filter((line) => line.trim() !== "");
}

/** Some versions answer a write with nothing at all. */
function isEmptyWrite({ status, body }: DeviceResponse, { effect }: DeviceRequest): boolean {
  return status >= 200 && status < 300 && body === undefined && effect === "write";
}
