/**
 * Reads from the environment which FortiGate to talk to.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { env as processEnv } from "node:process";
import { FortiError } from "../errors.ts";
import type { Auth } from "../middleware/authenticate.ts";
import type { TlsOptions } from "../transport/options.ts";

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

type Reader = (name: string) => string | undefined;

type Credential = Pick<FortiGateConfig, "token" | "username" | "password">;

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
  const read: Reader = (name) => (env[name]?.trim() === "" ? undefined : env[name]);
  const readWord: Reader = (name) => read(name)?.trim();
  const own: ConfigOverrides = withoutUndefined(overrides ?? {});
  const vdom = own.vdom ?? readWord("FORTIOS_VDOM");
  const config: FortiGateConfig = {
    ...own,
    ...(own.auth === undefined && toCredential(own, read)),
    url: own.url ?? toUrl(need("FORTIOS_HOST", readWord), readWord("FORTIOS_PORT")),
    ...(vdom !== undefined && { vdom }),
    tls: toTls(own.tls ?? {}, readWord),
  };
  // What is passed on is in it.
  return config as FortiGateConfig & Overrides;
}

/** Half a password sign-in may be given and the other half be in the environment. */
function toCredential(own: Credential, read: Reader): Credential {
  if (own.token !== undefined) return {};
  const isByPassword = own.username !== undefined || own.password !== undefined;
  const token = isByPassword ? undefined : read("FORTIOS_TOKEN")?.trim();
  const isUserSet = isByPassword || read("FORTIOS_USERNAME") !== undefined;
  if (token !== undefined && isUserSet) {
    throw invalid("FORTIOS_TOKEN excludes FORTIOS_USERNAME, and both are set", "Unset one, or say which to take");
  }
  if (token !== undefined) return { token };
  if (!isUserSet) throw invalid("FORTIOS_TOKEN is not set, and neither is FORTIOS_USERNAME");
  const username = own.username ?? need("FORTIOS_USERNAME", read).trim();
  return { username, password: own.password ?? need("FORTIOS_PASSWORD", read) };
}

/** A pinned certificate and an authority exclude each other: of the two, the one that was given stays. */
function toTls(own: TlsOptions, read: Reader): TlsOptions {
  const fingerprint = own.ca === undefined ? read("FORTIOS_FINGERPRINT") : undefined;
  const ca = own.fingerprint === undefined && own.ca === undefined ? read("FORTIOS_CA") : undefined;
  return {
    verify: own.verify ?? toBoolean(read("FORTIOS_VERIFY") ?? "true"),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(ca !== undefined && { ca: readCa(ca) }),
    ...withoutUndefined(own),
  };
}

/** Who says undefined has said nothing. */
function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function toUrl(host: string, port: string | undefined): string {
  const isBareIPv6 = !host.startsWith("[") && (host.match(/:/g) ?? []).length > 1 && !host.includes("//");
  const text = isBareIPv6 ? `https://[${host}]` : host.includes("//") ? host : `https://${host}`;
  const url = URL.parse(text);
  if (url === null) throw invalid("FORTIOS_HOST is neither a host nor a URL");
  if (port === undefined) return text;
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) throw invalid("FORTIOS_PORT is not a port");
  // A port in the host says more: a URL parser hides 443, so it is looked for in the text.
  if (!/:\d+(?:\/|$)/.test(text.replace(/\[.*\]/, ""))) url.port = port;
  return url.href.replace(/\/$/, "");
}

function readCa(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw invalid("FORTIOS_CA does not name a file that can be read", undefined, error);
  }
}

function toBoolean(text: string): boolean {
  if (/^(?:true|1|yes|on)$/i.test(text)) return true;
  if (/^(?:false|0|no|off)$/i.test(text)) return false;
  throw invalid("FORTIOS_VERIFY is neither true nor false");
}

function need(name: string, read: Reader): string {
  const value = read(name);
  if (value !== undefined) return value;
  throw invalid(`${name} is not set`);
}

function invalid(why: string, hint?: string, cause?: unknown): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message: `The environment variable ${why}`, hint, cause });
}
