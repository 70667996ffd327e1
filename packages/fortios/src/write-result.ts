/**
 * What a write answers.
 *
 * @module
 */

import type { Mkey } from "./encode.ts";
import type { Envelope } from "./envelope.ts";
import type { WriteResult } from "./types.ts";

/** The result in an envelope. Some versions do not repeat the key that was written. */
export function toResult({ mkey, revision_changed, simulated }: Envelope, written?: Mkey): WriteResult {
  const key = mkey ?? written;
  return {
    ...(key !== undefined && { mkey: key }),
    changed: revision_changed,
    ...(simulated !== undefined && { simulated }),
  };
}
