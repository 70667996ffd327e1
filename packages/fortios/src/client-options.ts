/**
 * The options of a FortiGate client.
 *
 * @module
 */

import type { SharedOptions, SharedPorts } from "@fortiweave/core/client";
import type { ValidateMode } from "./validate.ts";

/** How the client behaves, however it reaches the device. */
export interface ClientOptions extends SharedOptions {
  /** VDOM of every call that names none. Default: the administrator's own. */
  readonly vdom?: string;
  /**
   * Checks input against the catalogue and the device's version before anything is sent: `known` what the catalogue
   * knows, `strict` also that it knows every field, `off` nothing. Default `known`.
   */
  readonly validate?: ValidateMode;
}

/** What `createFortiGate` needs. */
export interface FortiGateOptions extends ClientOptions, SharedPorts {}
