/**
 * What a FortiManager client offers.
 *
 * @module
 */

import type { CircuitBreaker } from "@fortiweave/core";
import type { ClientStats, OnError, Operations } from "@fortiweave/core/client";
import type { Adom } from "./adom.ts";
import type { MetaFieldOwner, MetaFields } from "./devices/meta-fields.ts";
import type { LogViews } from "./fortianalyzer/logs.ts";
import type { Deployment } from "./install/deployment.ts";
import type { ManagedFortiGates } from "./proxy/managed-fortigates.ts";
import type { Tables } from "./tables/tables.ts";
import type { TaskCalls } from "./tasks/tasks.ts";
import type { CallOptions } from "./types.ts";
import type { Verbs } from "./verbs.ts";
import type { FortiManagerView, ViewOptions } from "./view.ts";
import type { Workflow } from "./workflow/workflow.ts";
import type { WorkspaceCalls } from "./workspace/workspaces.ts";

/**
 * A FortiManager. Every call throws a `FortiError`, whose `code` says why; `hint` says what to do next. Every call takes an
 * abort signal and time limits among its options.
 */
export interface FortiManager
  extends Verbs,
    Tables<Adom>,
    TaskCalls,
    WorkspaceCalls,
    Deployment,
    ManagedFortiGates,
    LogViews,
    Operations,
    AsyncDisposable {
  /** The version, such as `7.6.4`: asked for once, when it is first needed, and kept. */
  version(options?: CallOptions): Promise<string>;
  /**
   * The same client with other defaults of every call, or with another answer to failures. It shares everything with this
   * one, and closing it closes nothing. Throws INVALID_INPUT for options that make no sense.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function hasWeb(fmg: FortiManager): Promise<boolean> {
   *   const calm = fmg.with({ onError: "return", timeoutMs: 10_000 });
   *   const web = await calm.get("pm/config/adom/root/obj/firewall/address/web");
   *   return web.ok;
   * }
   * ```
   */
  with(options: ViewOptions<"throw">): FortiManager;
  /** The verbs of the same client, whose calls answer failures in place of throwing them. */
  with<Mode extends OnError>(options: ViewOptions<Mode> & { readonly onError: Mode }): FortiManagerView<Mode>;
  /** The workflow sessions of an ADOM, or of the global database: changes that are submitted for approval. */
  workflow(adom: string): Workflow;
  /** The meta fields of devices, groups, ADOMs or objects: which there are. Their values stand with each thing. */
  metaFields(owner: MetaFieldOwner): MetaFields;
  /** The breaker of this client: give it to other clients of the device, or `reset()` it when the device is back. */
  readonly circuitBreaker: CircuitBreaker;
  /** What this client did so far. */
  stats(): ClientStats;
  /**
   * Unlocks what is locked, takes no more requests, ends those that wait for another try with ABORTED, waits for those that
   * were sent (up to their `timeoutMs` each) and for the audit sinks, signs out (for which a device that is gone gets 5
   * seconds), and lets go of connections. Safe to call twice.
   */
  close(): Promise<void>;
}
