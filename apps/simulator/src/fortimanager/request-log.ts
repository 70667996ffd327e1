/**
 * Remembers what clients sent to a FortiManager, item by item.
 *
 * @module
 */

import { createRequestLog, REDACTED, type RequestLog, type RequestRecord } from "../device/request-log.ts";
import { type ItemName, itemsIn } from "./rpc/items.ts";

/** One request as it arrived, without credentials. */
export interface ManagerRequestRecord extends RequestRecord {
  /** Its items, by verb and url without slashes around it. None of what is no JSON-RPC. */
  readonly items: readonly ItemName[];
}

export interface ManagerRequestLog extends RequestLog {
  all(): readonly ManagerRequestRecord[];
}

/** What clients sign in with, and what administrators sign in to devices with, wherever it stands. */
export const SECRET_NAMES: ReadonlySet<string> = new Set([
  "access_token",
  "adm_pass",
  "answer",
  "passwd",
  "password",
  "refresh_token",
  "session",
  "token",
  "userpasswd",
]);
const NAMES_A_SECRET = new RegExp(`"(?:${[...SECRET_NAMES].join("|")})"`);

export function createManagerRequestLog(): ManagerRequestLog {
  const log = createRequestLog((_url, body) => withoutSecrets(body));
  return { ...log, all: () => log.all().map((record) => ({ ...record, items: itemsIn(record.body) })) };
}

/** Of text that is no JSON, such as the half of it, nobody can tell where a secret ends. */
function withoutSecrets(body: unknown): unknown {
  if (typeof body === "string") return NAMES_A_SECRET.test(body) ? REDACTED : body;
  if (Array.isArray(body)) return body.map((value) => (typeof value === "string" ? value : withoutSecrets(value)));
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, hide(name, value)]));
}

function hide(name: string, value: unknown): unknown {
  if (SECRET_NAMES.has(name) && value !== null) return REDACTED;
  return typeof value === "string" ? value : withoutSecrets(value);
}
