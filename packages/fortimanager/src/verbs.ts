/**
 * The verbs of FortiManager's API, by url.
 *
 * @module
 */

import type { Answer, Items, OnError } from "@fortiweave/core/client";
import type { Task } from "@fortiweave/core/tasks";
import type { BatchOptions, BatchOutcome } from "./batch.ts";
import type { CallInput, CallMethod, CallPath, CallReturns } from "./call.ts";
import type {
  AddOptions,
  CreateTask,
  DataOptions,
  DeleteOptions,
  ExecOptions,
  GetOptions,
  MoveTarget,
  SetOptions,
  UpdateOptions,
  VerbOptions,
  WriteOptions,
} from "./call-parameters.ts";
import type { RpcEnvelope, RpcItem, RpcMethod } from "./engine.ts";
import type { IterateOptions } from "./iterate.ts";
import type { ByUrl, ExecData, Given, UrlData, UrlRow } from "./url-types.ts";

/** The options of a write that FortiManager carries out as a task. */
export type AsTask<Options> = Options & { readonly createTask: CreateTask };

/**
 * Every verb takes a url, with or without a slash in front, and answers the `data` of the result. Where the url is spelled
 * out, what `get` answers is typed; else give the type: `fmg.get<Row[]>(path)`. Names are put into urls with the tag `url`.
 *
 * With `createTask`, a write is carried out as a task of FortiManager and answers that. A client that simulates writes
 * answers `{ simulated }`, with what would have been sent.
 */
