/**
 * Reads from the environment which FortiGate to talk to.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { env as processEnv } from "node:process";
import { FortiError } from "../errors.ts";
import type { TlsOptions } from "../transport/options.ts";

/** A FortiGate and the token to sign in with. */
export interface FortiGateEnv {
  /** As a transport takes it: `https://192.0.2.1`. */
  readonly url: string;
  /** API token. */
  readonly token: string;
  /** Absent when the variable is not set. */
  readonly vdom?: string;
  /** Which certificate to accept. */
  readonly tls: TlsOptions;
}

/**
 * Reads these variables, and no other, so a script under Deno can be allowed just these:
 *
 * - `FORTIOS_HOST`: name, address (IPv6 too, bare or in brackets) or URL, with or without a port. Required.
 * - `FORTIOS_PORT`: port, unless the host has one. Default 443.
 * - `FORTIOS_TOKEN`: API token. Required.
 * - `FORTIOS_VDOM`: VDOM. Default: the device's choice.
 * - `FORTIOS_FINGERPRINT`: SHA-256 fingerprint of the device's certificate, to pin it.
 * - `FORTIOS_CA`: path of a PEM file with the authorities to trust.
 * - `FORTIOS_VERIFY`: `false` accepts any certificate. Default `true`.
 *
 * Throws INVALID_INPUT when one is missing or makes no sense.
 *
 * @example
 * ```ts
 * import { token } from "@fortiweave/core";
 * import { readFortiGateEnv } from "@fortiweave/core/node";
 *
 * const { url, token: value, vdom, tls } = readFortiGateEnv({ FORTIOS_HOST: "192.0.2.1", FORTIOS_TOKEN: "0123456789" });
 * console.log(url, vdom, tls, token(value).kind);
 * ```
 */
export function readFortiGateEnv(env: Readonly<Record<string, string | undefined>> = processEnv): FortiGateEnv {
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const vdom = read("FORTIOS_VDOM");
  const fingerprint = read("FORTIOS_FINGERPRINT");
  const ca = read("FORTIOS_CA");
  return {
    url: toUrl(need("FORTIOS_HOST", read("FORTIOS_HOST")), read("FORTIOS_PORT")),
    token: need("FORTIOS_TOKEN", read("FORTIOS_TOKEN")),
    ...(vdom !== undefined && { vdom }),
    tls: {
      verify: toBoolean(read("FORTIOS_VERIFY") ?? "true"),
      ...(fingerprint !== undefined && { fingerprint }),
      ...(ca !== undefined && { ca: readCa(ca) }),
    },
  };
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
    throw invalid("FORTIOS_CA does not name a file that can be read", error);
  }
}

function toBoolean(text: string): boolean {
  if (/^(?:true|1|yes|on)$/i.test(text)) return true;
  if (/^(?:false|0|no|off)$/i.test(text)) return false;
  throw invalid("FORTIOS_VERIFY is neither true nor false");
}

function need(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw invalid(`${name} is not set`);
}

function invalid(why: string, cause?: unknown): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message: `The environment variable ${why}`, cause });
}
