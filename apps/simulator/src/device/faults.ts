/**
 * Things that go wrong on purpose.
 *
 * @module
 */

import { htmlPage, json, type Reply, text } from "../http/reply.ts";

export interface FaultSpec {
  /** Which requests it hits. Default: all. */
  readonly match?: {
    readonly method?: string | undefined;
    /** A prefix of the path when it starts with `/`, else a regular expression to find in the URL. */
    readonly path?: string | undefined;
  };
  /** How many requests it hits. Default: every one until the faults are deleted. */
  readonly times?: number;
  readonly kind: "delay" | "drop" | "status" | "html" | "rate-limit" | "empty" | "not-json" | "soft-error";
  /** Of a delay. Default 1000. */
  readonly ms?: number;
  /** HTTP status of `status` (default 500), `html` (503) and `empty` (200). */
  readonly status?: number;
  /** Whether the request is carried out all the same. Default `before`: it is not. A delay never stops it. */
  readonly when?: "before" | "after";
  /** Seconds, sent with `rate-limit`. */
  readonly retryAfter?: number;
}

export interface Faults {
  add(spec: FaultSpec): void;
  /** The fault that hits this request, if any. It is used up by that. */
  take(method: string, url: string): FaultSpec | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let pending: { readonly spec: FaultSpec; readonly hits: (method: string, url: string) => boolean; left: number }[] =
    [];
  return {
    add(spec) {
      pending.push({ spec, hits: matcher(spec), left: spec.times ?? Number.POSITIVE_INFINITY });
    },
    take(method, url) {
      const found = pending.find((fault) => fault.hits(method, url));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) pending = pending.filter((fault) => fault !== found);
      return found.spec;
    },
    clear() {
      pending = [];
    },
  };
}

/** What the client sees in place of the answer. A delay changes no answer, and a drop has none. */
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
    case "soft-error":
      return json(200, { http_status: 200, status: "error", error: -57 });
    default:
      return undefined;
  }
}

/** @throws Error when the path is meant as a regular expression and is none. */
function matcher({ match = {} }: FaultSpec): (method: string, url: string) => boolean {
  const { method, path = "/" } = match;
  const pattern = path.startsWith("/") ? undefined : new RegExp(path);
  return (actual, url) => {
    if (method !== undefined && method.toUpperCase() !== actual) return false;
    return pattern === undefined ? url.startsWith(path) : pattern.test(url);
  };
}
