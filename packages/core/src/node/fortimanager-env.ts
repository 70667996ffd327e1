/**
 * Reads from the environment which FortiManager to talk to.
 *
 * @module
 */

import { env as processEnv } from "node:process";
import type { Auth } from "../middleware/authenticate.ts";
import type { TlsOptions } from "../transport/options.ts";
import { readEnvironment, toCredential, toTls, toUrl, withoutUndefined } from "./environment.ts";

/** A FortiManager and how to sign in, as `connectFortiManager` of `@fortiweave/fortimanager` takes it, and an ADOM. */
export interface FortiManagerConfig {
  /** As a transport takes it: `https://192.0.2.1`. */
  readonly url: string;
  /** API key. Absent when there is another way to sign in. */
  readonly apiKey?: string;
  /** Name of an administrator who signs in with `password`. Absent when there is an API key. */
  readonly username?: string;
  /** The password of `username`. */
  readonly password?: string;
  /** The ADOM to work in, for `fmg.adom(adom)`. */
  readonly adom: string;
  /** Which certificate to accept. */
  readonly tls: TlsOptions;
}

/** What need not be read from the environment. */
export interface FortiManagerOverrides extends Partial<FortiManagerConfig> {
  /** Another way to sign in. */
  readonly auth?: Auth;
}

/**
 * Reads these variables, and no other, so a script under Deno can be allowed just these:
 *
 * - `FORTIMANAGER_HOST`: name, address (IPv6 too, bare or in brackets) or URL, with or without a port.
 * - `FORTIMANAGER_PORT`: port, unless the host has one. Default 443.
 * - `FORTIMANAGER_API_KEY`: API key. This, or the next two.
 * - `FORTIMANAGER_USERNAME` and `FORTIMANAGER_PASSWORD`: an administrator.
 * - `FORTIMANAGER_ADOM`: ADOM. Default `root`.
 * - `FORTIMANAGER_FINGERPRINT`: SHA-256 fingerprint of FortiManager's certificate, to pin it.
 * - `FORTIMANAGER_CA`: path of a PEM file with the authorities to trust.
 * - `FORTIMANAGER_VERIFY`: `false` accepts any certificate. Default `true`.
 *
 * What `overrides` says comes before the environment and replaces all of it that would contradict: a `url` the host and
 * the port, one way to sign in every other. Anything else in it is passed on.
 *
 * @throws FortiError INVALID_INPUT when a variable is missing or makes no sense, or when there are two ways to sign in.
 *
 * @example
 * ```ts
 * import { managerConfigFromEnv } from "@fortiweave/core/node";
 *
 * const env = { FORTIMANAGER_HOST: "192.0.2.1", FORTIMANAGER_API_KEY: "33fzwipq4amujunzgzn46mg1to9p8wbi" };
 * const { url, apiKey, adom } = managerConfigFromEnv({ adom: "branches" }, env);
 * console.log(url, apiKey?.length, adom); // "https://192.0.2.1" 32 "branches"
 * ```
 */
export function managerConfigFromEnv<Overrides extends object = FortiManagerOverrides>(
  overrides?: Overrides & FortiManagerOverrides,
  env: Readonly<Record<string, string | undefined>> = processEnv,
): FortiManagerConfig & Overrides {
  const variables = readEnvironment("FORTIMANAGER", env);
  const own: FortiManagerOverrides = withoutUndefined(overrides ?? {});
  const { key, ...admin } =
    own.auth === undefined ? toCredential({ ...own, key: own.apiKey }, "API_KEY", variables) : {};
  const config: FortiManagerConfig = {
    ...own,
    ...admin,
    ...(key !== undefined && { apiKey: key }),
    url: own.url ?? toUrl(variables),
    adom: own.adom ?? variables.word("ADOM") ?? "root",
    tls: toTls(own.tls ?? {}, variables),
  };
  // What is passed on is in it.
  return config as FortiManagerConfig & Overrides;
}
