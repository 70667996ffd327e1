/**
 * Reads the address of a proxy.
 *
 * @module
 */

import { FortiError } from "../errors.ts";

/** An HTTP proxy that opens tunnels. */
export interface ProxyServer {
  /** `http://proxy.example.com:3128`, without a user. */
  readonly origin: string;
  /** What proves to it who is calling. Never shown. */
  readonly authorization: string | undefined;
}

/** Reads `http://user:password@proxy:3128`. Throws INVALID_INPUT, and never quotes it: it may hold a password. */
export function readProxy(text: string): ProxyServer {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null) throw invalid("is not the URL of an HTTP proxy");
  if (url.pathname !== "/" || /[?#]/.test(text)) throw invalid("has more in it than a user, a host and a port");
  return { origin: url.origin, authorization: url.username === "" ? undefined : toBasic(url) };
}

function toBasic({ username, password }: URL): string {
  try {
    const bytes = new TextEncoder().encode(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
    return `Basic ${btoa(String.fromCharCode(...bytes))}`;
  } catch {
    throw invalid("has a user or a password that is not percent-encoded");
  }
}

function invalid(why: string): FortiError {
  return new FortiError({
    code: "INVALID_INPUT",
    message: `The option proxy ${why}`,
    hint: "Write it like http://proxy.example.com:3128 or http://user:password@proxy.example.com:3128",
  });
}
