/**
 * Reads variables of the environment that say which device to talk to, whatever the product.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { FortiError } from "../errors.ts";
import type { TlsOptions } from "../transport/options.ts";

/** The variables of one product, by name without their prefix. Blank ones are not set. */
export interface Environment {
  /** As it is: a password may begin or end with a blank. */
  text(name: string): string | undefined;
  /** Without blanks around it. */
  word(name: string): string | undefined;
  /** The full name: `FORTIOS_HOST`. */
  nameOf(name: string): string;
}

/** Makes what reads variables with a prefix. */
export function readEnvironment(prefix: string, env: Readonly<Record<string, string | undefined>>): Environment {
  const nameOf = (name: string): string => `${prefix}_${name}`;
  const text = (name: string): string | undefined => {
    const value = env[nameOf(name)];
    return value?.trim() === "" ? undefined : value;
  };
  return { text, word: (name) => text(name)?.trim(), nameOf };
}

/** A variable that must be set. `trim` takes blanks around it away. */
export function need(env: Environment, name: string, trim = true): string {
  const value = trim ? env.word(name) : env.text(name);
  if (value !== undefined) return value;
  throw invalidVariable(`${env.nameOf(name)} is not set`);
}

/** A user name and its password, or what stands in their place. */
export interface OwnCredential {
  /** The token or key. */
  readonly key?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Who signs in: a key alone, or a name and a password. */
export interface Credential {
  readonly key?: string;
  readonly username?: string;
  readonly password?: string;
}

/** Half a password sign-in may be given and the other half be in the environment. `keyName` is the variable of the key. */
export function toCredential(own: OwnCredential, keyName: string, env: Environment): Credential {
  if (own.key !== undefined) return {};
  const isByPassword = own.username !== undefined || own.password !== undefined;
  const key = isByPassword ? undefined : env.word(keyName);
  const isUserSet = isByPassword || env.text("USERNAME") !== undefined;
  const [keyVariable, userVariable] = [env.nameOf(keyName), env.nameOf("USERNAME")];
  if (key !== undefined && isUserSet) {
    throw invalidVariable(
      `${keyVariable} excludes ${userVariable}, and both are set`,
      "Unset one, or say which to take",
    );
  }
  if (key !== undefined) return { key };
  if (!isUserSet) throw invalidVariable(`${keyVariable} is not set, and neither is ${userVariable}`);
  return { username: own.username ?? need(env, "USERNAME"), password: own.password ?? need(env, "PASSWORD", false) };
}

/** A pinned certificate and an authority exclude each other: of the two, the one that was given stays. */
export function toTls(own: TlsOptions, env: Environment): TlsOptions {
  const fingerprint = own.ca === undefined ? env.word("FINGERPRINT") : undefined;
  const ca = own.fingerprint === undefined && own.ca === undefined ? env.word("CA") : undefined;
  return {
    verify: own.verify ?? toBoolean("VERIFY", env.word("VERIFY") ?? "true", env),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(ca !== undefined && { ca: readCa(ca, env) }),
    ...withoutUndefined(own),
  };
}

/** The address that `HOST` and `PORT` name. */
export function toUrl(env: Environment): string {
  const host = need(env, "HOST");
  const port = env.word("PORT");
  const isBareIPv6 = !host.startsWith("[") && (host.match(/:/g) ?? []).length > 1 && !host.includes("//");
  const text = isBareIPv6 ? `https://[${host}]` : host.includes("//") ? host : `https://${host}`;
  const url = URL.parse(text);
  if (url === null) throw invalidVariable(`${env.nameOf("HOST")} is neither a host nor a URL`);
  if (port === undefined) return text;
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw invalidVariable(`${env.nameOf("PORT")} is not a port`);
  }
  // A port in the host says more: a URL parser hides 443, so it is looked for in the text.
  if (!/:\d+(?:\/|$)/.test(text.replace(/\[.*\]/, ""))) url.port = port;
  return url.href.replace(/\/$/, "");
}

/** Who says undefined has said nothing. */
export function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function readCa(path: string, env: Environment): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw invalidVariable(`${env.nameOf("CA")} does not name a file that can be read`, undefined, error);
  }
}

function toBoolean(name: string, text: string, env: Environment): boolean {
  if (/^(?:true|1|yes|on)$/i.test(text)) return true;
  if (/^(?:false|0|no|off)$/i.test(text)) return false;
  throw invalidVariable(`${env.nameOf(name)} is neither true nor false`);
}

function invalidVariable(why: string, hint?: string, cause?: unknown): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message: `The environment variable ${why}`, hint, cause });
}
