/**
 * Knows every way in which a FortiGate says no.
 *
 * @module
 */

import { errorText } from "@fortiweave/catalog";
import {
  type DeviceRequest,
  type DeviceResponse,
  FortiError,
  type FortiErrorCode,
  type Judge,
  type Verdict,
} from "@fortiweave/core";
import { judgeSignIn } from "./auth/judge-sign-in.ts";
import { refusedAccess } from "./auth/refused-access.ts";
import { DANGLING, MISSING, type Rule, ruleOf } from "./device-codes.ts";
import { type Envelope, envelopesIn } from "./envelope.ts";
import { failureOf, ownName } from "./failure-of.ts";

/** Statuses that mean one thing, whatever the body says: it may be a web page. */
const BY_STATUS: Readonly<Record<number, Rule>> = {
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

/**
 * Makes the judge of one client: {@link judgeFortiGate}, which then knows whether the device has taken the client's
 * credential before, and how it answers sign-ins.
 */
export function createJudge(): Judge {
  let wasAccepted = false;
  return (response, request) => {
    if (request.effect === "session") return judgeSignIn(response, request);
    wasAccepted ||= response.status < 400 && envelopesIn(response.body).length > 0;
    return judgeFortiGate(response, request, wasAccepted);
  };
}

/** Turns a FortiGate's refusals into codes, words and hints; what it leaves open falls to the general rules. */
export function judgeFortiGate(response: DeviceResponse, request: DeviceRequest, wasAccepted = false): Verdict {
  const envelopes = envelopesIn(response.body);
  const asked = vdomOf(request);
  const isForMany = request.effect === "read" && asked !== undefined && /[*,]/.test(asked);
  // What one VDOM refuses, another may have answered.
  if (isForMany && envelopes.some(({ status }) => status === "success")) return "accept";
  const envelope = envelopes.find(({ status }) => status === "error") ?? envelopes[0];
  const failed = envelope ?? {};
  if (response.status < 400 && failed.status !== "error") return isEmptyWrite(response, request) ? "accept" : undefined;

  const status = response.status < 400 ? (failed.http_status ?? response.status) : response.status;
  const deviceCode = deviceCodeOf(failed);
  // Without an envelope it may be some other server that speaks: only what means the same everywhere is believed.
  const vdom = isForMany ? failed.vdom : asked;
  const access = refusedAccess({ status, deviceCode, response, request, wasAccepted });
  const rule = access ?? BY_STATUS[status] ?? (envelope && ruleFor({ status, deviceCode, failed, vdom }, request));
  if (rule === undefined) return undefined;
  const { code, why, hint } = rule;
  const detail = NEEDS_DETAIL.includes(code) ? inWords(failed, deviceCode) : undefined;
  const where = code === "FORBIDDEN" && vdom !== undefined ? ` in VDOM ${JSON.stringify(vdom)}` : "";
  const message = `${failureOf(request)}: ${why}${where}${detail === undefined ? "" : ` (${detail})`}`;
  return { code, message, hint, deviceCode, cliErrors: linesOf(failed) };
}

/** The error in the envelope of one of several VDOMs. */
export function errorIn(envelope: Envelope, request: DeviceRequest): FortiError | undefined {
  if (envelope.status !== "error") return undefined;
  const status = envelope.http_status ?? 500;
  const own: DeviceRequest = { ...request, query: [["vdom", envelope.vdom ?? ""]] };
  const verdict = judgeFortiGate({ status, headers: {}, body: envelope }, own);
  return typeof verdict === "object" ? new FortiError({ ...verdict, request: own, status }) : undefined;
}

/** What went wrong, as far as the answer tells. */
interface Failure {
  readonly status: number;
  readonly deviceCode: number | undefined;
  readonly failed: Envelope;
  /** The VDOM that was named. */
  readonly vdom: string | undefined;
}

function ruleFor({ status, deviceCode, failed, vdom }: Failure, request: DeviceRequest): Rule | undefined {
  if (isDangling(failed.cli_error ?? "", request)) return DANGLING;
  if (status === 424 && deviceCode === -3) return vdom === undefined ? DANGLING : noVdom(vdom, request);
  // It is the entry itself that is missing only with 404, or where a 500 comes from looking it up.
  if (deviceCode === -3 && request.method === "POST" && status !== 404) return DANGLING;
  const rule = deviceCode === undefined ? undefined : ruleOf(deviceCode);
  return rule ?? WITHOUT_CODE[status] ?? unexplained(status, deviceCode, failed);
}

/** Where values were sent as well, one of them may be to blame. */
function noVdom(vdom: string, { body }: DeviceRequest): Rule {
  const why = `there is no VDOM ${JSON.stringify(vdom)}`;
  return { ...DANGLING, why: body === undefined ? why : `${why}, or ${DANGLING.why}` };
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

function vdomOf({ query = [] }: DeviceRequest): string | undefined {
  return query.find(([name]) => name === "vdom")?.[1];
}
