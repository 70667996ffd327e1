/**
 * Carries out the verbs.
 *
 * @module
 */

import { fortimanager } from "@fortiweave/catalog/fortimanager";
import type { JsonValue } from "@fortiweave/core";
import { invalidInput, type PlainFields, toPlainFields, watchHandle } from "@fortiweave/core/client";
import { type BatchOptions, type BatchOutcome, sendInChunks } from "./batch.ts";
import type { GetOptions, MoveTarget, WriteOptions } from "./call-parameters.ts";
import { effectOf } from "./effects.ts";
import type { Engine, RpcCall, RpcEnvelope, RpcItem, RpcMethod, RpcResult } from "./engine.ts";
import { type IterateOptions, iterateRows } from "./iterate.ts";
import { requireTaskId } from "./task-id.ts";
import { createTasks } from "./tasks/tasks.ts";
import { type UrlValue, urlFor } from "./url.ts";
import type { BatchItem, RawOptions, Verbs } from "./verbs.ts";
import { type AnyWriteOptions, checkEntryUrl, getItem, moveItem, plainItem, writeItem } from "./write-items.ts";

/** Makes the verbs of a client. */
export function createVerbs(engine: Engine): Verbs {
  const { task } = createTasks(engine);
  const get = async (url: string, options: GetOptions = {}): Promise<unknown> => {
    const { verbose, envelope, secrets } = options;
    const call: RpcCall = {
      method: "get",
      items: [getItem(url, options)],
      ...withEnvelope(envelope, verbose),
      ...(secrets && { secrets }),
    };
    return (await engine.send(call, options)).data;
  };
  /** What is wrong with the item is found in here, so that it rejects and never throws. */
  const write = async (method: RpcMethod, write: () => RpcItem, options: AnyWriteOptions): Promise<unknown> => {
    const { createTask, envelope, secrets } = options;
    const item = write();
    const call: RpcCall = {
      method,
      items: [item],
      effect: options.effect ?? effectOf(method, item.url, item.data),
      ...withEnvelope(envelope),
      ...(secrets && { secrets }),
      ...(createTask && { createTask, needsAnswer: true }),
    };
    const result = await engine.send(call, options);
    return createTask === undefined ? dataOf(result) : task(requireTaskId(result, `${item.url} ${method}`));
  };
  const writeData =
    (method: RpcMethod) =>
    (url: string, data: unknown, options: AnyWriteOptions = {}): Promise<unknown> =>
      write(method, () => writeItem(method, url, requireData(method, url, data), options), options);
  const writeEntry = (verb: string, method: RpcMethod, url: string, data: () => unknown, options: AnyWriteOptions) =>
    write(method, () => writeItem(method, checkEntryUrl(verb, url), data(), options), options);

  const verbs = {
    get,
    add: writeData("add"),
    set: writeData("set"),
    update: writeData("update"),
    replace: writeData("replace"),
    delete: (url: string, options: AnyWriteOptions & { readonly data?: readonly JsonValue[] } = {}) =>
      writeEntry("delete", "delete", url, () => options.data, options),
    clone: (url: string, to?: string | number | object, options: WriteOptions = {}) =>
      writeEntry("clone", "clone", url, () => (isKey(to) ? keyData("clone", url, to) : to), options),
    move: (url: string, target: MoveTarget, options: WriteOptions = {}) =>
      write("move", () => moveItem(url, target, options.more), options),
    rename: (url: string, to: string | number, options: WriteOptions = {}) =>
      writeEntry("rename", "update", url, () => keyData("rename", url, to), options),
    unset: (url: string, attributes?: readonly string[], options: WriteOptions = {}) => {
      if (attributes === undefined) return writeEntry("unset", "unset", url, () => undefined, options);
      return writeEntry("unset", "set", url, () => ({ "unset attrs": attributes }), options);
    },
    exec: (url: string, data?: unknown, options: AnyWriteOptions = {}) =>
      write("exec", () => writeItem("exec", url, data, options), options),
    call: (path: string, method: RpcMethod, input: CallInput, options: AnyWriteOptions = {}) =>
      write(method, () => callItem(path, method, input, options), options),
    batch: async (method: RpcMethod, items: readonly BatchItem[], options: BatchOptions = {}) => {
      const written = plainItems(method, items);
      const call = callOf(method, written, options);
      if (call.createTask !== undefined)
        return task(requireTaskId(await engine.send(call, options), `batch ${method}`));
      const outcomes = await sendInChunks(engine, call, options);
      return outcomes.map((outcome, at): BatchOutcome => {
        const url = written[at]?.url ?? "";
        return outcome.ok ? { ok: true, url, value: dataOf(outcome.result) } : { ok: false, url, error: outcome.error };
      });
    },
    iterate: (url: string, options: IterateOptions = {}) => iterateRows(url, options, (page) => get(url, page)),
    raw: async (
      method: RpcMethod,
      given: RpcItem | readonly RpcItem[],
      options: RawOptions = {},
    ): Promise<RpcEnvelope> => {
      const items = plainItems(method, [given].flat());
      return await engine.exchange(callOf(method, items, options), options);
    },
  };
  // The compiler knows the verbs by their urls; here they are the same functions.
  return watchHandle(verbs, placeOf, engine.refused) as unknown as Verbs;
}

