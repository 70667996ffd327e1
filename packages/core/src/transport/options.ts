/**
 * What a transport needs to know of a device.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { FortiError } from "../errors.ts";
import type { TransportStats } from "../types.ts";
import { VERSION } from "../version.ts";
import { type ProxyServer, readProxy } from "./proxy.ts";

/** How to know the device, and how to be known by it, over TLS. */
export interface TlsOptions {
  /** False accepts any certificate, so anyone in between can read the token. Default true; prefer `fingerprint`. */
  readonly verify?: boolean;
  /** Certificates of the authorities to trust, as PEM text, instead of the runtime's own. */
  readonly ca?: string;
  /**
   * SHA-256 fingerprint of the device's own certificate, in hex, with colons or without. Exactly this certificate is
   * accepted, self-signed or not, and checked before the first byte of a request is sent.
   */
  readonly fingerprint?: string;
  /** Name to ask for and to find in the certificate. Default: the URL's host. */
  readonly servername?: string;
  /** Certificate and key, as PEM text, that this client shows to the device. */
  readonly clientCert?: { readonly cert: string; readonly key: string; readonly passphrase?: string };
}

/** Where the device is and how to talk to it. */
export interface TransportOptions {
  /** `https://192.0.2.1`, `https://[2001:db8::1]:8443` or with a path prefix. */
  readonly url: string;
  /** Default: trust what the runtime trusts. */
  readonly tls?: TlsOptions;
  /**
   * An HTTP proxy on the way, `http://proxy.example.com:3128` or `http://user:password@proxy.example.com:3128`. It sees
   * which device is called and nothing else: TLS ends at the device. Default: none. Not for the fetch transport.
   */
  readonly proxy?: string;
  /** Most connections at a time. Default 10. The fetch transport leaves this to the runtime. */
  readonly connections?: number;
  /**
   * Most connections that stay open while there is nothing to do. Default 5. More than `connections` are not possible:
   * asked for, they are as many, with a warning. The fetch transport leaves this to the runtime.
   */
  readonly keepAliveConnections?: number;
  /** Longest time in milliseconds to connect, TLS included. Default 10,000. The fetch transport leaves it to the runtime. */
  readonly connectTimeoutMs?: number;
  /**
   * Longest time in milliseconds for one attempt, answer included, unless the request says otherwise. A file that is read
   * as a stream may take longer, once it has begun to come. Default 300,000.
   */
  readonly timeoutMs?: number;
  /**
   * Longest silence in milliseconds while the device is to answer, or between two parts of its answer. A request with a
   * longer timeout of its own lengthens it. Default 300,000.
   */
  readonly readTimeoutMs?: number;
  /** What the client calls itself, in the device's logs too. Default `fortiweave/1.2.3`. */
  readonly userAgent?: string;
  /** Hears what is allowed but not wise, once, when the transport is made. Default: a warning of the process. */
  readonly onWarning?: (message: string) => void;
}

/** {@link TransportOptions}, checked and completed. */
export interface Endpoint {
  /** `https://192.0.2.1:8443`, without a slash at the end. */
  readonly origin: string;
  /** Path in front of every request's path: empty, or beginning with a slash and not ending with one. */
  readonly prefix: string;
  /** With the fingerprint in 64 lower-case hex digits. */
  readonly tls: TlsOptions;
  /** What stands between. */
  readonly proxy: ProxyServer | undefined;
  /** Most connections at a time. */
  readonly connections: number;
  /** Most connections that stay open while there is nothing to do. */
  readonly keepAliveConnections: number;
  /** Longest time in milliseconds to connect. */
  readonly connectTimeoutMs: number;
  /** Longest time in milliseconds for one attempt. */
  readonly timeoutMs: number;
  /** Longest silence in milliseconds while the device is to answer. */
  readonly readTimeoutMs: number;
  /** What the client calls itself. */
  readonly userAgent: string;
  /** What the owner of the client should hear of. */
  readonly warnings: readonly string[];
}

/** Checks options and fills in the defaults. Throws INVALID_INPUT, and never quotes the URL: it could hold a password. */
export function resolveOptions(options: TransportOptions): Endpoint {
  const url = parseUrl(options.url);
  const tls = checkTls(options.tls ?? {}, url.protocol === "https:");
  const connections = checkNumber("connections", options.connections ?? 10, 1);
  const keepAlive = checkNumber("keepAliveConnections", options.keepAliveConnections ?? Math.min(5, connections), 0);
  return {
    origin: url.origin,
    prefix: url.pathname.replace(/\/+$/, ""),
    tls,
    proxy: options.proxy === undefined ? undefined : readProxy(options.proxy),
    connections,
    keepAliveConnections: Math.min(keepAlive, connections),
    connectTimeoutMs: checkNumber("connectTimeoutMs", options.connectTimeoutMs ?? 10_000, 1),
    timeoutMs: checkNumber("timeoutMs", options.timeoutMs ?? 300_000, 1),
    readTimeoutMs: checkNumber("readTimeoutMs", options.readTimeoutMs ?? 300_000, 1),
    userAgent: checkUserAgent(options.userAgent ?? `fortiweave/${VERSION}`),
    warnings: [
      ...(tls.verify === false && tls.fingerprint === undefined ? [unverified(url.origin)] : []),
      ...(keepAlive > connections ? [tooMany(keepAlive, connections)] : []),
    ],
  };
}

function unverified(origin: string): string {
  return `The certificate of ${origin} is not verified: whoever stands in between can read and change everything. Pin it with tls.fingerprint instead`;
}

function tooMany(keepAlive: number, connections: number): string {
  return `The option keepAliveConnections is ${keepAlive}, but connections is ${connections}: no more than that are kept open`;
}

/** The connections as they were asked for, before the first is made. */
export function configuredStats({ connections, keepAliveConnections }: Endpoint): TransportStats {
  return { maxConnections: connections, keepAliveConnections, http2: false, active: 0, exhausted: 0 };
}

function parseUrl(text: string): URL {
  if (!/^https?:\/\//i.test(text)) throw invalid("must begin with https:// or http://, such as https://192.0.2.1");
  const url = URL.parse(text);
  if (url === null) throw invalid("is not a URL; write it like https://192.0.2.1 or https://[2001:db8::1]:8443");
  if (url.username !== "" || url.password !== "") throw invalid("must not hold a user or a password");
  if (/[?#]/.test(text)) throw invalid("must not have a query or a fragment");
  return url;
}

function checkTls(tls: TlsOptions, isHttps: boolean): TlsOptions {
  const { fingerprint, ca, clientCert } = tls;
  if (!isHttps && (fingerprint !== undefined || ca !== undefined || clientCert !== undefined)) {
    throw invalid("begins with http://, but the TLS options need https://");
  }
  if (fingerprint === undefined) return tls;
  const digits = fingerprint.replaceAll(":", "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits)) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: "The option tls.fingerprint is not a SHA-256 fingerprint of 64 hex digits",
      hint: "Read it with: openssl x509 -in device.pem -noout -fingerprint -sha256",
    });
  }
  if (ca !== undefined) {
    const message = "The options tls.fingerprint and tls.ca exclude each other: one certificate, or one authority";
    throw new FortiError({ code: "INVALID_INPUT", message });
  }
  return { ...tls, fingerprint: digits };
}

function checkUserAgent(userAgent: string): string {
  if (/^[\x20-\x7e]+$/.test(userAgent)) return userAgent;
  throw new FortiError({ code: "INVALID_INPUT", message: "The option userAgent is not one line of ASCII text" });
}

function invalid(why: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message: `The URL of the device ${why}` });
}
