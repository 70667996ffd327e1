/**
 * Takes the URL of an API preview apart, without changing a letter of what it addresses.
 *
 * @module
 */

import type { FortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Call } from "./request.ts";

/** A parameter of a query, not encoded. */
export type Pair = readonly [name: string, value: string];

/** Where a URL leads. */
export interface GuiTarget {
  readonly area: Call["area"];
  /** From `/api/v2` on, each key percent-encoded as it was given. */
  readonly path: string;
  /** What follows the area, decoded. */
  readonly segments: readonly string[];
  /** Decoded. A name may repeat. */
  readonly query: readonly Pair[];
}

const WITH_ORIGIN = /^([a-z][a-z\d+.-]*:)?\/\/([^/?#]*)(.*)$/is;
const IN_AREA = /^\/?(?:api\/v2\/)?((cmdb|monitor|log|service)(?:\/.*)?)$/s;
/** What a path cannot carry as it is. A percent sign belongs to what is encoded already. */
const UNENCODED = /[^\w.~!$&'()*+,;=:@%/-]/gu;
const HALF_ENCODED = /%(?![\da-f]{2})/i;

/**
 * Reads a URL as an API preview shows it: from `/api/v2` on, without that, or whole.
 *
 * @throws FortiError INVALID_INPUT for a URL that leads elsewhere, or that nobody could read in one way only.
 */
export function readGuiUrl(url: string, deviceUrl: string | undefined): GuiTarget {
  if (!url.isWellFormed()) throw badUrl("it holds half a character (an unpaired surrogate)");
  if (url.includes("#")) throw badUrl('it holds a "#"', 'In a name, write it as "%23"');
  const [address = "", ...rest] = withoutOrigin(url.trim(), deviceUrl).split("?");
  const [, inArea, area] = IN_AREA.exec(address) ?? [];
  if (inArea === undefined) throw badUrl("it does not lead into the API");
  if (HALF_ENCODED.test(inArea)) throw badUrl('it holds a "%" that encodes nothing', 'In a name, write it as "%25"');
  const path = inArea.replace(UNENCODED, encodeURIComponent);
  const [, ...segments] = path.replace(/\/$/, "").split("/").map(decode);
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    throw badUrl('a part of its path is empty, "." or ".."');
  }
  return { area: area as Call["area"], path: `/api/v2/${path}`, segments, query: readQuery(rest.join("?")) };
}

/** A whole URL may be copied from a browser that is signed in to another device. */
function withoutOrigin(url: string, deviceUrl: string | undefined): string {
  const [, scheme, authority, rest] = WITH_ORIGIN.exec(url) ?? [];
  if (authority === undefined || rest === undefined) return url;
  if (authority.includes("@")) throw badUrl("it holds a credential", "The client signs in by itself");
  const own = deviceUrl === undefined ? null : URL.parse(deviceUrl);
  if (own === null) throw badUrl("it names a host, and this client does not know that of its device");
  const prefix = own.pathname.replace(/\/$/, "");
  const isOwn = URL.parse(`${scheme ?? own.protocol}//${authority}`)?.origin === own.origin;
  if (!isOwn || !rest.startsWith(`${prefix}/`)) throw badUrl(`it leads to another host than ${own.origin}${prefix}`);
  return rest.slice(prefix.length);
}

/** As forms write it: a plus is a space. */
function readQuery(text: string): Pair[] {
  const pairs = text.split("&").filter((pair) => pair !== "");
  return pairs.map((pair) => {
    const [name = "", ...value] = pair.replaceAll("+", " ").split("=");
    return [decode(name), decode(value.join("="))];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badUrl("a part of it is not encoded as UTF-8");
  }
}

/** Never quotes the URL: its query may hold what nobody may see. */
function badUrl(why: string, hint = "Give the url as the API preview shows it, from /api/v2/ on"): FortiError {
  return invalidInput(`Cannot send the request: its url cannot be used, ${why}`, hint);
}
