/**
 * Workflow sessions as FortiManager shows them.
 *
 * @module
 */

import { type Fields, fieldsOf } from "../exec.ts";

/** Changes that wait for approval, or were approved. */
export interface WorkflowSession {
  /** Its number. */
  readonly id: number;
  /** Its name. */
  readonly name: string;
  /** What it is about. */
  readonly description: string;
  /** How far it is. `other` for states that nobody has explained: see `stateNumber`. */
  readonly state: "open" | "submitted" | "approved" | "other";
  /** The state as FortiManager numbers it. */
  readonly stateNumber: number;
  /** Who began it. */
  readonly createdBy: string;
  /** By FortiManager's clock and in its words: `2025-07-22 18:37:38`. So are the other times. */
  readonly createdAt: string;
  /** Who submitted it. Empty until then. */
  readonly submittedBy: string;
  /** When that was. */
  readonly submittedAt: string;
  /** Who approved or rejected it. Empty until then. */
  readonly auditedBy: string;
  /** When that was. */
  readonly auditedAt: string;
}

/** An entry of a session's log, in FortiManager's fields. */
export type WorkflowLogEntry = Fields;

const STATES: Readonly<Record<number, WorkflowSession["state"]>> = { 1: "open", 2: "submitted", 3: "approved" };

/** Reads a row of `dvmdb/adom/{adom}/workflow`. */
export function toSession(row: unknown): WorkflowSession {
  const fields = fieldsOf(row);
  const text = (name: string): string => String(fields[name] ?? "");
  const stateNumber = Number(fields.state);
  return {
    id: Number(fields.sessionid),
    name: text("name"),
    description: text("desc"),
    state: STATES[stateNumber] ?? "other",
    stateNumber,
    createdBy: text("create_user"),
    createdAt: text("create_time"),
    submittedBy: text("submit_user"),
    submittedAt: text("submit_time"),
    auditedBy: text("audit_user"),
    auditedAt: text("audit_time"),
  };
}
