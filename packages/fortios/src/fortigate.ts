/**
 * What a FortiGate client offers beside the paths of the API.
 *
 * @module
 */

import type { CircuitBreaker } from "@fortiweave/core";
import type { ClientStats, OnError, Operations } from "@fortiweave/core/client";
import type { ApiPaths, FortiGateView } from "./api-paths.ts";
import type { Drift, DriftOptions } from "./drift/drift.ts";
import type { GuiAnswer, GuiRequest } from "./gui-request.ts";
import type { PlanDocument } from "./plan/document.ts";
import type { ApplyOptions, ApplyResult, Plan, PlanJson, PlanOptions } from "./plan/types.ts";
import type { DeviceProfile, ProfileOptions } from "./profile.ts";
import type {
  OpenTransaction,
  Transaction,
  TransactionOptions,
  TransactionRunOptions,
} from "./transaction/transaction.ts";
import type { CallOptions } from "./types.ts";
import type { ViewOptions } from "./view-options.ts";

/**
 * A FortiGate. Every call throws a `FortiError`, whose `code` says why; `hint` says what to do next. Every call takes a
 * VDOM, an abort signal and a timeout as its last argument.
 */
export interface FortiGate extends ApiPaths, Operations, AsyncDisposable {
  /**
   * The same client with other defaults of every call, or with another answer to failures. It shares everything with this
   * one, and closing it closes nothing. Throws INVALID_INPUT for options that make no sense.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios/client";
   *
   * export async function comment(fgt: FortiGate): Promise<string> {
   *   const guests = fgt.with({ vdom: "guests", onError: "return" });
   *   const web = await guests.cmdb("firewall/address").get("web");
   *   return web.ok ? (web.value.comment ?? "") : web.error.format("simple");
   * }
   * ```
   */
  with(options: ViewOptions<"throw">): FortiGate;
  /** The paths of the same client, whose calls answer failures in place of throwing them. */
  with<Mode extends OnError>(options: ViewOptions<Mode> & { readonly onError: Mode }): FortiGateView<Mode>;
  /**
   * Runs a function in a transaction (FortiOS 6.4.0+): all that it changes through the transaction takes effect together
   * when it resolves, and nothing when it throws. What it throws is thrown on; an abort that fails as well is its
   * `suppressed`. After the signal, the transaction is aborted and ABORTED thrown, whatever the function does.
   *
   * One at a time for a client. Throws UNSUPPORTED where the device is too old.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios/client";
   *
   * export async function dmz(fgt: FortiGate): Promise<void> {
   *   await fgt.transaction(async (txn) => {
   *     await txn.cmdb("firewall/address").create({ name: "server", subnet: "10.0.0.10/32" });
   *     await txn.cmdb("firewall/addrgrp").create({ name: "dmz", member: [{ name: "server" }] });
   *   }, { timeoutSeconds: 120 });
   * }
   * ```
   */
  transaction<T>(work: (transaction: Transaction) => T | Promise<T>, options?: TransactionRunOptions): Promise<T>;
  /** Begins a transaction that you end yourself: `await using txn = await fgt.beginTransaction()` aborts it at the latest. */
  beginTransaction(options?: TransactionOptions): Promise<Transaction>;
  /** The transactions that the device has open, of all administrators. Throws UNSUPPORTED before 7.4.1. */
  listTransactions(options?: CallOptions): Promise<OpenTransaction[]>;
  /**
   * Sends the JSON that the API preview of the GUI shows, and answers the whole envelope. Its VDOM goes before that of the
   * client. Throws INVALID_INPUT for what is no such request, and for the url of another host.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios/client";
   *
   * export async function comment(fgt: FortiGate): Promise<void> {
   *   const { http_status, revision_changed } = await fgt.request({
   *     method: "PUT",
   *     url: "/api/v2/cmdb/firewall/address/web",
   *     params: { vdom: "root" },
   *     data: { comment: "from the API preview" },
   *   });
   *   console.log(http_status, revision_changed);
   * }
   * ```
   */
  request(request: GuiRequest, options?: CallOptions): Promise<GuiAnswer>;
  /**
   * Asks the device for the schema of each of its tables and objects, and compares it with the catalogue's for that
   * version: what only the device has, and what only the catalogue has. Reads only; all of it takes some 700 requests.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios";
   * import { formatRows } from "@fortiweave/fortios/format";
   *
   * export async function printDrift(fgt: FortiGate): Promise<void> {
   *   const { findings } = await fgt.drift({ onProgress: ({ done, total }) => console.log(`${done} of ${total}`) });
   *   console.log(formatRows(findings, "table"));
   * }
   * ```
   */
  drift(options?: DriftOptions): Promise<Drift>;
  /** The version that the device reported last, such as `7.6.5`. Undefined before the first answer. */
  readonly version: string | undefined;
  /** What this client did so far. */
  stats(): ClientStats;
  /**
   * Plans how to bring the device into the state that a document describes: over many tables, each change with what
   * differs, in an order in which everything finds what it refers to. Writes nothing. Throws INVALID_INPUT listing
   * everything that is wrong with the document.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios";
   *
   * export async function servers(fgt: FortiGate): Promise<void> {
   *   const plan = await fgt.plan({
   *     "firewall/address": { ensure: [{ name: "web", subnet: "10.0.0.5/32" }], absent: ["old-web"] },
   *     "firewall/addrgrp": { ensure: [{ name: "servers", member: [{ name: "web" }] }] },
   *   });
   *   console.log(plan.text());
   *   const { ok, failed } = await fgt.apply(plan);
   *   if (!ok) throw failed[0]?.error;
   * }
   * ```
   */
  plan(document: PlanDocument, options?: PlanOptions): Promise<Plan>;
  /**
   * Carries out a plan, all of it or nothing: in a transaction where the device has them, else step by step, and what was
   * done is undone when a step fails. What fails on the way is in the answer. Throws, before anything is sent,
   * VERIFY_FAILED when the device has changed since the plan was made, and IN_USE when the plan has obstacles.
   *
   * A plan that was stored as JSON needs its document again: `apply(stored, { document })`.
   */
  apply(plan: Plan | PlanJson, options?: ApplyOptions): Promise<ApplyResult>;
  /**
   * Measures how fast the device answers, with at most 90 light reads in at most 30 seconds unless told, and recommends
   * `connections`, `keepAliveConnections` and `pace`. A client with a pace of its own is measured with it.
   *
   * @example
   * ```ts
   * import { connectFortiGate } from "@fortiweave/fortios";
   *
   * await using fgt = connectFortiGate({ url: "https://192.0.2.1", token: "0123456789abcdefghijklmno" });
   * const { text, recommended } = await fgt.profile({ requests: 30, budgetMs: 10_000 });
   * console.log(text, recommended.connections);
   * ```
   */
  profile(options?: ProfileOptions): Promise<DeviceProfile>;
  /** The breaker of this client: give it to the device's other clients, or `reset()` it when the device is back. */
  readonly circuitBreaker: CircuitBreaker;
  /**
   * Takes no more requests, ends those that wait for another try with ABORTED, waits for those that were sent (up to
   * their `timeoutMs` each) and for the audit sinks, ends the session of a password sign-in (for which a device that is
   * gone gets 5 seconds), and lets go of connections. Safe to call twice.
   */
  close(): Promise<void>;
}
