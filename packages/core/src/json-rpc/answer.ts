/**
 * Reads what FortiManager and FortiAnalyzer answer, in either dialect, into one form.
 *
 * @module
 */

import type { SentRpc } from "./envelope.ts";

/** What became of one operation. */
export interface RpcResult {
  /** 0 is success; anything else says why not. */
  readonly status: { readonly code: number; readonly message: string };
  /** The url, as the device repeats it. */
  readonly url?: string;
  /** What was asked for. */
  readonly data?: unknown;
  /** The task that goes on, where it stands beside `data`. */
  readonly taskid?: number;
  /** Whatever else the device adds. */
  readonly [name: string]: unknown;
}

/** An answer: one result for each operation, or what is wrong with its form, in words that follow "the answer". */
export type RpcAnswer =
  | { readonly results: readonly RpcResult[]; readonly fault?: never }
  | { readonly fault: string; readonly results?: never };

/**
 * Reads the JSON of an answer to `sent`. In the dialect of FortiManager each operation has its own `status`; a bare
 * object counts as a list of one. In the other (JSON-RPC 2.0) the whole `result` becomes `data`, and an `error` the
 * status. A refusal that comes once for several operations stands for all of them. Where a task was asked for, there is one
 * result however many operations it has.
 */
export function readAnswer(body: unknown, sent: SentRpc): RpcAnswer {
  if (!isRecord(body)) return { fault: `is ${kindOf(body)} where an object was expected` };
  const { id, result } = body;
  if (id !== undefined && id !== null && String(id) !== String(sent.id)) {
    return { fault: `is to another request: it has the id ${JSON.stringify(id)}, not ${JSON.stringify(sent.id)}` };
  }
  if (sent.jsonrpc === "2.0") return readObject(body);
  if (result === undefined || result === null) return { fault: 'has no "result"' };
  const expected = sent["create task"] === undefined ? sent.params.length : 1;
  return readList(Array.isArray(result) ? result : [result], expected);
}

function readList(list: readonly unknown[], expected: number): RpcAnswer {
  const bad = list.findIndex((item) => !hasStatus(item));
  if (bad >= 0) {
    const which = list.length === 1 ? "its result" : `result ${bad + 1} of ${list.length}`;
    return { fault: `has no "status" with a code in ${which}` };
  }
  const results = list as readonly RpcResult[];
  if (results.length === expected) return { results };
  const [only] = results;
  if (only !== undefined && results.length === 1 && only.status.code !== 0) {
    return { results: Array.from({ length: expected }, () => only) };
  }
  return { fault: `holds ${results.length} results for ${expected} operations` };
}

/** JSON-RPC 2.0: a result without a status, an error, or neither where there is nothing to tell. */
function readObject({ result, error }: Record<string, unknown>): RpcAnswer {
  if (isRecord(error)) {
    if (!Number.isInteger(error.code)) return { fault: 'has an "error" without a code' };
    return { results: [{ status: { code: Number(error.code), message: String(error.message ?? "") } }] };
  }
  const [first] = Array.isArray(result) ? result : [result];
  const status = hasStatus(first) ? first.status : OK;
  return { results: [{ status, ...(result !== undefined && { data: result }) }] };
}

const OK = { code: 0, message: "OK" };

function hasStatus(item: unknown): item is RpcResult {
  return isRecord(item) && isRecord(item.status) && Number.isInteger(item.status.code);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === null
    ? "null"
    : Array.isArray(value)
      ? "a list"
      : value === undefined
        ? "empty"
        : `a ${typeof value}`;
}

/** The session in an answer: its key (after a sign-in), or its number (in some refusals). */
export function sessionIn(body: unknown): string | number | undefined {
  const session = isRecord(body) ? body.session : undefined;
  return typeof session === "string" || typeof session === "number" ? session : undefined;
}
