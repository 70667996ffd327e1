/**
 * Keeps other web sites out of what is served on loopback: a browser would ask there for any page that it shows.
 *
 * @module
 */

import type { IncomingHttpHeaders } from "node:http";

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Why a request is refused, if it is. One by another name than loopback's comes from a page whose name was made to lead
 * here (DNS rebinding); one of another origin from a page that has no business here.
 */
export function strangerIn(headers: IncomingHttpHeaders): string | undefined {
  const { host = "", origin, "sec-fetch-site": site } = headers;
  if (!LOOPBACK.test(host)) return `This is served to 127.0.0.1 and localhost, not to ${host}`;
  if (origin !== undefined && origin !== `http://${host}`) return `No page of ${origin} may ask here`;
  const isOwn = site === undefined || site === "same-origin" || site === "none";
  return isOwn ? undefined : "No page of another site may ask here";
}
