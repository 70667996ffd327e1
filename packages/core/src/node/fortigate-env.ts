/**
 * Reads from the environment which FortiGate to talk to.
 *
 * @module
 */

import { env as processEnv } from "node:process";
import type { Auth } from "../middleware/authenticate.ts";
import type { TlsOptions } from "../transport/options.ts";
import { readEnvironment, toCredential, toTls, toUrl, withoutUndefined } from "./environment.ts";

/** A FortiGate and how to sign in, as `connectFortiGate` of `@fortiweave/fortios` takes it. */
export interface FortiGateConfig {
  /** As a transport takes it: `https://192.0.2.1`. */
  readonly url: string;
  /** API token. Absent when there is another way to sign in. */
  readonly token?: string;
  /** Name of an administrator who signs in with `password`. Absent when there is a token. */
  readonly username?: string;
  /** The password of `username`. */
  readonly password?: string;
  /** Absent when nobody named one. */
  readonly vdom?: string;
  /** Which certificate to accept. */
  readonly tls: TlsOptions;
}

/** What need not be read from the environment. */
export interface ConfigOverrides extends Partial<FortiGateConfig> {
  /** Another way to sign in. */
  readonly auth?: Auth;
}

/**
 * Reads these variables, and no other, so a script under Deno can be allowed just these:
 *
 * - `FORTIOS_HOST`: name, address (IPv6 too, bare or in brackets) or URL, with or without a port.
 * - `FORTIOS_PORT`: port, unless the host has one. Default 443.
 * - `FORTIOS_TOKEN`: API token. This, or the next two.
 * - `FORTIOS_USERNAME` and `FORTIOS_PASSWORD`: an administrator.
 * - `FORTIOS_VDOM`: VDOM. Default: the device's choice.
 * - `FORTIOS_FINGERPRINT`: SHA-256 fingerprint of the device's certificate, to pin it.
 * - `FORTIOS_CA`: path of a PEM file with the authorities to trust.
 * - `FORTIOS_VERIFY`: `false` accepts any certificate. Default `true`.
 *
 * What `overrides` says comes before the environment and replaces all of it that would contradict: a `url` the host and
 * the port, one way to sign in every other. Anything else in it is passed on.
 *
 * @throws FortiError INVALID_INPUT when a variable is missing or makes no sense, or when there are two ways to sign in.
 *
 * @example
 * ```ts
 * import { configFromEnv } from "@fortiweave/core/node";
 *
 * const env = { FORTIOS_HOST: "192.0.2.1", FORTIOS_PORT: "8443", FORTIOS_TOKEN: "0123456789abcdefghijklmno" };
 * const { url, token, vdom } = configFromEnv({ vdom: "edge" }, env);
 * console.log(url, token?.length, vdom); // "https://192.0.2.1:8443" 25 "edge"
 * ```
 */
export function configFromEnv<Overrides extends object = ConfigOverrides>(
  overrides?: Overrides & ConfigOverrides,
  env: Readonly<Record<string, string | undefined>> = processEnv,
): FortiGateConfig & Overrides {
  const variables = readEnvironment("FORTIOS", env);
  const own: ConfigOverrides = withoutUndefined(overrides ?? {});
  const vdom = own.vdom ?? variables.word("VDOM");
  const { key, ...admin } = own.auth === undefined ? toCredential({ ...own, key: own.token }, "TOKEN", variables) : {};
  const config: FortiGateConfig = {
    ...own,
    ...admin,
    ...(key !== undefined && { token: key }),
    url: own.url ?? toUrl(variables),
    ...(vdom !== undefined && { vdom }),
    tls: toTls(own.tls ?? {}, variables),
  };
  // What is passed on is in it.
  return config as FortiGateConfig & Overrides;
}
