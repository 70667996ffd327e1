/**
 * The engine of one client: calls become requests, and answers become results.
 *
 * @module
 */

import { type DeviceRequest, type DeviceResponse, FortiError, type Runtime, readOnly } from "@fortiweave/core";
import { type Chassis, invalidInput } from "@fortiweave/core/client";
import { RPC_PATH, readAnswer, readEnvelope, writeEnvelope } from "@fortiweave/core/json-rpc";
import { askVersion } from "./ask-version.ts";
import { mergeOptions } from "./call-options.ts";
import type { Engine, RpcCall, RpcEnvelope, RpcItem, RpcMethod, RpcResult } from "./engine.ts";
import { type Answered, outcomesOf } from "./outcomes.ts";
import type { CallPlace } from "./refused-request.ts";
import { isRepeatable } from "./repeatable.ts";
import type { CallOptions } from "./types.ts";
import { unlessAborted } from "./unless-aborted.ts";
import { namesOf } from "./url-words.ts";

/** What an engine is made of. */
export interface EngineParts {
  readonly chassis: Chassis<CallPlace>;
  readonly runtime: Runtime;
}

/** What stands in an item that reads, and never holds the value of a field. */
const PLAIN: ReadonlySet<string> = new Set([
  "url",
  "fields",
  "range",
  "sortings",
  "loadsub",
  "option",
  "expand member",
]);

/** Makes the engine of one client. */
export function createEngine({ chassis, runtime }: EngineParts): Engine {
  let lastId = 0;
  let version: string | undefined;
  let asking: Promise<string> | undefined;

  const toRequest = (
    call: RpcCall,
    found: readonly string[],
    options: CallOptions,
    defaults: CallOptions,
  ): DeviceRequest => {
    const { method, items, createTask, envelope } = call;
    const [first] = items;
    if (first === undefined) throw invalidInput(`Cannot ${method} nothing`, "Give at least one operation");
    const names = call.operation === undefined || call.endpoint === undefined ? namesOf(first.url, method) : call;
    const secrets = call.secrets === undefined ? found : [...call.secrets, ...found];
    lastId += 1;
    return {
      operation: call.operation ?? names.operation ?? method,
      endpoint: call.endpoint ?? names.endpoint ?? method,
      effect: call.effect ?? (method === "get" ? "read" : "write"),
      idempotent: call.idempotent ?? isRepeatable(call),
      method: "POST",
      path: RPC_PATH,
      target: targetOf(method, items),
      body: writeEnvelope({ id: lastId, method, params: items, createTask, envelope }),
      ...(call.needsAnswer && { needsAnswer: true }),
      ...(secrets.length > 0 && { secrets }),
      ...mergeOptions(options, defaults),
    };
  };

  const askOnce = (): Promise<string> => {
    asking ??= askVersion(open({}).send)
      .then((told) => {
        version = told;
        return told;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };

  const open = (defaults: CallOptions, handler = chassis.handler, simulates = chassis.simulates): Engine => {
    const prepare = async (call: RpcCall, options: CallOptions = {}): Promise<DeviceRequest> => {
      const found = mayHoldSecrets(call.items) ? await findSecrets(call) : NONE;
      return toRequest(call, found, options, defaults);
    };
    const exchange = async (request: DeviceRequest): Promise<Answered> => {
      const response = await handler(request);
      return { response, results: resultsIn(response, request) };
    };
    return {
      runtime,
      logger: chassis.logger,
      refused: chassis.refused,
      simulates,
      defaults,
      async send(call, options) {
        const { results } = await exchange(await prepare(call, options));
        return results[0] as RpcResult;
      },
      async sendMany(call, options) {
        const request = await prepare(call, options);
        return outcomesOf(request, () => exchange(request));
      },
      async exchange(call, options) {
        const { response, results } = await exchange(await prepare(call, options));
        return { ...(response.body as RpcEnvelope | undefined), result: results };
      },
      async version(options = {}) {
        return version ?? (await unlessAborted(askOnce, mergeOptions(options, defaults).signal, "the version"));
      },
      get knownVersion() {
        return version;
      },
      get sessionNumber() {
        return chassis.session()?.signIns ?? 1;
      },
      beforeClose: chassis.beforeClose,
      get unattended() {
        return open({});
      },
      get simulating() {
        return simulates ? open(defaults, handler, true) : open(defaults, readOnly("simulate")(handler), true);
      },
      with: (own) => open(mergeOptions(own, defaults), handler, simulates),
    };
  };
  return open({});
}

/** `add pm/config/adom/root/obj/firewall/address`, and how many more there are. */
function targetOf(method: RpcMethod, items: readonly RpcItem[]): string {
  const more = items.length > 1 ? ` and ${items.length - 1} more` : "";
  return `${method} ${items[0]?.url}${more}`;
}

/** A value of a field only stands in data, in a filter, or in a parameter of a call. */
function mayHoldSecrets(items: readonly RpcItem[]): boolean {
  return items.some((item) => {
    for (const name in item) if (!PLAIN.has(name)) return true;
    return false;
  });
}

/** Reads the catalogue's entries, when there is something to look for. */
async function findSecrets({ items, method }: RpcCall): Promise<string[]> {
  const { secretsIn } = await import("./secrets.ts");
  return secretsIn(items, method);
}

const NONE: readonly string[] = [];

/** The judge has seen the answer: its form is right. */
function resultsIn({ body, simulated, status }: DeviceResponse, request: DeviceRequest): readonly RpcResult[] {
  const sent = readEnvelope(request);
  if (simulated !== undefined) {
    const status = { code: 0, message: "Simulated" };
    return (sent?.params ?? []).map(({ url }) => ({ status, url, simulated }));
  }
  const results = sent && readAnswer(body, sent).results;
  if (results !== undefined) return results;
  // The general rules let pass what is JSON.
  throw notAnAnswer(request, status);
}

function notAnAnswer(request: DeviceRequest, status: number): FortiError {
  return new FortiError({
    code: "BAD_RESPONSE",
    message: `Cannot complete "${request.operation}": the answer is no object`,
    hint: "Check that the URL leads to a FortiManager, and what stands on the way to it",
    request,
    status,
  });
}
