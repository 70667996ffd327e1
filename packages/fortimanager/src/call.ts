/**
 * The calls of the catalogue, typed by their url and verb.
 *
 * @module
 */

import type { NoParams } from "./generated/types/call.ts";
import type { FmgAdd, FmgDelete, FmgExec, FmgGet, FmgSet } from "./generated/types/calls.ts";

/**
 * The calls by verb.
 *
 * @internal
 */
export interface Calls {
  exec: FmgExec;
  get: FmgGet;
  delete: FmgDelete;
  set: FmgSet;
  add: FmgAdd;
}

/** The template of a url that can be called: `securityconsole/install/package`. */
export type CallPath = { [Method in keyof Calls]: keyof Calls[Method] }[keyof Calls];

/** The verbs that a url takes. */
export type CallMethod<Path extends CallPath> = {
  [Method in keyof Calls]: Path extends keyof Calls[Method] ? Method : never;
}[keyof Calls];

/**
 * What is known of a call.
 *
 * @internal
 */
export type Facts<Path, Method> = Method extends keyof Calls
  ? Path extends keyof Calls[Method]
    ? Calls[Method][Path]
    : never
  : never;

/**
 * The names in its url.
 *
 * @internal
 */
export type UrlOf<Path, Method> = Facts<Path, Method> extends { readonly url: infer Url } ? Url : never;
/**
 * What stands beside its url.
 *
 * @internal
 */
export type ParamsOf<Path, Method> = Facts<Path, Method> extends { readonly params: infer Params } ? Params : never;

/** The names in the url, where it has any, and what stands beside it. */
export type CallInput<Path extends CallPath, Method extends CallMethod<Path>> = (UrlOf<Path, Method> extends NoParams
  ? { readonly url?: NoParams }
  : { readonly url: UrlOf<Path, Method> }) & { readonly params?: ParamsOf<Path, Method> };

/** What is answered, as far as it is known. */
export type CallReturns<Path extends CallPath, Method extends CallMethod<Path>> =
  Facts<Path, Method> extends { readonly returns: infer Returns } ? Returns : never;
