/**
 * The general rules of what is wrong with an answer, for what a product's judge leaves open.
 *
 * @module
 */

import type { FortiErrorCode } from "../errors.ts";
import type { DeviceRequest, DeviceResponse } from "../types.ts";
import { type AnswerBody, describeBody } from "./answer-body.ts";
import type { Refusal } from "./decode.ts";

interface Rule {
  readonly code: FortiErrorCode;
  readonly why: string;
  readonly hint?: string;
}

const RULES: Readonly<Record<number, Rule>> = {
  401: {
    code: "AUTH_FAILED",
    why: "the device did not accept the credential",
    hint: "Check that it is right and not expired, and that this machine is among its trusted hosts",
  },
  403: {
    code: "FORBIDDEN",
    why: "the device does not allow it",
    hint: "Check the administrator profile and its scope",
  },
  404: { code: "NOT_FOUND", why: "the device has nothing there" },
  405: { code: "UNSUPPORTED", why: "the device does not support this method there" },
  429: { code: "RATE_LIMITED", why: "the device got too many requests" },
};

const WRONG_PLACE = "Check that the URL leads to the device's own HTTPS administration, not to a proxy or another port";

/** What is wrong with an answer, or undefined when nothing is. */
export function objection(answer: DeviceResponse, body: AnswerBody, request: DeviceRequest): Refusal | undefined {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) {
    if (status === 204 || status === 205 || !isUnreadable(body, request)) return undefined;
    // The answer to a write that was cut short comes from the right place.
    const hint = request.effect === "write" && body.kind !== "page" ? undefined : WRONG_PLACE;
    return refusal("BAD_RESPONSE", request, `the device answered with ${describeBody(body, request)}`, hint);
  }
  if (status < 400) {
    const to = headers.location === undefined ? "" : ` to ${headers.location}`;
    return refusal("BAD_RESPONSE", request, `the device sent a redirect${to} (HTTP ${status})`, WRONG_PLACE);
  }

  const rule = RULES[status];
  const answered = body.kind === "json" ? "" : `, with ${describeBody(body, request)}`;
  // A page that says 404 comes from some other server, not from the device's API.
  if (rule !== undefined && !(status === 404 && body.kind === "page")) {
    return refusal(rule.code, request, `${rule.why} (HTTP ${status}${answered})`, rule.hint);
  }
  const code = body.kind === "json" ? "DEVICE_ERROR" : "BAD_RESPONSE";
  return refusal(code, request, `the device answered HTTP ${status}${answered}`);
}

function isUnreadable({ kind }: AnswerBody, { expect }: DeviceRequest): boolean {
  return expect === "bytes" || expect === "stream" ? kind === "page" : kind !== "json";
}

function refusal(code: FortiErrorCode, { operation }: DeviceRequest, why: string, hint?: string): Refusal {
  return { code, message: `Cannot complete "${operation}": ${why}`, hint };
}
