/**
 * The types of workflow sessions.
 *
 * @module
 */

export type { WorkflowDraft } from "./draft.ts";
export type { WorkflowLogEntry, WorkflowSession } from "./session.ts";
export type { SubmitOptions, WorkflowStepOptions } from "./words.ts";
export type { Workflow, WorkflowOutcome, WorkflowRequest, WorkflowStart } from "./workflow.ts";
