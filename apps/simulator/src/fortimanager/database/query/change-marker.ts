/**
 * `chksum` and `devinfo`: from both a client sees that something has changed, and nothing else.
 *
 * @module
 */

/** @param version Grows with each change. */
export function changeMarker(options: ReadonlySet<unknown>, version: number): Record<string, unknown> | undefined {
  if (options.has("chksum")) return { version };
  if (options.has("devinfo")) return { uuid: `00000000-0000-51ea-0000-${version.toString(16).padStart(12, "0")}` };
  return undefined;
}
