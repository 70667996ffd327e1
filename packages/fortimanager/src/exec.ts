/**
 * Calls of FortiManager's own, outside of its tables.
 *
 * @module
 */

import { describeRanges, fortimanager, isInVersion, type VersionRange } from "@fortiweave/catalog/fortimanager";
import { FortiError, type JsonValue } from "@fortiweave/core";
import type { GetOptions } from "./call-parameters.ts";
import type { Engine, RpcMethod, RpcResult } from "./engine.ts";
import { requireTaskId } from "./task-id.ts";
import type { CallOptions } from "./types.ts";
import { getItem } from "./write-items.ts";

/** The members of an object in an answer. */
export type Fields = Readonly<Record<string, unknown>>;

/** One call. */
export interface ExecCall {
  readonly url: string;
  /** Undefined members are left out. */
  readonly data?: Readonly<Record<string, JsonValue | undefined>> | undefined;
  /** Values in it that must never be shown. */
  readonly secrets?: readonly string[] | undefined;
  /** What it does. Default `write`. */
  readonly effect?: "read" | "write";
  /** Whether sending it twice does no more than once. Default: of what only reads. */
  readonly isRepeatable?: boolean;
}

/** Sends it, and answers the object in its answer's `data`. Empty when it has none. */
export async function exec(engine: Engine, call: ExecCall, options: CallOptions = {}): Promise<Fields> {
  return fieldsOf((await send(engine, call, options)).data);
}

/**
 * Sends what starts a task, and answers the task's number.
 *
 * @throws FortiError BAD_RESPONSE when the answer names none; READ_ONLY in a client that simulates writes.
 */
export async function startTask(engine: Engine, call: ExecCall, options: CallOptions = {}): Promise<number> {
  return requireTaskId(await send(engine, call, options, true), `${call.url} exec`);
}

function send(engine: Engine, call: ExecCall, options: CallOptions, needsAnswer = false): Promise<RpcResult> {
  const { url, data, secrets, effect = "write", isRepeatable = effect === "read" } = call;
  const item = { url, ...(data && { data: withoutUndefined(data) }) };
  return engine.send(
    {
      method: "exec",
      items: [item],
      effect,
      idempotent: isRepeatable,
      ...(needsAnswer && { needsAnswer }),
      ...(secrets && { secrets }),
    },
    options,
  );
}

/** The members of an object; of the only one, where the answer is a list. */
export function fieldsOf(data: unknown): Fields {
  const first: unknown = Array.isArray(data) ? data[0] : data;
  return typeof first === "object" && first !== null ? (first as Fields) : {};
}

/** The entries of a list. One that stands alone is a list of one. */
export function rowsOf(data: unknown): Fields[] {
  return (Array.isArray(data) ? data : [data]).filter((row) => typeof row === "object" && row !== null);
}

/** The object without members that have no value. */
export function withoutUndefined(data: Readonly<Record<string, JsonValue | undefined>>): Record<string, JsonValue> {
  const given = Object.entries(data).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

/** Whether the version has a call, told by its template, and the versions that have it. */
export async function findCall(engine: Engine, path: string, options: CallOptions = {}): Promise<FoundCall> {
  const entry = await fortimanager.load("call", path);
  const ranges = entry?.versions ?? entry?.calls[0]?.versions ?? [];
  const version = await engine.version(options);
  return { version, exists: ranges.length === 0 || isInVersion(ranges, version), ranges };
}

/** What is known of a call. */
export interface FoundCall {
  /** FortiManager's. */
  readonly version: string;
  readonly exists: boolean;
  /** Empty: all versions. */
  readonly ranges: readonly VersionRange[];
}

/**
 * Makes sure that the version has a call.
 *
 * @throws FortiError UNSUPPORTED that tells the versions that do, with the hint.
 */
export async function checkCall(engine: Engine, path: string, hint: string, options: CallOptions = {}): Promise<void> {
  const { version, exists, ranges } = await findCall(engine, path, options);
  if (exists) return;
  const message = `FortiManager ${version} has no ${path}: it exists ${describeRanges(ranges)}`;
  throw new FortiError({ code: "UNSUPPORTED", message, hint, reached: "no" });
}

/** Reads one url. */
export async function read<Row>(engine: Engine, url: string, options: GetOptions<Row> = {}): Promise<unknown> {
  return (await engine.send({ method: "get", items: [getItem(url, options as GetOptions)] }, options)).data;
}

/** Writes one url. Nothing is done with the answer, so a client may simulate it. */
export async function write(
  engine: Engine,
  method: Exclude<RpcMethod, "get" | "exec">,
  url: string,
  data?: JsonValue,
  options: CallOptions = {},
): Promise<void> {
  await engine.send({ method, items: [{ url, ...(data !== undefined && { data }) }] }, options);
}
