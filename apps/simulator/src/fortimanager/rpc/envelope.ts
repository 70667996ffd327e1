/**
 * The envelope round the items: what comes in, and what goes out.
 *
 * @module
 */

import { alreadyJson, parseJson, writeJson } from "../../http/json-text.ts";
import { json, type Reply } from "../../http/reply.ts";
import type { Answer } from "../parts.ts";
import type { RpcRefusal } from "../rpc-refusal.ts";

export type Item = Readonly<Record<string, unknown>>;

/** A request, read. */
export interface RpcRequest {
  /** As it was sent; undefined when it was not. */
  readonly id: unknown;
  readonly method: string;
  readonly items: readonly Item[];
  /** Undefined: none, or `null`. */
  readonly session: string | undefined;
  readonly verbose: boolean;
  /** Of `create task`: whose task, and how it is called. */
  readonly createTask: { readonly adom: string; readonly name: string | undefined } | undefined;
}

/** One entry of `result`. */
export interface RpcResult extends Answer {
  readonly status: { readonly code: number; readonly message: string };
  readonly url?: string;
}

/** The envelope of a body. Undefined when it is no JSON object with items that are objects. */
export function readRequest(body: string): RpcRequest | undefined {
  const envelope = parseJson(body);
  if (!isItem(envelope)) return undefined;
  const { id, method, params, session, verbose, "create task": createTask } = envelope;
  if (!Array.isArray(params) || params.length === 0 || !params.every(isItem)) return undefined;
  return {
    id,
    method: typeof method === "string" ? method : "",
    items: params,
    session: typeof session === "string" ? session : undefined,
    verbose: verbose === 1 || verbose === true || verbose === "1",
    createTask: isItem(createTask)
      ? {
          adom: String(createTask.adom ?? "root"),
          name: createTask.name === undefined ? undefined : String(createTask.name),
        }
      : undefined,
  };
}

/** The id of a body that may be no request. */
export function idIn(body: string): unknown {
  const envelope = parseJson(body);
  return isItem(envelope) ? envelope.id : undefined;
}

/** @param session A login's key, or the number of the session that an error befell. */
export function answerTo(id: unknown, results: readonly RpcResult[], session?: string | number): Reply {
  const result = alreadyJson(writeJson(results));
  return { ...json(200, { id, result, session }), codes: results.map(({ status }) => status.code) };
}

/** A few calls answer their one result itself, without a list round it and without its url. */
export function answerBare(id: unknown, { url: _url, ...result }: RpcResult): Reply {
  return { ...json(200, { id, result: alreadyJson(writeJson(result)) }), codes: [result.status.code] };
}

/** In the dialect of `apiver` 3, there is one item, and what it answers is the result. */
export function answerInVersion3(id: unknown, { status, data }: RpcResult): Reply {
  const outcome = status.code === 0 ? { result: data ?? {} } : { error: status };
  return { ...json(200, { jsonrpc: "2.0", id, ...outcome }), codes: [status.code] };
}

export function success(answer: Answer, url?: string): RpcResult {
  return { ...answer, status: { code: 0, message: "OK" }, ...(url === undefined ? {} : { url }) };
}

export function refusal({ code, message }: RpcRefusal, url?: string): RpcResult {
  return { status: { code, message }, ...(url === undefined ? {} : { url }) };
}

export function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Says no to every item of a body, whatever it asks for. */
export function refuseBody(body: string, error: RpcRefusal): Reply {
  const items = readRequest(body)?.items ?? [{}];
  return answerTo(
    idIn(body),
    items.map(({ url }) => refusal(error, typeof url === "string" ? url : undefined)),
  );
}
