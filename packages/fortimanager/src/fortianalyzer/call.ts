/**
 * The calls of FortiAnalyzer's own dialect, typed by their url and verb.
 *
 * @module
 */

import type { RpcEntry, RpcRow } from "@fortiweave/catalog/fortianalyzer";
import type { FortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine, RpcMethod } from "../engine.ts";
import type { NoParams } from "../generated/types/call.ts";
import type { FazAdd, FazDelete, FazExecute, FazGet, FazSet, FazUpdate } from "../generated/types/fortianalyzer.ts";
import type { CallOptions } from "../types.ts";
import { type UrlValue, urlFor } from "../url.ts";
import { type Behind, toRpcCall, type V3Params } from "./v3-call.ts";

/**
 * The calls by verb.
 *
 * @internal
 */
export interface AnalyzerCalls {
  get: FazGet;
  add: FazAdd;
  set: FazSet;
  update: FazUpdate;
  delete: FazDelete;
  execute: FazExecute;
}

/** The template of a url: `logview/adom/{adom}/logsearch`. */
export type AnalyzerPath = { [Method in keyof AnalyzerCalls]: keyof AnalyzerCalls[Method] }[keyof AnalyzerCalls];

/** The verbs that a url takes. */
export type AnalyzerMethod<Path extends AnalyzerPath> = {
  [Method in keyof AnalyzerCalls]: Path extends keyof AnalyzerCalls[Method] ? Method : never;
}[keyof AnalyzerCalls];

/**
 * What is known of a call.
 *
 * @internal
 */
export type AnalyzerFacts<Path, Method> = Method extends keyof AnalyzerCalls
  ? Path extends keyof AnalyzerCalls[Method]
    ? AnalyzerCalls[Method][Path]
    : never
  : never;

/**
 * The names in its url.
 *
 * @internal
 */
export type AnalyzerUrl<Path, Method> = AnalyzerFacts<Path, Method> extends { readonly url: infer Url } ? Url : never;

/**
 * What stands beside its url.
 *
 * @internal
 */
export type AnalyzerParams<Path, Method> =
  AnalyzerFacts<Path, Method> extends { readonly params: infer Params } ? Params : never;

/** The names in the url, where it has any, and what stands beside it. */
export type AnalyzerInput<Path extends AnalyzerPath, Method extends AnalyzerMethod<Path>> = (AnalyzerUrl<
  Path,
  Method
> extends NoParams
  ? { readonly url?: NoParams }
  : { readonly url: { readonly [Name in keyof AnalyzerUrl<Path, Method>]: UrlValue } }) &
  (Partial<AnalyzerParams<Path, Method>> extends AnalyzerParams<Path, Method>
    ? { readonly params?: AnalyzerParams<Path, Method> }
    : { readonly params: AnalyzerParams<Path, Method> });

/** What is answered, as far as it is known. */
export type AnalyzerReturns<Path extends AnalyzerPath, Method extends AnalyzerMethod<Path>> =
  AnalyzerFacts<Path, Method> extends { readonly returns: infer Returns } ? Returns : never;

/** Calls a url of FortiAnalyzer by its template: the names in it, what it takes and what it answers are typed. */
export type AnalyzerCall = <Path extends AnalyzerPath, Method extends AnalyzerMethod<Path>>(
  path: Path,
  method: Method,
  input: AnalyzerInput<Path, Method>,
  options?: CallOptions,
) => Promise<AnalyzerReturns<Path, Method>>;

interface AnyInput {
  readonly url?: Readonly<Record<string, UrlValue>>;
  readonly params?: V3Params;
}

/** Makes the caller. The catalogue's entries are read when they are needed. */
export function createAnalyzerCall(engine: Engine, behind?: Behind): AnalyzerCall {
  const call = async (
    path: string,
    method: RpcMethod,
    { url = {}, params = {} }: AnyInput,
    options: CallOptions = {},
  ): Promise<unknown> => {
    const entry = await entryOf(path, method);
    const secrets = await check(entry, method, path, params);
    const operation = `${path.replace(/\/\{[^}]*\}/g, "")} ${method}`;
    const result = await engine.send(
      toRpcCall({ method, url: urlFor<string>(path, url), params, operation, endpoint: path, secrets }, behind),
      options,
    );
    return result.simulated === undefined ? result.data : { simulated: result.simulated };
  };
  // What a path holds is looked up by the compiler alone.
  return call as AnalyzerCall;
}

async function entryOf(path: string, method: string): Promise<RpcEntry> {
  const { fortianalyzer } = await import("@fortiweave/catalog/fortianalyzer");
  const row = fortianalyzer.find(path) ?? fortianalyzer.find(path.replace(/\/\{[^}]*\}$/, ""));
  if (row?.apiver !== 3) throw await unknown(path, fortianalyzer.rows());
  const entry = await fortianalyzer.load(row.path);
  if (entry?.methods.includes(method)) return entry;
  throw invalidInput(`There is no ${method} of ${path}`, `It takes ${row.methods.join(", ")}`);
}

/** Checks what stands beside the url, and answers the secrets in it. */
async function check(entry: RpcEntry, method: string, path: string, params: V3Params): Promise<string[]> {
  const { secretValues, validateParams } = await import("@fortiweave/catalog/validate");
  const issues = validateParams(entry, method, params);
  if (issues.length > 0) {
    throw invalidInput(`Cannot ${method} ${path}: ${issues.map(({ message }) => message).join("; ")}`);
  }
  return secretValues(entry, params);
}

async function unknown(path: string, rows: readonly RpcRow[]): Promise<FortiError> {
  const { nearest } = await import("@fortiweave/catalog");
  const own = rows.filter(({ apiver }) => apiver === 3).map((row) => row.path);
  const guess = nearest(path, own);
  return invalidInput(
    `The catalogue knows no url ${JSON.stringify(path)} in FortiAnalyzer's own dialect`,
    guess === undefined
      ? "The verbs (get, set, ...) take any url of FortiManager's dialect"
      : `Did you mean ${JSON.stringify(guess)}?`,
  );
}
