/**
 * The FortiAnalyzer client without a transport or a clock of its own.
 *
 * @module
 */

import type { CircuitBreaker } from "@fortiweave/core";
import { type ClientStats, createChassis, deviceUrl, type Operations } from "@fortiweave/core/client";
import type { FortiManagerOptions } from "../client-options.ts";
import { createEngine } from "../create-engine.ts";
import { createVerbs } from "../create-verbs.ts";
import { judgeFortiManager } from "../judge.ts";
import { toRefusedRequest } from "../refused-request.ts";
import type { CallOptions } from "../types.ts";
import type { Verbs } from "../verbs.ts";
import { type AnalyzerCall, createAnalyzerCall } from "./call.ts";
import { createLogViews, type Logs, MOST_SEARCHES } from "./logs.ts";
import { createSlots } from "./slots.ts";

/**
 * A FortiAnalyzer. It speaks two dialects: FortiManager's, for its own configuration, devices and tasks, with the verbs
 * (`get`, `set`, `exec`, ...); and its own, for logs, reports and events, with `call` and `logs`.
 */
export interface FortiAnalyzer
  extends Pick<Verbs, "get" | "add" | "set" | "update" | "delete" | "exec" | "batch" | "iterate" | "raw">,
    Operations,
    AsyncDisposable {
  /**
   * Calls a url of its own dialect by its template: the names in it, what it takes and what it answers are typed.
   *
   * @example
   * ```ts
   * import type { FortiAnalyzer } from "@fortiweave/fortimanager/client";
   *
   * export async function alerts(faz: FortiAnalyzer): Promise<unknown> {
   *   return faz.call("eventmgmt/adom/{adom}/alerts/count", "get", { url: { adom: "root" } });
   * }
   * ```
   */
  readonly call: AnalyzerCall;
  /** The logs of an ADOM. Sends nothing yet. */
  logs(adom: string): Logs;
  /** The version, such as `7.6.4`: asked for once, when it is first needed, and kept. */
  version(options?: CallOptions): Promise<string>;
  /** The breaker of this client. */
  readonly circuitBreaker: CircuitBreaker;
  /** What this client did so far. */
  stats(): ClientStats;
  /** Takes no more requests, waits for those that were sent, signs out, and lets go of connections. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Makes a FortiAnalyzer client. Sends nothing.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 */
export function createFortiAnalyzer(options: FortiManagerOptions): FortiAnalyzer {
  const device = options.device === undefined ? undefined : deviceUrl(options.device);
  const chassis = createChassis(
    { ...options, ...(device !== undefined && { device }) },
    { judge: judgeFortiManager, toRequest: toRefusedRequest },
  );
  const engine = createEngine({ chassis, runtime: options.runtime });
  const { get, add, set, update, delete: remove, exec, batch, iterate, raw } = createVerbs(engine);
  const { logs } = createLogViews(engine, createSlots(MOST_SEARCHES));
  return {
    get,
    add,
    set,
    update,
    delete: remove,
    exec,
    batch,
    iterate,
    raw,
    call: createAnalyzerCall(engine),
    logs: (adom) => logs(adom),
    version: (given) => engine.version(given),
    operations: chassis.operations,
    exportOperations: chassis.exportOperations,
    circuitBreaker: chassis.circuitBreaker,
    stats: chassis.stats,
    close: chassis.close,
    [Symbol.asyncDispose]: chassis.close,
  };
}
