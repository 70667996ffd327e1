/**
 * The same client, seen in another way: with other defaults, or with another answer to failures.
 *
 * @module
 */

import { answering, type OnError } from "@fortiweave/core/client";
import { type ApiPaths, createApiPaths, type FortiGateView } from "./api-paths.ts";
import type { Engine } from "./engine.ts";
import type { FortiGate } from "./fortigate.ts";
import type { ViewOptions } from "./view-options.ts";

/** Makes the `with` of a client. `open` makes the client that works with an engine. */
export function createWith(engine: Engine, open: (engine: Engine) => FortiGate): FortiGate["with"] {
  function view(options: ViewOptions<"throw">): FortiGate;
  function view<Mode extends OnError>(options: ViewOptions<Mode> & { readonly onError: Mode }): FortiGateView<Mode>;
  function view(options: ViewOptions): FortiGate | FortiGateView<OnError> {
    const { onError = "throw" } = options;
    return onError === "throw" ? open(engine.with(options)) : createView(engine.with(options), options);
  }
  return view;
}

function createView<Mode extends OnError>(engine: Engine, options: ViewOptions): FortiGateView<Mode> {
  const paths = answering<ApiPaths<Mode>>(createApiPaths(engine), options, engine.logger);
  return {
    ...paths,
    get version() {
      return engine.version;
    },
    with: (more) => createView(engine.with(more), { ...options, ...more }),
  };
}
