/**
 * One simulated FortiGate, without its network side. All its state is in here.
 *
 * @module
 */

import type { Registry } from "@fortiweave/catalog";
import { type Configuration, createConfiguration, type FactoryContent } from "../cmdb/configuration.ts";
import { handleCmdb } from "../cmdb/handle.ts";
import { createSchemas } from "../cmdb/schema.ts";
import { createTransactions, type Holder } from "../cmdb/transactions.ts";
import { loadFactory } from "../factory/load.ts";
import type { Call } from "../http/call.ts";
import { htmlPage, json, type Reply, text } from "../http/reply.ts";
import { parseUrl, type Target } from "../http/url.ts";
import { createLogApi } from "../log/handle.ts";
import { type BannedList, createBannedList } from "../monitor/banned-list.ts";
import { createCallApi } from "../monitor/handle.ts";
import { authenticate } from "./authenticate.ts";
import type { Clock } from "./clock.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type Identity, signature } from "./identity.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import { createTokens, type Principal, type Tokens } from "./tokens.ts";

/** A request as it came off the wire. */
export interface WireRequest {
  readonly method: string;
  /** As it was sent, still encoded. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Empty without one. */
  readonly body: string;
  readonly remoteAddress: string;
}

export interface Device {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly factory: FactoryContent;
  readonly banned: BannedList;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly requests: RequestLog;
  configuration(): Configuration;
  handle(request: WireRequest): Promise<Reply>;
  /** Back to how it left the factory. */
  reset(): void;
}

export interface DeviceOptions {
  readonly registry: Registry;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly token: string;
  readonly owner: Principal;
}

export async function createDevice({ registry, identity, clock, token, owner }: DeviceOptions): Promise<Device> {
  const schemas = createSchemas(registry, identity.version);
  const factory = await loadFactory(schemas, identity.name);
  const holder: Holder = { configuration: createConfiguration(schemas, factory) };
  const transactions = createTransactions(holder, clock);
  const tokens = createTokens({ token, owner });
  const banned = createBannedList(clock);
  const faults = createFaults();
  const requests = createRequestLog();
  const calls = createCallApi(registry, { identity, holder, clock, tokens, banned });
  const logs = createLogApi(registry, identity, holder);

  async function handle(request: WireRequest): Promise<Reply> {
    const target = parseUrl(request.url);
    const [api, version, area = "", ...segments] = target.segments;
    if (target.segments.join("/") === "logout") return text(200, "");
    if (api !== "api" || version !== "v2") return htmlPage(404);
    const principal = signIn(request, target);
    if (principal === undefined) return htmlPage(401);
    // Only the body of the answer to a HEAD is left out, and Node sees to that.
    const method = request.method === "HEAD" ? "GET" : request.method;
    const body = parseBody(method, request.body);
    const transactionId = transactionOf(request);
    return answer(area, { method, segments, query: target.query, body, principal, transactionId });
  }

  function signIn({ headers, remoteAddress }: WireRequest, { query }: Target): Principal | undefined {
    const authorization = headers.authorization?.toString();
    return authenticate({ authorization, query, remoteAddress }, tokens, holder.configuration, clock.now());
  }

  async function answer(area: string, call: Call): Promise<Reply> {
    switch (area) {
      case "cmdb":
        return handleCmdb({ identity, holder, transactions }, call);
      case "monitor":
      case "service":
        return calls.handle(area, call);
      case "log":
        return logs.handle(call);
      default:
        return json(404, { http_method: call.method, status: "error", http_status: 404, ...signature(identity) });
    }
  }

  return {
    identity,
    clock,
    factory,
    banned,
    tokens,
    faults,
    requests,
    configuration: () => holder.configuration,
    handle,
    reset() {
      holder.configuration = createConfiguration(schemas, factory);
      transactions.reset();
      tokens.reset();
      banned.clear();
      faults.clear();
      requests.clear();
      logs.reset();
    },
  };
}

/**
 * JSON whatever the content type says, as a device takes it. What is none stays text, and is refused where the body
 * counts. That of a GET never does.
 */
function parseBody(method: string, body: string): unknown {
  if (method === "GET" || body.trim() === "") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function transactionOf({ headers }: WireRequest): number | undefined {
  const id = headers["x-transaction-id"]?.toString();
  return id === undefined || id === "" ? undefined : Number(id);
}
