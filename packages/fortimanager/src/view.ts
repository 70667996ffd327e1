/**
 * The same client, seen in another way: with other defaults, or with another answer to failures.
 *
 * @module
 */

import { answering, type FailureOptions, type OnError } from "@fortiweave/core/client";
import { createVerbs } from "./create-verbs.ts";
import type { Engine } from "./engine.ts";
import type { FortiManager } from "./fortimanager.ts";
import type { CallOptions } from "./types.ts";
import type { Verbs } from "./verbs.ts";

/** What `with` changes for all calls of a client. */
export interface ViewOptions<Mode extends OnError = OnError> extends CallOptions, FailureOptions<Mode> {}

/** The verbs of a client, whose calls answer failures as the mode says. */
export interface FortiManagerView<Mode extends OnError> extends Verbs<Mode> {
  /** The same with other defaults. What they do not say stays as it was. */
  with(options: CallOptions): FortiManagerView<Mode>;
}

/** Makes the `with` of a client. `open` makes the client that works with an engine. */
export function createWith(engine: Engine, open: (engine: Engine) => FortiManager): FortiManager["with"] {
  function view(options: ViewOptions<"throw">): FortiManager;
  function view<Mode extends OnError>(options: ViewOptions<Mode> & { readonly onError: Mode }): FortiManagerView<Mode>;
  function view(options: ViewOptions): FortiManager | FortiManagerView<OnError> {
    const { onError = "throw" } = options;
    return onError === "throw" ? open(engine.with(options)) : createView(engine.with(options), options);
  }
  return view;
}

function createView<Mode extends OnError>(engine: Engine, options: ViewOptions): FortiManagerView<Mode> {
  return {
    ...answering<Verbs<Mode>>(createVerbs(engine), options, engine.logger),
    with: (more) => createView(engine.with(more), options),
  };
}
