/**
 * Connects to a FortiManager from a script: brings the runtime's best transport and its clock.
 *
 * @module
 */

import {
  type Auth,
  consoleLogger,
  createDefaultTransport,
  type Transport,
  type TransportOptions,
} from "@fortiweave/core";
import { chooseAuth, deviceUrl } from "@fortiweave/core/client";
import { exitSignals } from "@fortiweave/core/exit-signals";
import { systemRuntime } from "@fortiweave/core/system";
import { apiKey } from "./auth/api-key.ts";
import { password } from "./auth/password.ts";
import { createFortiManager } from "./client.ts";
import type { ClientOptions, FortiManagerOptions } from "./client-options.ts";
import type { FortiManager } from "./fortimanager.ts";

/** Which FortiManager, how to reach it, and how to sign in. */
export interface ConnectOptions extends ClientOptions, Omit<TransportOptions, "url"> {
  /** `https://192.0.2.1`, `192.0.2.1`, `fmg.example.com:8443`, `2001:db8::1` or `[2001:db8::1]:8443`. HTTPS unless it says otherwise. */
  readonly url: string;
  /** The key of an API administrator. Or give `username` and `password`, or `auth`: exactly one way. */
  readonly apiKey?: string;
  /** Name of an administrator who signs in with a password. */
  readonly username?: string;
  /** The password of `username`. */
  readonly password?: string;
  /** Another way to sign in, such as `fortiCloud({ ... })`. */
  readonly auth?: Auth;
  /** Another way to reach it, closed with the client. The address and the options of the default one then have no use. */
  readonly transport?: Transport;
}

/** What FortiManager's own tools give a call: some take minutes. */
const TIMEOUT_MS = 300_000;

/**
 * Connects to a FortiManager. Sends nothing yet: the first call does.
 *
 * The certificate is verified. For a self-signed one give its fingerprint: `tls: { fingerprint: "AB:CD:..." }`. A call may
 * take five minutes unless `timeoutMs` says otherwise.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { connectFortiManager } from "@fortiweave/fortimanager";
 *
 * export async function devices(apiKey: string): Promise<string[]> {
 *   await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey });
 *   const rows = await fmg.get("dvmdb/adom/root/device", { fields: ["name"] });
 *   return rows.map(({ name }) => name ?? "");
 * }
 * ```
 */
export function connectFortiManager(options: ConnectOptions): FortiManager {
  return createFortiManager(toClientOptions(options));
}

/**
 * The options of a client that needs a transport and a clock.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 */
export function toClientOptions(options: ConnectOptions): FortiManagerOptions {
  const exits = exitSignals();
  const own = {
    ...options,
    runtime: systemRuntime,
    auth: chooseAuth(options, {
      key: { option: "apiKey", value: options.apiKey, toAuth: apiKey },
      toPassword: password,
    }),
    errorLogger: consoleLogger("error"),
    ...(exits && { exits }),
  };
  if (options.transport !== undefined) return { ...own, transport: options.transport };
  const url = deviceUrl(options.url);
  return { ...own, transport: createDefaultTransport({ timeoutMs: TIMEOUT_MS, ...options, url }), device: url };
}
