/**
 * How much memory events take.
 *
 * @module
 */

import type { AuditEvent } from "./event.ts";

/** What is long in an event is what a write sends: the characters of that, as JSON. */
export function weightOf({ body }: Pick<AuditEvent, "body">): number {
  return body === undefined ? 0 : JSON.stringify(body).length;
}