export interface Verbs<Mode extends OnError = "throw"> {
  /**
   * Reads: a table's rows, an entry, an object; with `option` something else.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function webServers(fmg: FortiManager): Promise<string[]> {
   *   const rows = await fmg.get("pm/config/adom/root/obj/firewall/address", {
   *     fields: ["name", "subnet"],
   *     filter: ["name", "like", "web%"],
   *     sortings: "-name",
   *     loadsub: false,
   *   });
   *   return rows.map(({ name }) => name);
   * }
   * ```
   */
  get<Data = ByUrl, Url extends string = string>(
    url: Url,
    options?: GetOptions<UrlRow<Url>>,
  ): Answer<Given<Data, UrlData<Url>>, Mode>;
  /** The same as a task of FortiManager. */
  add(url: string, data: unknown, options: AsTask<AddOptions>): Answer<Task, Mode>;
  /** Creates entries in a table, or adds members to the list that the url names. Throws DUPLICATE when there is one. */
  add<Data = unknown>(url: string, data: unknown, options?: AddOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  set(url: string, data: unknown, options: AsTask<SetOptions>): Answer<Task, Mode>;
  /** Writes entries: creates those that do not exist, and overwrites fields of those that do. */
  set<Data = unknown>(url: string, data: unknown, options?: SetOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  update(url: string, data: unknown, options: AsTask<UpdateOptions>): Answer<Task, Mode>;
  /** Changes fields of entries that exist. Child tables keep entries that are not named. Throws NOT_FOUND when there is none. */
  update<Data = unknown>(url: string, data: unknown, options?: UpdateOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  replace(url: string, data: unknown, options: AsTask<DataOptions>): Answer<Task, Mode>;
  /** Changes fields of an entry that exists. Child tables that are named take the place of the old ones. */
  replace<Data = unknown>(url: string, data: unknown, options?: DataOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  delete(url: string, options: AsTask<DeleteOptions>): Answer<Task, Mode>;
  /**
   * Deletes an entry; with `data` the members to take out of the list that the url names; with `filter` and `confirm` all
   * rows that match.
   */
  delete<Data = unknown>(url: string, options?: DeleteOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  clone(url: string, to: string | number | object | undefined, options: AsTask<WriteOptions>): Answer<Task, Mode>;
  /** Copies an entry: to another key, or with other data, such as `{ "new parent": "pblock/b" }`. */
  clone<Data = unknown>(url: string, to?: string | number | object, options?: WriteOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  move(url: string, target: MoveTarget, options: AsTask<WriteOptions>): Answer<Task, Mode>;
  /** Moves an entry before or after another one: `fmg.move(url, { before: "7" })`. */
  move<Data = unknown>(url: string, target: MoveTarget, options?: WriteOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  rename(url: string, to: string | number, options: AsTask<WriteOptions>): Answer<Task, Mode>;
  /** Gives an entry another key. */
  rename<Data = unknown>(url: string, to: string | number, options?: WriteOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  unset(url: string, attributes: readonly string[] | undefined, options: AsTask<WriteOptions>): Answer<Task, Mode>;
  /** Empties the list in an entry that the url names; or, of the entry that it names, resets these attributes. */
  unset<Data = unknown>(url: string, attributes?: readonly string[], options?: WriteOptions): Answer<Data, Mode>;
  /** The same as a task of FortiManager. */
  exec(url: string, data: unknown, options: AsTask<ExecOptions>): Answer<Task, Mode>;
  /** Has something done: `fmg.exec("dvmdb/adom/root/workspace/lock")`. For urls of the catalogue `call` is typed. */
  exec<Data = ByUrl, Url extends string = string>(
    url: Url,
    data?: unknown,
    options?: ExecOptions,
  ): Answer<Given<Data, ExecData<Url>>, Mode>;
  /** The same as a task of FortiManager. */
  call<Path extends CallPath, Method extends CallMethod<Path>>(
    path: Path,
    method: Method,
    input: CallInput<Path, Method>,
    options: AsTask<ExecOptions>,
  ): Answer<Task, Mode>;
  /**
   * Calls a url of the catalogue, by its template: the names in it, what it takes and what it answers are typed.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function taskLines(fmg: FortiManager, task: string): Promise<number> {
   *   return (await fmg.call("task/task/{task}/line", "get", { url: { task } })).length;
   * }
   * ```
   */
  call<Path extends CallPath, Method extends CallMethod<Path>>(
    path: Path,
    method: Method,
    input: CallInput<Path, Method>,
    options?: ExecOptions,
  ): Answer<CallReturns<Path, Method>, Mode>;
  /** The same as a task of FortiManager. */
  batch(method: RpcMethod, items: readonly BatchItem[], options: AsTask<BatchOptions>): Answer<Task, Mode>;
  /**
   * Many operations of one verb in as few requests as they fit in, and what became of each, in order. An item that is
   * refused is an outcome, and fails no other. Throws what befell the first request as a whole: no connection, a sign-in
   * that is refused.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function addAll(fmg: FortiManager, names: readonly string[]): Promise<string[]> {
   *   const url = "pm/config/adom/root/obj/firewall/address";
   *   const outcomes = await fmg.batch("add", names.map((name) => ({ url, data: { name, subnet: "192.0.2.0/24" } })));
   *   return outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.message]));
   * }
   * ```
   */
  batch<Data = unknown>(
    method: RpcMethod,
    items: readonly BatchItem[],
    options?: BatchOptions,
  ): Answer<BatchOutcome<Data>[], Mode>;
  /** The rows of a table, one by one, read a page at a time. */
  iterate<Row = ByUrl, Url extends string = string>(
    url: Url,
    options?: IterateOptions<UrlRow<Url>>,
  ): Items<Given<Row, UrlRow<Url>>, Mode>;
  /**
   * Sends operations as they are, and answers the whole envelope. One operation that is refused throws, and so do several
   * that all miss the permission; else each result has its own `status`.
   */
  raw(method: RpcMethod, items: RpcItem | readonly RpcItem[], options?: RawOptions): Answer<RpcEnvelope, Mode>;
}

/** One operation of a batch: a url, or one with what stands beside it by wire name. */
export type BatchItem = string | { readonly url: string; readonly data?: unknown; readonly [name: string]: unknown };

/** What `raw` takes. */
export interface RawOptions extends Omit<VerbOptions, "more"> {
  /** What it does. Default: `read` for `get`, else `write`. */
  readonly effect?: "read" | "write";
  /** False has options as numbers. Default true. */
  readonly verbose?: boolean;
  /** Has FortiManager carry it out as a task. */
  readonly createTask?: CreateTask;
}
