/**
 * What is said about the steps of a workflow session.
 *
 * @module
 */

import type { LockOptions } from "@fortiweave/core/workspace";
import type { StepWords } from "./calls.ts";

/** How a step is taken. It locks the ADOM for that long. */
export interface WorkflowStepOptions extends LockOptions {
  /** What to say about it. */
  readonly description?: string;
}

/** How a session is submitted. */
export interface SubmitOptions extends WorkflowStepOptions {
  /** Who gets a mail. */
  readonly mailTo?: readonly string[];
  /** Sends no mail. Default false. */
  readonly noMail?: boolean;
  /** Leaves the list of changes out of the mail. Default false. */
  readonly noDiff?: boolean;
  /** Address of FortiManager in the mail. */
  readonly fortimanagerAddress?: string;
}

/** The same by wire name. */
export function wordsOf({ description, mailTo, noMail, noDiff, fortimanagerAddress }: SubmitOptions): StepWords {
  return {
    desc: description,
    mail_user: mailTo && [...mailTo],
    no_mail: noMail === undefined ? undefined : Number(noMail),
    no_diff: noDiff === undefined ? undefined : Number(noDiff),
    fmgip: fortimanagerAddress,
  };
}
