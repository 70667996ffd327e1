/**
 * What is kept of a call by a client that keeps its operations on record.
 *
 * @module
 */

import type { AuditEvent } from "../audit/event.ts";
import type { FortiErrorCode } from "../errors.ts";
import type { Effect, HttpMethod, JsonValue } from "../types.ts";

/** The branches of the API; `session` for signing in and out, `other` for what is in none. */
export type OperationArea = "cmdb" | "monitor" | "log" | "service" | "session" | "other";

/** One call, with the secrets taken out. */
export interface OperationRecord {
  /** When the call began, as an ISO 8601 time in UTC. */
  readonly timestamp: string;
  /** What was done: `cmdb firewall/address create`. */
  readonly operation: string;
  /** Whether it reads or writes. */
  readonly effect: Effect;
  /** HTTP verb. */
  readonly method: HttpMethod;
  /** Branch of the API. */
  readonly area: OperationArea;
  /** Path from the root, percent-encoded, without its query. */
  readonly path: string;
  /** What it was about, where the path says nothing: `get pm/config/adom/root/obj/firewall/address`. */
  readonly target?: string;
  /** The query but for the VDOM, for people and so not encoded: `action=move&after=3`. */
  readonly query?: string;
  /** VDOM, when the call named one. */
  readonly vdom?: string;
  /** What a write sent, or would have sent. */
  readonly body?: JsonValue;
  /** How it ended, as on an audit line. */
  readonly outcome: AuditEvent["outcome"];
  /** HTTP status, when the device answered. */
  readonly status?: number;
  /** Why it was refused or failed. */
  readonly code?: FortiErrorCode;
  /** The error in words. */
  readonly message?: string;
  /** Milliseconds from begin to end. */
  readonly durationMs: number;
}

const AREAS: readonly OperationArea[] = ["cmdb", "monitor", "log", "service"];

/** What is kept of an event. */
export function toRecord(event: AuditEvent): OperationRecord {
  const { at, operation, effect, method, path, target, query, body, outcome, status, code, message, durationMs } =
    event;
  const [, vdom] = query?.find(([name]) => name === "vdom") ?? [];
  const rest = (query ?? []).filter(([name]) => name !== "vdom").map(([name, value]) => `${name}=${value}`);
  return {
    timestamp: at,
    operation,
    effect,
    method,
    area: areaOf(event),
    path,
    ...(target !== undefined && { target }),
    ...(rest.length > 0 && { query: rest.join("&") }),
    ...(vdom !== undefined && { vdom }),
    ...(body !== undefined && { body }),
    outcome,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    durationMs,
  };
}

function areaOf({ effect, path }: AuditEvent): OperationArea {
  if (effect === "session") return "session";
  const [, word] = /^\/api\/v2\/(\w+)/.exec(path) ?? [];
  return AREAS.find((area) => area === word) ?? "other";
}
