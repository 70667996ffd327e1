/**
 * Reads the address of a device the way people write it.
 *
 * @module
 */

import { invalidInput } from "./invalid-input.ts";

/** Scheme, host and port, and a path for a device behind a proxy. */
const PARTS = /^(https?:\/\/)?([^/?#]+)(\/[^?#\s]*)?$/i;

const HOST_AND_PORT = /^(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?$/;

/** `2001:db8::1` has more than one colon; `fgt.example.com:8443` has one. */
const BARE_IPV6 = /^[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*$/;

/**
 * The URL of a device, from a URL, a host, a host and port, or an IPv6 address with or without brackets.
 *
 * @throws FortiError INVALID_INPUT for anything else; never quotes what was given, which could hold a password.
 */
export function deviceUrl(given: string): string {
  const text = typeof given === "string" ? given.trim() : "";
  const [, scheme = "https://", host = "", path = ""] = PARTS.exec(text) ?? [];
  const authority = BARE_IPV6.test(host) ? `[${host}]` : host;
  const url = HOST_AND_PORT.test(authority) ? URL.parse(`${scheme}${authority}${path}`) : null;
  if (url !== null) return url.href;
  throw invalidInput(
    text === "" ? "The URL of the device is missing" : "The URL of the device cannot be read",
    "Write it like https://192.0.2.1, fgt.example.com:8443 or [2001:db8::1]:8443, without user or password",
  );
}