interface CallInput {
  readonly url?: Readonly<Record<string, UrlValue>>;
  readonly params?: { readonly data?: unknown; readonly [name: string]: unknown };
}

/** A request of several operations: it only reads when all that is in it does. */
function callOf(method: RpcMethod, items: readonly RpcItem[], options: BatchOptions & RawOptions): RpcCall {
  const { createTask, envelope, secrets, verbose } = options;
  const onlyReads = items.every(({ url, data }) => effectOf(method, url, data) === "read");
  return {
    method,
    items,
    effect: options.effect ?? (onlyReads ? "read" : "write"),
    ...withEnvelope(envelope, verbose),
    ...(secrets && { secrets }),
    ...(createTask && { createTask, needsAnswer: true }),
  };
}

/** The items of a batch: what stands in them is sent as it is. */
function plainItems(method: RpcMethod, items: readonly BatchItem[]): RpcItem[] {
  // Callers without a compiler can give anything.
  if (!Array.isArray(items)) throw invalidInput(`Cannot ${method}: the operations are no list`, "Give a list of them");
  return items.map((item: BatchItem) => plainItem(method, typeof item === "string" ? { url: item } : Object(item)));
}

function callItem(path: string, method: RpcMethod, input: CallInput, options: AnyWriteOptions): RpcItem {
  const { url, params: { data, ...params } = {} }: CallInput = Object(input);
  const more = { ...params, ...options.more } as Record<string, JsonValue>;
  return writeItem(method, urlFor<string>(path, url ?? {}), data, { ...options, more });
}

function dataOf({ data, simulated }: RpcResult): unknown {
  return simulated === undefined ? data : { simulated };
}

function withEnvelope(
  envelope: Readonly<Record<string, JsonValue>> | undefined,
  verbose?: boolean,
): Pick<RpcCall, "envelope"> {
  if (verbose !== false && envelope === undefined) return {};
  return { envelope: { ...(verbose === false && { verbose: 0 }), ...checkEnvelope(envelope ?? {}) } };
}

/** What the client writes itself: with another verb a write would pass for a read. */
const OWN: readonly string[] = ["id", "method", "params", "session", "create task"];

function checkEnvelope(envelope: Readonly<Record<string, JsonValue>>): PlainFields {
  const own = OWN.find((name) => name in envelope);
  if (own === undefined) return toPlainFields(envelope, { what: "write the envelope" });
  throw invalidInput(`The envelope cannot have another ${JSON.stringify(own)}: the client writes it`, "Leave it out");
}

function requireData(method: RpcMethod, url: string, data: unknown): unknown {
  if (data !== undefined) return data;
  throw invalidInput(`Cannot ${method} ${url}: there is no data`);
}

function isKey(to: unknown): to is string | number {
  return typeof to === "string" || typeof to === "number";
}

/** The data that gives an entry another key, whose field the catalogue tells. */
function keyData(verb: string, url: string, key: string | number): Readonly<Record<string, string | number>> {
  const row = fortimanager.resolveUrl(url)?.row;
  const field = row?.area === "object" ? row.mkey : undefined;
  if (field !== undefined && field !== "_scope") return { [field]: key };
  throw invalidInput(`Cannot ${verb} ${url}: the key of its table is not known`, "Give it by its field: { name: ... }");
}

const VERBS: ReadonlySet<string> = new Set<RpcMethod>([
  "get",
  "add",
  "set",
  "update",
  "replace",
  "delete",
  "clone",
  "move",
  "unset",
  "exec",
  "execute",
]);

/** What a call was about, for the record of one that was refused: never a name in the url. */
function placeOf([first, second]: readonly unknown[]): string | undefined {
  // Of several operations the verb comes first, and a verb is no url.
  const about: unknown = typeof first === "string" && VERBS.has(first) ? [second].flat()[0] : first;
  const { url = about } = Object(about) as { readonly url?: unknown };
  return typeof url === "string" ? fortimanager.resolveUrl(url)?.row.path : undefined;
}
