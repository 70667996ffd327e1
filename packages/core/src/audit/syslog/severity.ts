/**
 * What kind of event it is, and how much it matters.
 *
 * @module
 */

import type { AuditEvent } from "../event.ts";

/** `write.failed`, `read.ok`: what a collector sorts by. */
export function kindOf({ effect, outcome }: AuditEvent): string {
  return `${effect}.${outcome}`;
}

/** RFC 5424: 3 error, 4 warning, 5 notice, 6 informational. */
export function syslogSeverity({ effect, outcome }: AuditEvent): number {
  if (outcome === "failed") return 3;
  if (outcome === "refused") return 4;
  return effect === "write" && outcome === "ok" ? 5 : 6;
}

/** CEF: 0 to 10, from low to very high. */
export function cefSeverity({ effect, outcome }: AuditEvent): number {
  if (outcome === "failed") return 7;
  if (outcome === "refused") return 6;
  return effect === "write" && outcome === "ok" ? 4 : 2;
}
