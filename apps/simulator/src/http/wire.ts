/**
 * A request as it came off the wire.
 *
 * @module
 */

export interface WireRequest {
  readonly method: string;
  /** As it was sent, still encoded. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Empty without one. */
  readonly body: string;
  readonly remoteAddress: string;
}

/** A header as one text; empty without one. */
export function headerOf({ headers }: WireRequest, name: string): string {
  return headers[name]?.toString() ?? "";
}
