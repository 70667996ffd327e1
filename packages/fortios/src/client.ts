/**
 * The FortiGate client without a transport or a clock of its own: bring both, for hosts that have their own (n8n) and
 * for tests. Scripts use `connectFortiGate` of the main entry point.
 *
 * @module
 */

import { createChassis, deviceUrl, watchCall } from "@fortiweave/core/client";
import { createApiPaths } from "./api-paths.ts";
import type { FortiGateOptions } from "./client-options.ts";
import { checkVdom } from "./encode.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { FortiGate } from "./fortigate.ts";
import { sendGuiRequest } from "./gui-request.ts";
import { createJudge } from "./judge.ts";
import { createLazyParts } from "./lazy-parts.ts";
import { OWN_PARAMETERS } from "./own-parameters.ts";
import type { PlanMemory } from "./plan/planner.ts";
import { toRefusedRequest } from "./refused-request.ts";
import { createTransactions } from "./transaction/transactions.ts";
import { createWith } from "./view.ts";

export { password } from "./auth/password.ts";
export { planText } from "./plan/plan-text.ts";
export type * from "./public-types.ts";

/**
 * Makes a FortiGate client. Sends nothing.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { createFetchTransport, token } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 * import { createFortiGate } from "@fortiweave/fortios/client";
 *
 * await using fgt = createFortiGate({
 *   transport: createFetchTransport({ url: "https://192.0.2.1" }),
 *   runtime: systemRuntime,
 *   auth: token("0123456789abcdefghijklmno"),
 * });
 * console.log(fgt.stats().requests);
 * ```
 */
export function createFortiGate(options: FortiGateOptions): FortiGate {
  const { transport, vdom } = options;
  const device = options.device === undefined ? undefined : deviceUrl(options.device);
  const chassis = createChassis(
    { ...options, ...(device !== undefined && { device }) },
    { judge: createJudge(), toRequest: toRefusedRequest, ownParameters: OWN_PARAMETERS },
  );
  const engine = createEngine({
    handler: chassis.handler,
    runtime: options.runtime,
    vdom: vdom === undefined ? undefined : checkVdom(vdom),
    validate: options.validate ?? "known",
    simulates: chassis.simulates,
    refused: chassis.refused,
    logger: chassis.logger,
  });
  const transactions = createTransactions(engine);
  // The abort of an open transaction is the last that is sent.
  chassis.beforeClose(() => (transactions.isUnderWay() ? transactions.close() : undefined));
  const plans: PlanMemory = new WeakMap();

  /** The client, as an engine with defaults of its own shows it. */
  const open = (view: Engine, end: () => Promise<void>): FortiGate => ({
    ...createApiPaths(view),
    ...createLazyParts(view, {
      plans,
      begin: (given) => transactions.begin(view, given),
      retries: () => chassis.retryStats().retries,
      maxConnections: () => transport.stats?.().maxConnections,
    }),
    with: createWith(view, (other) => open(other, keepOpen)),
    transaction: (work, given = {}) => transactions.run(view, work, given),
    beginTransaction: (given = {}) => transactions.begin(view, given),
    listTransactions: (given = {}) => transactions.list(view, given),
    request: (request, given = {}) =>
      watchCall(sendGuiRequest(view, device, request, given), undefined, "request", view.refused),
    get version() {
      return view.version;
    },
    operations: chassis.operations,
    exportOperations: chassis.exportOperations,
    circuitBreaker: chassis.circuitBreaker,
    stats: chassis.stats,
    close: end,
    [Symbol.asyncDispose]: end,
  });
  return open(engine, chassis.close);
}

/** A view of a client leaves its end to whoever made the client. */
const keepOpen = (): Promise<void> => Promise.resolve();
