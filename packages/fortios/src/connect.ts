/**
 * Connects to a FortiGate from a script: brings the runtime's best transport and its clock.
 *
 * @module
 */

import {
  type AuthStrategy,
  createDefaultTransport,
  FortiError,
  type Transport,
  type TransportOptions,
  token,
} from "@fortiweave/core";
import { systemRuntime } from "@fortiweave/core/system";
import { type ClientOptions, createFortiGate } from "./client.ts";
import { deviceUrl } from "./device-url.ts";
import type { FortiGate } from "./fortigate.ts";

/** Which FortiGate, how to reach it, and how to sign in. */
export interface ConnectOptions extends ClientOptions, Omit<TransportOptions, "url"> {
  /** `https://192.0.2.1`, `192.0.2.1`, `fgt.example.com:8443`, `2001:db8::1` or `[2001:db8::1]:8443`. HTTPS unless it says otherwise. */
  readonly url: string;
  /** The API token of a REST API administrator. Either this or `auth`. */
  readonly token?: string;
  /** Another way to sign in. */
  readonly auth?: AuthStrategy;
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
  const strategy = signIn(options.token, options.auth);
  const transport = options.transport ?? createDefaultTransport({ ...options, url: deviceUrl(options.url) });
  return createFortiGate({ ...options, transport, runtime: systemRuntime, auth: strategy });
}

function signIn(text: string | undefined, auth: AuthStrategy | undefined): AuthStrategy {
  if (text !== undefined && auth === undefined) return token(text);
  if (text === undefined && auth !== undefined) return auth;
  throw new FortiError({
    code: "INVALID_INPUT",
    message: text === undefined ? "No way to sign in was given" : "Two ways to sign in were given",
    hint: 'Give the API token: token: "..."; or another way: auth: ...',
  });
}
