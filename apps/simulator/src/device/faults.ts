/**
 * Things that go wrong on purpose: what, on which requests, how often.
 *
 * @module
 */

import { itemsIn } from "../fortimanager/rpc/items.ts";
import { htmlPage, json, type Reply, text } from "../http/reply.ts";

/** When a fault strikes. The last three are for `drop` alone. */
export type Moment = "before" | "after" | "unread" | "mid-request" | "mid-answer";

export interface FaultSpec {
  /** Which requests it hits. Default: all. */
  readonly match?: {
    readonly method?: string | undefined;
    /** A prefix of the path when it starts with `/`, else a regular expression to find in the URL. */
    readonly path?: string | undefined;
    /** Of a FortiManager: a regular expression to find in one of the items, such as `exec sys/login/user`. */
    readonly item?: string | undefined;
  };
  /** How many requests it hits. Default: every one until the faults are deleted. */
  readonly times?: number;
  readonly kind: FaultKind;
  /** Of `delay`, and how long `slow` takes. Default 1000. */
  readonly ms?: number;
  /** Of `delay` before: as a device does, one request after the other, so that more of them at a time wait longer. */
  readonly inTurn?: boolean;
  /** HTTP status of `status` (default 500), `html` (503) and `empty` (200). */
  readonly status?: number;
  /** What a FortiManager's `soft-error` says as the status of each item. Default -1. */
  readonly code?: number;
  /**
   * Whether the request is carried out all the same. Default `before`: it is not. What spoils the device's own answer
   * (`delay`, `slow`, `truncated`, `wrong-type`, `twice`) never stops it.
   */
  readonly when?: Moment;
  /** Seconds, sent with `rate-limit`. */
  readonly retryAfter?: number;
}

export type FaultKind = (typeof FAULT_KINDS)[number];

export const FAULT_KINDS = [
  // No connection, no answer.
  "refuse",
  "drop",
  "hang",
  // Another answer.
  "status",
  "html",
  "rate-limit",
  "empty",
  "not-json",
  "soft-error",
  // The device's own answer, spoiled.
  "delay",
  "slow",
  "truncated",
  "wrong-type",
  "twice",
] as const;

/** A fault that is switched on. */
export interface FaultRecord extends FaultSpec {
  readonly id: number;
  /** How many more requests it hits; null without an end. */
  readonly left: number | null;
}

export interface Faults {
  /** @throws Error that says why there cannot be such a fault. */
  add(spec: FaultSpec): void;
  /**
   * The fault that hits this request, if any. It is used up by that. Those that match items are found once there is a
   * body, and the others before that.
   */
  take(method: string, url: string, body?: string): FaultSpec | undefined;
  /** Whether the next connection is to be refused. */
  takeConnection(): boolean;
  /** Those that are switched on, the oldest first. */
  list(): readonly FaultRecord[];
  /** @throws Error when none has this number. */
  remove(id: number): void;
  clear(): void;
}

interface Pending {
  readonly id: number;
  readonly spec: FaultSpec;
  readonly hits: (method: string, url: string, body: string | undefined) => boolean;
  left: number;
}

export function createFaults(): Faults {
  let pending: Pending[] = [];
  let lastId = 0;

  function use(found: Pending | undefined): FaultSpec | undefined {
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) pending = pending.filter((fault) => fault !== found);
    return found.spec;
  }

  return {
    add(spec) {
      check(spec);
      const hits = matcher(spec);
      lastId += 1;
      pending.push({ id: lastId, spec, hits, left: spec.times ?? Number.POSITIVE_INFINITY });
    },
    take: (method, url, body) =>
      use(pending.find(({ spec, hits }) => spec.kind !== "refuse" && hits(method, url, body))),
    takeConnection: () => use(pending.find(({ spec }) => spec.kind === "refuse")) !== undefined,
    list: () => pending.map(({ id, spec, left }) => ({ id, ...spec, left: Number.isFinite(left) ? left : null })),
    remove(id) {
      if (!pending.some((fault) => fault.id === id)) throw new Error(`No fault ${id} is switched on`);
      pending = pending.filter((fault) => fault.id !== id);
    },
    clear() {
      pending = [];
    },
  };
}

/** What the client sees in place of the answer; undefined when the fault has none of its own. */
export function faultReply({ kind, status, retryAfter }: FaultSpec): Reply | undefined {
  switch (kind) {
    case "status":
      return json(status ?? 500, { http_status: status ?? 500, status: "error" });
    case "html":
      return htmlPage(status ?? 503);
    case "rate-limit":
      return { ...htmlPage(429), headers: retryAfter === undefined ? {} : { "retry-after": String(retryAfter) } };
    case "empty":
      return { ...json(status ?? 200, ""), body: "" };
    case "not-json":
      return { ...text(200, '{"http_method": "GET", "results": ['), contentType: "application/json" };
    default:
      return undefined;
  }
}

function check({ kind, when = "before", match, inTurn, code }: FaultSpec): void {
  if (inTurn === true && kind !== "delay") throw new Error("body/inTurn is for delay alone");
  if (kind !== "drop" && when !== "before" && when !== "after") throw new Error(`body/when ${when} is for drop alone`);
  if (match?.item !== undefined && (when === "unread" || when === "mid-request")) {
    throw new Error(`body/match/item is not known ${when}: the body is not read then`);
  }
  if (code !== undefined && kind !== "soft-error") throw new Error("body/code is for soft-error alone");
  if (kind === "refuse" && match !== undefined) throw new Error("body/match A connection has no request to match yet");
}

/** @throws Error when the path is meant as a regular expression and is none. */
function matcher({ match = {} }: FaultSpec): Pending["hits"] {
  const { method, path = "/", item } = match;
  const pattern = path.startsWith("/") ? undefined : readPattern("path", path);
  const itemPattern = item === undefined ? undefined : readPattern("item", item);
  return (actual, url, body) => {
    if (method !== undefined && method.toUpperCase() !== actual) return false;
    if (itemPattern === undefined ? body !== undefined : !hasItem(itemPattern, body)) return false;
    return pattern === undefined ? url.startsWith(path) : pattern.test(url);
  };
}

function hasItem(pattern: RegExp, body: string | undefined): boolean {
  return body !== undefined && itemsIn(body).some(({ method, url }) => pattern.test(`${method} ${url}`));
}

function readPattern(name: "path" | "item", text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new Error(`body/match/${name} ${String(error)}`, { cause: error });
  }
}
