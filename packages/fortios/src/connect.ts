/**
 * Connects to a FortiGate from a script: brings the runtime's best transport and its clock.
 *
 * @module
 */

import {
  type Auth,
  consoleLogger,
  createDefaultTransport,
  type Transport,
  type TransportOptions,
  token,
} from "@fortiweave/core";
import { chooseAuth, deviceUrl } from "@fortiweave/core/client";
import { systemRuntime } from "@fortiweave/core/system";
import { password } from "./auth/password.ts";
import { createFortiGate } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";
import type { FortiGate } from "./fortigate.ts";

/** Which FortiGate, how to reach it, and how to sign in. */
export interface ConnectOptions extends ClientOptions, Omit<TransportOptions, "url"> {
  /** `https://192.0.2.1`, `192.0.2.1`, `fgt.example.com:8443`, `2001:db8::1` or `[2001:db8::1]:8443`. HTTPS unless it says otherwise. */
  readonly url: string;
  /** The API token of a REST API administrator. Or give `username` and `password`, or `auth`: exactly one way. */
  readonly token?: string;
  /** Name of an administrator who signs in with a password. */
  readonly username?: string;
  /** The password of `username`. */
  readonly password?: string;
  /** Another way to sign in, such as `password("admin", secret, { tokenCode })`. */
  readonly auth?: Auth;
  /** Another way to reach it, closed with the client. The address and the options of the default one then have no use. */
  readonly transport?: Transport;
}

/**
 * Connects to a FortiGate. Sends nothing yet: the first call does.
 *
 * The certificate is verified. For a self-signed one give its fingerprint: `tls: { fingerprint: "AB:CD:..." }`.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { connectFortiGate } from "@fortiweave/fortios";
 *
 * export async function block(address: string): Promise<void> {
 *   await using fgt = connectFortiGate({ url: "https://192.0.2.1", token: "0123456789abcdefghijklmno", vdom: "root" });
 *   const { changed } = await fgt.cmdb("firewall/address").ensure({ name: address, subnet: `${address}/32` });
 *   await fgt.cmdb("firewall/addrgrp").members("blocked", "member").add(address);
 *   console.log(changed, fgt.version);
 * }
 * ```
 */
export function connectFortiGate(options: ConnectOptions): FortiGate {
  const auth = chooseAuth(options, {
    key: { option: "token", value: options.token, toAuth: token },
    toPassword: password,
  });
  const own = { ...options, runtime: systemRuntime, auth, errorLogger: consoleLogger("error") };
  if (options.transport !== undefined) return createFortiGate({ ...own, transport: options.transport });
  const url = deviceUrl(options.url);
  return createFortiGate({ ...own, transport: createDefaultTransport({ ...options, url }), device: url });
}
