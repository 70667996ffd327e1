/**
 * Reads what FortiManager says to a call about a session.
 *
 * @module
 */

import { sessionIn } from "@fortiweave/core/json-rpc";

/** The answer to a login, or to the answer of its question. */
export interface LoginAnswer {
  /** 0 for yes. Undefined when there is none: then it is no answer of FortiManager's. */
  readonly code: number | undefined;
  readonly message: string;
  /** The session; with a question it opens nothing yet. */
  readonly session: string | undefined;
  /** What FortiManager asks before it lets anybody in. */
  readonly question: string | undefined;
}

/** Reads a login's answer. */
export function readLogin(body: unknown): LoginAnswer {
  const { result } = asRecord(body);
  const { status, data } = asRecord(Array.isArray(result) ? result[0] : result);
  const { code, message } = asRecord(status);
  const { challenge } = asRecord(data);
  const session = sessionIn(body);
  const key = typeof session === "string" && session !== "" ? session : undefined;
  // Who is asked has a session already, whatever the code beside it says.
  const isAsked = key !== undefined && (challenge !== undefined || code !== 0);
  return {
    code: typeof code === "number" ? code : undefined,
    message: String(message ?? ""),
    session: key,
    question: isAsked ? String(challenge ?? message ?? "") : undefined,
  };
}

/** The version in the answer to a status: `v7.6.4-build3492 ...` is `7.6.4`. */
export function versionIn(body: unknown): string | undefined {
  const { result } = asRecord(body);
  const { data } = asRecord(Array.isArray(result) ? result[0] : result);
  return /v(\d+\.\d+\.\d+)/.exec(String(asRecord(data).Version ?? ""))?.[1];
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value) as Readonly<Record<string, unknown>>;
}
