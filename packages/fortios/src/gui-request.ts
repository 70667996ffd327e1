/**
 * Sends what the API preview of a FortiGate's GUI shows.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import { secretValues } from "@fortiweave/catalog/validate";
import { type DeviceRequest, FortiError, type HttpMethod, type SimulatedRequest } from "@fortiweave/core";
import { checkScope, checkVdom } from "./encode.ts";
import type { Engine } from "./engine.ts";
import { isRecord } from "./envelope.ts";
import { type GuiConfig, readGuiConfig } from "./gui-config.ts";
import type { Pair } from "./gui-url.ts";
import { mergeOptions } from "./merge-options.ts";
import { secretsInQuery } from "./query-secrets.ts";
import { limitsOf } from "./request.ts";
import type { CallOptions } from "./types.ts";

/** A request, as the API preview shows it. */
export interface GuiRequest {
  /** `GET`, `POST`, `PUT` or `DELETE`. */
  readonly method: string;
  /** `/api/v2/cmdb/firewall/address`. Also without `/api/v2`, with a query, or whole, when it is of the same device. */
  readonly url: string;
  /** The query, by name. A list repeats the name. */
  readonly params?: Readonly<Record<string, unknown>> | null;
  /** The body. */
  readonly data?: unknown;
}

/** The whole answer of the device. When it answers for several VDOMs, `results` holds an answer for each. */
export interface GuiAnswer {
  /** What was asked for. */
  readonly results?: unknown;
  /** `success`. */
  readonly status?: string;
  /** HTTP status, in the device's own words. */
  readonly http_status?: number;
  /** The VDOM that answers. */
  readonly vdom?: string;
  /** Key of the entry that was written. */
  readonly mkey?: string | number;
  /** Whether a write changed anything. */
  readonly revision_changed?: boolean;
  /** Not from the device: what a read-only client would have sent. */
  readonly simulated?: SimulatedRequest;
  /** What else the device says. */
  readonly [name: string]: unknown;
}

/** What each method does, in the words of an operation. */
const WORDS: Readonly<Record<HttpMethod, readonly [inCmdb: string, elsewhere: string]>> = {
  GET: ["get", "get"],
  POST: ["create", "post"],
  PUT: ["update", "put"],
  DELETE: ["delete", "delete"],
};

/**
 * Sends it, and answers the whole envelope. What it names itself goes before the options.
 *
 * @throws FortiError INVALID_INPUT for what is no such request.
 */
export async function sendGuiRequest(
  engine: Engine,
  deviceUrl: string | undefined,
  given: GuiRequest,
  options: CallOptions,
): Promise<GuiAnswer> {
  const request = await toRequest(engine, readGuiConfig(given, deviceUrl), options);
  const { status, body, simulated } = await engine.exchange(request);
  if (simulated !== undefined) return { simulated };
  const answers: readonly unknown[] = Array.isArray(body) ? body : [body ?? { http_status: status }];
  const [answer] = answers;
  if (answers.length === 1 && isRecord(answer)) return answer;
  if (answers.every(isRecord)) return { http_status: status, results: answers };
  const message = `The answer to ${request.operation} is not an object`;
  throw new FortiError({ code: "BAD_RESPONSE", message, request, status });
}

async function toRequest(engine: Engine, config: GuiConfig, options: CallOptions): Promise<DeviceRequest> {
  const { method, target, body } = config;
  const merged = mergeOptions(options, engine.defaults);
  const query = [...leftOpen(config.query, merged), ...config.query];
  const secrets = await secretsIn(engine, config);
  return {
    ...describe(config),
    effect: method === "GET" ? "read" : "write",
    idempotent: method !== "POST",
    method,
    path: target.path,
    ...(query.length > 0 && { query }),
    ...(body !== undefined && { body }),
    ...(isRecord(body) && "file_content" in body && { files: ["file_content"] }),
    ...(secrets.length > 0 && { secrets }),
    ...limitsOf(merged),
  };
}

/** The VDOM and the scope of the options, where the request does not name its own. */
function leftOpen(query: readonly Pair[], { vdom, scope }: CallOptions): Pair[] {
  const isNamed = query.some(([name]) => name === "vdom" || name === "scope" || name === "global");
  if (isNamed) return [];
  const pairs: Pair[] = [];
  if (vdom !== undefined) pairs.push(["vdom", checkVdom(vdom)]);
  if (scope !== undefined) pairs.push(["scope", checkScope(scope)]);
  return pairs;
}

/** The operation in people's words, and the endpoint without keys. */
function describe({ method, target, query }: GuiConfig): Pick<DeviceRequest, "operation" | "endpoint"> {
  const { area, path, segments } = target;
  const prefixes = segments.map((_, index) => segments.slice(0, index + 1).join("/"));
  const known = prefixes.findLast((prefix) => fortios.find(area, prefix) !== undefined);
  // Of what nobody knows, a table's path has two parts at most, and keys follow.
  const asSent = path.split("/").slice(4, area === "cmdb" ? 6 : undefined);
  const endpoint = known ?? asSent.join("/");
  const action = query.find(([name]) => name === "action")?.[1] ?? "";
  const word = /^[a-z-]+$/.test(action) ? action : WORDS[method][area === "cmdb" ? 0 : 1];
  const named = [area, endpoint].filter((part) => part !== "");
  return { operation: [...named, word].join(" "), endpoint: named.join("/") };
}

/** The secrets in what is sent, as far as the catalogue knows them. */
async function secretsIn(engine: Engine, { target, query, body }: GuiConfig): Promise<readonly string[]> {
  const { area, segments } = target;
  // A key that holds a slash would be taken for two.
  const path = segments.map((segment) => segment.replaceAll("/", "-")).join("/");
  if (area === "cmdb") {
    const known = await engine.validator.entry(path);
    return known === undefined ? [] : [...secretValues(known, body), ...secretsInQuery(known, query)];
  }
  const known = await fortios.load(area, path);
  return known === undefined ? [] : [body, Object.fromEntries(query)].flatMap((part) => secretValues(known, part));
}
