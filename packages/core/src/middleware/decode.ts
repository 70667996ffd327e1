/**
 * Turns what came over the wire into a JSON value, and every way a device says no into a typed error.
 *
 * @module
 */

import { FortiError, type FortiErrorInit } from "../errors.ts";
import { IN_DOUBT } from "../in-doubt.ts";
import type { DeviceRequest, DeviceResponse, Middleware, Runtime } from "../types.ts";
import { readBody } from "./answer-body.ts";
import { objection } from "./objection.ts";
import { peek } from "./peek.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** How a product words a failure. Request, status and the wait the device asked for are added to it. */
export type Refusal = Omit<FortiErrorInit, "request" | "status" | "reached">;

/**
 * What a product makes of an answer: a {@link Refusal} when it means no; `accept` when it is fine although it looks
 * wrong, such as an empty answer to a DELETE; undefined to leave it to the general rules.
 */
export type Verdict = Refusal | "accept" | undefined;

/**
 * Knows how one product says no. It sees every answer before the general rules do. `body` is the parsed JSON value, the
 * text when it is not JSON, or undefined when it is empty.
 */
export type Judge = (response: DeviceResponse, request: DeviceRequest) => Verdict;

/**
 * Parses answers and throws on refusals, so that the breaker, the retries and the audit outside it see typed errors.
 *
 * The general rules, for what the judge leaves open: 401 is AUTH_FAILED, 403 FORBIDDEN, 404 NOT_FOUND, 405 UNSUPPORTED,
 * 429 RATE_LIMITED, any other status from 400 on DEVICE_ERROR. Redirects, web pages, empty bodies where JSON was due and
 * text that is not JSON are BAD_RESPONSE, with the start of what came in the message. `Retry-After` becomes `retryAfterMs`.
 * When a write fails in a way that leaves open whether it was carried out, the hint says so.
 *
 * A request with `expect: "bytes"` gets its bytes back as they are, one with `expect: "stream"` its stream; only an answer
 * that is not a file is read.
 */
export function decode(judge: Judge, clock: Pick<Runtime, "now"> = Date): Middleware {
  /** The answer with the value that `readable` holds, unless it means no. */
  const check = (raw: DeviceResponse, request: DeviceRequest, readable: unknown): DeviceResponse => {
    const body = readBody(readable);
    const answer: DeviceResponse = { ...raw, body: body.value };
    const verdict = judge(answer, request);
    const refusal = verdict === undefined ? objection(answer, body, request) : verdict;
    if (typeof refusal !== "object") return answer;
    const retryAfterMs = refusal.retryAfterMs ?? parseRetryAfter(raw.headers["retry-after"], clock.now());
    const hint = refusal.hint ?? (isInDoubt(refusal, raw, request) ? IN_DOUBT : undefined);
    throw new FortiError({ ...refusal, hint, retryAfterMs, request, status: raw.status });
  };
  const checkStream = async (raw: DeviceResponse, request: DeviceRequest, given: ReadableStream<Uint8Array>) => {
    const { start, isWhole, stream } = await peek(given, LONGEST_REFUSAL);
    const answer: DeviceResponse = { ...raw, body: stream };
    if (!isWhole && isSuccess(raw)) return answer;
    if (!isWhole) await stream.cancel();
    check(raw, request, start);
    return answer;
  };

  return (next) => async (request) => {
    const raw = await next(request);
    if (isFile(raw)) return raw;
    if (raw.body instanceof ReadableStream) return checkStream(raw, request, raw.body);
    const answer = check(raw, request, raw.body);
    return raw.body instanceof Uint8Array ? raw : answer;
  };
}

/** Bytes: what is longer and says that all went well is a file, whatever its type. */
const LONGEST_REFUSAL = 1_000_000;

/** Whether a write failed without a word of why it was refused: it may have been carried out all the same. */
function isInDoubt(
  { code, deviceCode, cliErrors = [] }: Refusal,
  { status }: DeviceResponse,
  { effect }: DeviceRequest,
): boolean {
  if (effect !== "write" || (code !== "DEVICE_ERROR" && code !== "BAD_RESPONSE")) return false;
  const isRefused = (status >= 300 && status < 500) || deviceCode !== undefined || cliErrors.length > 0;
  return !isRefused;
}

/** Bytes that came well and do not look like an error: those come as JSON or as a page, and not as a download. */
function isFile(response: DeviceResponse): boolean {
  const { headers, body } = response;
  if (!(body instanceof Uint8Array || body instanceof ReadableStream) || !isSuccess(response)) return false;
  if (headers["content-disposition"]?.startsWith("attachment")) return true;
  return !/\b(?:json|html)\b/.test(headers["content-type"] ?? "");
}

function isSuccess({ status }: DeviceResponse): boolean {
  return status >= 200 && status <= 299;
}
