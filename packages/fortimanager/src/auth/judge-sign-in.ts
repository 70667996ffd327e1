/**
 * Knows how a FortiManager refuses a sign-in.
 *
 * @module
 */

import type { DeviceRequest, DeviceResponse, FortiErrorCode, Judge } from "@fortiweave/core";
import { NO_PERMISSION } from "../status-codes.ts";
import { readLogin } from "./session-answer.ts";
import { CHALLENGE_URL, CLOUD_LOGIN_PATH, LOGIN_URL, LOGOUT_URL, urlOf } from "./session-request.ts";

interface Rule {
  readonly code: FortiErrorCode;
  readonly why: string;
  readonly hint: string;
}

const FAILED: Rule = {
  code: "AUTH_FAILED",
  why: "FortiManager does not accept the user name or the password",
  hint:
    "Check, in this order: user name and password; this machine's address is among the trusted hosts of the " +
    "administrator; the administrator has not as many sessions as it may have (login-max). FortiManager's event log says " +
    "which it was",
};

const WRONG_CODE: Rule = {
  code: "AUTH_FAILED",
  why: "FortiManager does not accept the code of the second factor",
  hint: "Give a new code: each is good for a short time, and once",
};

const NO_RPC: Rule = {
  code: "AUTH_FAILED",
  why: "the administrator may not use the JSON API",
  hint:
    "Allow it on FortiManager: config system admin user, edit the administrator, set rpc-permit read-write (or read); " +
    "and check that this machine's address is among its trusted hosts",
};

const LOCKED_OUT: Rule = {
  code: "LOCKED_OUT",
  why: "FortiManager has locked the administrator or this machine out after failed sign-ins",
  hint: "Correct the credential, then wait for the lockout to end, 60 seconds by default",
};

const WITHOUT_SESSION: Rule = {
  code: "BAD_RESPONSE",
  why: "FortiManager accepts it, but gives no session",
  hint: "Check that the URL leads to FortiManager's own HTTPS administration, and that no proxy changes what it answers",
};

const NO_CLOUD: Rule = {
  code: "AUTH_FAILED",
  why: "FortiManager Cloud does not accept the FortiCloud token",
  hint:
    "Check that the IAM API user has a permission profile with the FortiManager Cloud (or FortiAnalyzer Cloud) portal, " +
    "that clientId fits the product, and that the URL is the one of the instance",
};

/** FortiManager's code for a failed login. */
const LOGIN_FAILED = -22;

/** Judges the answers to what signs in and out. What it leaves open is judged like any other answer. */
export const judgeSignIn: Judge = (response, request) => {
  if (request.path === CLOUD_LOGIN_PATH) return judgeCloud(response, request);
  const url = urlOf(request);
  // What ends a session has ended it, or it was over.
  if (url === LOGOUT_URL) return response.status < 400 ? "accept" : undefined;
  if (url !== LOGIN_URL && url !== CHALLENGE_URL) return undefined;
  const { code, message, session, question } = readLogin(response.body);
  if (response.status >= 400 || code === undefined) return undefined;
  if (question !== undefined || (code === 0 && session !== undefined)) return "accept";
  const words = code === 0 || message === "" ? "" : ` (${message})`;
  const { why, ...rule } = ruleFor(code, message, url);
  return { ...rule, message: `${describe(request)}: ${why}${words}`, deviceCode: code };
};

function ruleFor(code: number, message: string, url: string): Rule {
  if (code === 0) return WITHOUT_SESSION;
  if (/lock/i.test(message)) return LOCKED_OUT;
  if (code === NO_PERMISSION) return NO_RPC;
  if (code === LOGIN_FAILED) return url === CHALLENGE_URL ? WRONG_CODE : FAILED;
  return { ...FAILED, why: `FortiManager refuses it with code ${code}` };
}

/** It answers no JSON-RPC: a session, or whatever else, which may be a page. */
function judgeCloud({ status, body }: DeviceResponse, request: DeviceRequest): ReturnType<Judge> {
  if (status < 400 && readLogin(body).session !== undefined) return "accept";
  if (status >= 500 || status === 404) return undefined;
  const { why, ...rule } = NO_CLOUD;
  const { message: said } = Object(body) as { readonly message?: unknown };
  const words = typeof said === "string" && said !== "" ? `, ${said}` : "";
  return { ...rule, message: `${describe(request)}: ${why} (HTTP ${status}${words})` };
}

function describe({ operation, body }: DeviceRequest): string {
  const { params } = Object(body) as { readonly params?: readonly { readonly data?: unknown }[] };
  const { user } = Object(params?.[0]?.data) as { readonly user?: unknown };
  return typeof user === "string" ? `Cannot sign in as ${JSON.stringify(user)}` : `Cannot complete "${operation}"`;
}
