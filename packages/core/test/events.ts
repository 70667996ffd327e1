import type { AuditEvent } from "../src/audit/event.ts";

/** A write that went well, with the changes a test wants. */
export function auditEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: "7f0c1b9e-2d54-4a7e-9d0b-3b1f0a2c4d5e",
    at: "2026-11-05T10:00:00.123Z",
    operation: "cmdb firewall/address create",
    effect: "write",
    method: "POST",
    path: "/api/v2/cmdb/firewall/address",
    outcome: "ok",
    status: 200,
    durationMs: 12,
    ...changes,
  };
}
