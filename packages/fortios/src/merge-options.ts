/**
 * What a call says, and what was said of every call.
 *
 * @module
 */

import type { CallOptions } from "./types.ts";
import type { VdomsOptions } from "./vdoms.ts";

/**
 * The options of a call, completed from the defaults. Either signal cancels it. A VDOM and the global scope contradict
 * each other: what the call says goes before what is said of every call.
 */
export function mergeOptions<Options extends CallOptions | VdomsOptions>(
  options: Options,
  defaults: CallOptions,
): Options {
  const { vdom, scope, signal, ...rest } = defaults;
  const keepsVdom = vdom !== undefined && options.scope !== "global";
  const keepsScope = scope !== undefined && (scope !== "global" || options.vdom === undefined);
  return {
    ...rest,
    ...(keepsVdom && { vdom }),
    ...(keepsScope && { scope }),
    ...(signal !== undefined && { signal }),
    ...given(options),
    ...(signal !== undefined && options.signal !== undefined && { signal: AbortSignal.any([signal, options.signal]) }),
  };
}

/** Of what a caller hands over, the options of a call alone. */
export function callOptionsIn({ vdom, scope, signal, timeoutMs, totalTimeoutMs }: CallOptions): CallOptions {
  return {
    ...(vdom !== undefined && { vdom }),
    ...(scope !== undefined && { scope }),
    ...(signal !== undefined && { signal }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(totalTimeoutMs !== undefined && { totalTimeoutMs }),
  };
}

/** Without what is undefined, which would hide a default. */
function given<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}
