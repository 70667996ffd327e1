/**
 * The options of a FortiManager client.
 *
 * @module
 */

import type { SharedOptions, SharedPorts } from "@fortiweave/core/client";
import type { ExitSignals } from "@fortiweave/core/workspace";
import type { ValidateMode } from "./tables/types.ts";

/** How the client behaves, however it reaches FortiManager. */
export interface ClientOptions extends SharedOptions {
  /**
   * How what tables write is checked against the catalogue and FortiManager's version before it is sent. Default `known`:
   * what the catalogue knows is checked.
   */
  readonly validate?: ValidateMode;
}

/** What `createFortiManager` needs. */
export interface FortiManagerOptions extends ClientOptions, SharedPorts {
  /** Signals that end the process: what is locked is unlocked first. Default: none are heard of. */
  readonly exits?: ExitSignals;
}
