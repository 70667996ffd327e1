/**
 * Knows every way in which a FortiManager says no.
 *
 * @module
 */

import { errorText } from "@fortiweave/catalog/fortimanager";
import {
  type DeviceRequest,
  type DeviceResponse,
  FortiError,
  type FortiErrorCode,
  type Refusal,
  type Verdict,
} from "@fortiweave/core";
import { RPC_PATH, type RpcResult, readAnswer, readEnvelope, type SentRpc } from "@fortiweave/core/json-rpc";
import { judgeSignIn } from "./auth/judge-sign-in.ts";
import type { RpcItem, RpcMethod } from "./engine.ts";
import { BAD_URL, NO_PERMISSION, NO_WRITE_PERMISSION, type Rule, ruleOf } from "./status-codes.ts";
import { describeItem, type ItemWords } from "./url-words.ts";

/** What needs FortiManager's own words to be understood. */
const NEEDS_DETAIL: readonly FortiErrorCode[] = [
  "BAD_VALUE",
  "BAD_REFERENCE",
  "IN_USE",
  "LOCKED_BY_OTHER",
  "DEVICE_ERROR",
];

/**
 * Turns refusals into codes, words and hints; what it leaves open falls to the general rules. One operation that is
 * refused is a request that is refused. Of several, each has its own outcome, unless all miss the permission: then it may
 * be the session that is over.
 */
export function judgeFortiManager(response: DeviceResponse, request: DeviceRequest): Verdict {
  const verdict = request.effect === "session" ? judgeSignIn(response, request) : undefined;
  if (verdict !== undefined || request.path !== RPC_PATH) return verdict;
  const { status, body } = response;
  const sent = readEnvelope(request);
  if (sent === undefined || status < 200 || status > 299) return undefined;
  // The general rules quote what cannot be read, and the start of an answer to a sign-in can hold its key.
  if (typeof body !== "object") return request.effect === "session" ? malformed("is not JSON", request) : undefined;
  const answer = readAnswer(body, sent);
  if (answer.fault !== undefined) return malformed(answer.fault, request);
  const { results } = answer;
  const [first] = results;
  if (first === undefined || first.status.code === 0) return undefined;
  const isWhole = results.length === 1 || results.every((result) => result.status.code === NO_PERMISSION);
  return isWhole ? refusalOf(first, 0, sent, request) : undefined;
}

/** The error of one operation of several. */
export function errorOf(result: RpcResult, at: number, request: DeviceRequest, status: number): FortiError {
  const sent = readEnvelope(request);
  const refusal = sent && refusalOf(result, at, sent, request);
  if (refusal === undefined) throw new TypeError("An error is due to a request that is no JSON-RPC");
  return new FortiError({ ...refusal, request, status });
}

function malformed(fault: string, { operation }: DeviceRequest): Refusal {
  return {
    code: "BAD_RESPONSE",
    message: `Cannot complete "${operation}": the answer ${fault}`,
    hint: "Check that the URL leads to a FortiManager, and what stands on the way to it",
  };
}

function refusalOf({ status }: RpcResult, at: number, sent: SentRpc, request: DeviceRequest): Refusal {
  const { code: deviceCode } = status;
  const said = String(status.message ?? "").trim();
  const words = inWords(sent, at, request);
  const { code, why, hint } = ruleFor(deviceCode, words) ?? unexplained(deviceCode);
  const detail = NEEDS_DETAIL.includes(code) ? said || errorText(deviceCode) : undefined;
  const message = `Cannot ${words.doing}: ${why}${detail === undefined ? "" : ` (${detail})`}`;
  return { code, message, hint, deviceCode, cliErrors: said === "" ? [] : [said] };
}

interface Words extends ItemWords {
  /** `add firewall/address "web" in ADOM "root"`. */
  readonly doing: string;
}

function inWords(sent: SentRpc, at: number, { effect, operation }: DeviceRequest): Words {
  const item = (sent.params[at] ?? { url: "" }) as RpcItem;
  const method = sent.method as RpcMethod;
  const words = describeItem(item, method);
  if (effect === "session") return { ...words, doing: `complete "${operation}"` };
  return { ...words, doing: `${method === "exec" ? "run" : method} ${words.what}${words.where}` };
}

function ruleFor(deviceCode: number, { target }: ItemWords): Rule | undefined {
  const rule = ruleOf(deviceCode);
  if (rule === undefined) return undefined;
  if (deviceCode === NO_WRITE_PERMISSION) return { ...rule, hint: lockFirst(target?.params.adom) };
  // A url of a form that nobody knows is no matter of names.
  if (deviceCode === BAD_URL && target === undefined) return { ...rule, code: "UNSUPPORTED" };
  return rule;
}

function lockFirst(adom: string | undefined): string {
  const target = adom === undefined ? '"global", or the ADOM' : JSON.stringify(adom);
  return `Lock it first: fmg.workspace(${target}, ...); or check that the administrator's profile and rpc-permit allow writes`;
}

/** A code that no table knows. */
function unexplained(deviceCode: number): Rule {
  return { code: "DEVICE_ERROR", why: `FortiManager reports error ${deviceCode}` };
}
