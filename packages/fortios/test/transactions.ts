/**
 * A device with transactions, and what it may say of them.
 *
 * @module
 */

import { type DeviceRequest, FortiError, type JsonValue } from "@fortiweave/core";
import {
  createManualClock,
  createScriptedTransport,
  type ManualClock,
  type ScriptedAnswer,
  type ScriptedTransport,
} from "@fortiweave/core/testing";
import { createFortiGate, type FortiGate, type FortiGateOptions, type WriteResult } from "../src/client.ts";

/** What a device makes of a request, or what happens to it on the way. */
export type Answer = ScriptedAnswer | Error;

/** A client, its device and its clock. */
export interface Connected {
  readonly runtime: ManualClock;
  readonly transport: ScriptedTransport;
  readonly fgt: FortiGate;
}

/** Connects to a device with one transaction after the other, whose answers a test may replace. */
export function connect(
  answers: Readonly<Record<string, Answer | (() => Answer | Promise<Answer>)>> = {},
  options: Partial<FortiGateOptions> = {},
): Connected {
  const runtime = createManualClock();
  let lastId = 6;
  const transport = createScriptedTransport((request) => {
    const own = answers[keyOf(request)];
    if (own !== undefined) return typeof own === "function" ? own() : own;
    if (keyOf(request) === "transaction-start") {
      lastId++;
      return success({ "transaction-id": lastId });
    }
    return success([{ name: "web" }]);
  });
  const fgt = createFortiGate({ transport, runtime, ...options });
  return { runtime, transport, fgt };
}

/** A yes. */
export function success(results: JsonValue, version = "v7.6.5"): ScriptedAnswer {
  return { body: { status: "success", version, revision_changed: false, results } };
}

/** `transaction-commit`, or `GET /cmdb/firewall/address`. */
export function keyOf({ method, path, query = [] }: DeviceRequest): string {
  const action = query.find(([name]) => name === "action")?.[1];
  return action ?? `${method} ${path.replace("/api/v2", "")}`;
}

/** Of a request whose answer did not come. */
export function lost(): FortiError {
  const operation = "cmdb transaction commit";
  return new FortiError({ code: "NETWORK", message: "The connection broke", operation, reached: "maybe" });
}

/** Of a request that never left. */
export function unsent(): FortiError {
  return new FortiError({ code: "NETWORK", message: "Connection refused", reached: "no" });
}

/** The device knows no such transaction. */
export const gone: ScriptedAnswer = { status: 424, body: { status: "error", http_status: 424, error: -3 } };

/** The device does not take what is in it. */
export const refused: ScriptedAnswer = {
  status: 500,
  body: { status: "error", http_status: 500, error: -651, cli_error: "node_check_object fail! for name web\n" },
};

/** What was sent, and in which transaction: `transaction-commit 7`. */
export function sent({ transport }: Pick<Connected, "transport">): string[] {
  return transport.requests.map((request) => {
    return `${keyOf(request)} ${request.headers?.["x-transaction-id"] ?? "outside"}`;
  });
}

/** Adds an address. */
export function create(from: Pick<FortiGate, "cmdb">, name = "web"): Promise<WriteResult> {
  return from.cmdb("firewall/address").create({ name });
}
