/**
 * Takes secrets out of what is recorded. Equal requests stay equal, so that a recording can still be found by one.
 *
 * @module
 */

import { isUtf8 } from "node:buffer";
import { MASK } from "../cmdb/secrets.ts";
import { REDACTED, redactHeader, redactUrl } from "../device/request-log.ts";
import { parseJson } from "../http/json-text.ts";
import { isMultipart } from "../http/multipart.ts";
import { decodeForm } from "../http/url.ts";
import { redactLines } from "./redact-lines.ts";

type Names = ReadonlySet<string>;
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What stands between the name and the value in a condition of a filter. */
const OPERATOR = /^!?(?:[=!<>~&|]+|in|contain|like|glob)$/i;

/** A url with a query, where text holds one. */
const WITH_QUERY = /^[\w./%:-]*\?[^\s]*=/;

export function redactHeaders(headers: Headers): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (name === "set-cookie") return [[name, [value].flat().map(redactCookie)]];
      return [[name, typeof value === "string" ? redactHeader(name, value) : value]];
    }),
  );
}

/** Its name and attributes stay, so that whoever is answered from a recording still gets one. */
function redactCookie(cookie: string): string {
  return cookie.replace(
    /^([^=]*)=("?)[^";]*\2/,
    (_, name: string, quote: string) => `${name}=${quote}${REDACTED}${quote}`,
  );
}

export function redactQuery(url: string, names: Names): string {
  return redactUrl(url, names).replace(/([?&]filter=)([^&]*)/g, (pair, name: string, value: string) =>
    [...names].some((secret) => decodeForm(value).includes(secret)) ? `${name}${REDACTED}` : pair,
  );
}

/** Whether files may be in the body. They are not recorded. */
export function isForm(headers: Headers): boolean {
  return isMultipart(String(headers["content-type"] ?? ""));
}

/** What is no text is passed over: it is no configuration. */
export function redactBytes(bytes: Buffer, names: Names): Buffer {
  return isUtf8(bytes) ? Buffer.from(redactText(bytes.toString(), names)) : bytes;
}

/** JSON as text again, changed only where a secret was in it. */
function redactText(text: string, names: Names): string {
  const value = parseJson(text);
  if (value === undefined) return redactForm(redactLines(text), names);
  const redacted = JSON.stringify(hideSecrets(value, names));
  return redacted === JSON.stringify(value) ? text : redacted;
}

/** Of a form, such as that of a sign-in, and of what is no JSON at all: nobody knows where a secret in it ends. */
function redactForm(text: string, names: Names): string {
  if (!/^[\w%.+&;-]*=/.test(text)) {
    return [...names].some((name) => text.includes(`"${name}"`) || text.includes(`'${name}'`)) ? REDACTED : text;
  }
  return text.replace(/(^|&(?:amp;)?)([^=&]*)=[^&]*/g, (pair, mark: string, name: string) =>
    names.has(decodeForm(name)) ? `${mark}${name}=${REDACTED}` : pair,
  );
}

/** A value without what stands under these names, in conditions that name them, and in text that holds such values. */
export function hideSecrets(value: unknown, names: Names): unknown {
  if (typeof value === "string") return hideInText(value, names);
  if (Array.isArray(value)) {
    const named = value.findIndex((item, at) => names.has(item) && OPERATOR.test(String(value[at + 1])));
    return value.map((item, at) => (named !== -1 && at > named + 1 ? REDACTED : hideSecrets(item, names)));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => [
      name,
      isSecret(name, own, names) ? hide(own) : hideSecrets(own, names),
    ]),
  );
}

/** JSON in text, such as what is to be passed on to a device, a url, or lines of the command line. */
function hideInText(text: string, names: Names): string {
  if (/^\s*[[{]/.test(text)) return redactText(text, names);
  return WITH_QUERY.test(text) ? redactQuery(text, names) : redactLines(text);
}

/** A FortiManager's sessions are known by a text; their number only tells them apart. */
function isSecret(name: string, value: unknown, names: Names): boolean {
  return names.has(name) && !(name === "session" && typeof value === "number");
}

/** What says nothing, or only that there is a secret, stays. */
function hide(value: unknown): unknown {
  if (value === null || value === "" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value[0] === "ENC" ? ["ENC", ...value.slice(1).map(hide)] : value.map(hide);
  return value === MASK ? value : REDACTED;
}
