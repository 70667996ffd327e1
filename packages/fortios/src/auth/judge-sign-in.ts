/**
 * Knows how a FortiGate refuses a sign-in.
 *
 * @module
 */

import type { DeviceRequest, DeviceResponse, Judge } from "@fortiweave/core";
import type { Rule } from "../device-codes.ts";
import { isRecord } from "../envelope.ts";
import { SIGN_IN_PATH } from "./authentication-dialect.ts";
import { LOGINCHECK_PATH } from "./logincheck-dialect.ts";
import { readAuthentication, readLogincheck, type SignInAnswer, signInNumber } from "./sign-in-answer.ts";

/** The device has locked out the address that the requests come from. */
export const LOCKED_OUT: Rule = {
  code: "LOCKED_OUT",
  why: "the device has locked this machine's address out after failed sign-ins",
  hint: "Correct the credential, then wait for the lockout to end, 60 seconds by default: every try prolongs it",
};

const FAILED: Rule = {
  code: "AUTH_FAILED",
  why: "the device does not accept the user name or the password",
  hint:
    "Check, in this order: user name and password; this machine's address is among the trusted hosts of the " +
    "administrator; the administrator may have another session. The device's system events say which it was. Three " +
    "failures in a row lock this address out",
};

const NO_REASON: Rule = {
  code: "AUTH_FAILED",
  why: "the device refuses it and does not say why",
  hint:
    "Check that this machine's address is among the trusted hosts of the administrator; FortiOS before 6.4.2 takes " +
    'sign-ins at /logincheck only, which the dialect "logincheck" uses',
};

const NOT_ALLOWED: Rule = {
  code: "FORBIDDEN",
  why: "the device does not allow it from here",
  hint: "Check that the interface allows HTTPS access, and that no proxy on the way takes out cookies or X-CSRFTOKEN",
};

const UNKNOWN: Rule = {
  code: "UNSUPPORTED",
  why: "the device does not take sign-ins there",
  hint:
    'The dialect "authentication" needs FortiOS 6.4.2, "logincheck" one before 7.6.3: leave it to the client. Check too ' +
    "that the URL leads to the device's own HTTPS administration",
};

const WITHOUT_SESSION: Rule = {
  code: "BAD_RESPONSE",
  why: "the device accepts it, but gives no session",
  hint: "Check that no proxy on the way takes cookies out of answers",
};

const WITHOUT_SESSION_AT_LOGINCHECK: Rule = {
  code: "UNSUPPORTED",
  why: "the device accepts it at /logincheck, but gives no session",
  hint: 'From FortiOS 7.6.3 on only /api/v2/authentication does: take the dialect "auto", or use an API token',
};

/** Judges the answers to what signs in, renews and signs out. */
export const judgeSignIn: Judge = (response, request) => {
  const read = readerFor(request);
  // What renews or ends a session is done, or it is not.
  if (read === undefined) return response.status < 400 ? "accept" : undefined;
  const answer = read(response.body);
  const isGranted = answer !== undefined && answer !== "failed" && answer !== "locked out";
  const lacking = isGranted ? missingSession(answer, response, request) : undefined;
  if (isGranted && lacking === undefined) return "accept";
  // A device that is starting, or a gateway in front of it.
  if (response.status >= 500) return undefined;
  const { code, why, hint } = lacking ?? ruleFor(response.status, answer);
  return { code, message: `${describe(request)}: ${why}`, hint, deviceCode: signInNumber(response.body) };
};

/** Who is let in gets a cookie, with this answer or with the one before. Before the password is right, nobody does. */
function missingSession(answer: SignInAnswer, { headers }: DeviceResponse, request: DeviceRequest): Rule | undefined {
  const cookies = `${request.headers?.cookie ?? ""}\n${headers["set-cookie"] ?? ""}`;
  if (request.path === SIGN_IN_PATH) {
    return answer === "in" && !cookies.includes("=") ? WITHOUT_SESSION : undefined;
  }
  const isLetIn = answer === "in" || answer === "disclaimer";
  return isLetIn && !/\bAPSCOOKIE_/.test(cookies) ? WITHOUT_SESSION_AT_LOGINCHECK : undefined;
}

function readerFor({ path, method }: DeviceRequest): ((body: unknown) => SignInAnswer | undefined) | undefined {
  if (path === LOGINCHECK_PATH) return readLogincheck;
  return path === SIGN_IN_PATH && method === "POST" ? readAuthentication : undefined;
}

function ruleFor(status: number, answer: SignInAnswer | undefined): Rule {
  if (answer === "locked out" || status === 429) return LOCKED_OUT;
  if (answer === "failed") return FAILED;
  if (status === 401) return NO_REASON;
  return status === 403 ? NOT_ALLOWED : UNKNOWN;
}

function describe({ body, text }: DeviceRequest): string {
  const name = isRecord(body) ? body.username : new URLSearchParams(text?.content).get("username");
  return `Cannot sign in as ${JSON.stringify(name)}`;
}
