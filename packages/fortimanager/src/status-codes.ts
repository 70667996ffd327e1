/**
 * What FortiManager's status codes mean to a program.
 *
 * @module
 */

import type { FortiErrorCode } from "@fortiweave/core";

/** One kind of refusal: the code it becomes, what to say, and what to do. */
export interface Rule {
  readonly code: FortiErrorCode;
  readonly why: string;
  readonly hint?: string;
}

const MISSING: Rule = {
  code: "NOT_FOUND",
  why: "there is none",
  hint: "Check the name and the ADOM, and that the version has it",
};
const IN_USE: Rule = {
  code: "IN_USE",
  why: "something still uses it",
  hint: "Take it out of what uses it first",
};
const BAD_VALUE: Rule = {
  code: "BAD_VALUE",
  why: "FortiManager does not take a value",
  hint: 'Compare the values with the limits and options of the version; `option: "syntax"` of a get lists them',
};

/** No permission, or no session that stands any more: FortiManager says the same to both. */
export const NO_PERMISSION = -11;

/** No lock, or rights to read only. */
export const NO_WRITE_PERMISSION = -10_147;

/** Another session holds the lock. */
export const LOCKED_BY_OTHER = -20_055;

/** A url that does not lead anywhere. */
export const BAD_URL = -6;

const RULES: Readonly<Record<number, Rule>> = {
  "-1": { code: "DEVICE_ERROR", why: "FortiManager reports an internal error", hint: "It often passes: try again" },
  "-2": {
    code: "DUPLICATE",
    why: "there is one already",
    hint: "To write an entry whether it exists or not use set, or ensure of its table",
  },
  "-3": MISSING,
  "-4": MISSING,
  "-5": {
    code: "UNSUPPORTED",
    why: "FortiManager does not know this command",
    hint: "Check the url, and that the version has it",
  },
  [BAD_URL]: {
    code: "BAD_REFERENCE",
    why: "the url leads nowhere",
    hint: "Check the names of the ADOM, the package and the device in it, and that the version has such a table",
  },
  "-7": IN_USE,
  "-8": BAD_VALUE,
  "-9": {
    code: "UNSUPPORTED",
    why: "FortiManager does not take this method there",
    hint: "Check the method; a delete of a whole table or by filter needs confirm, and lock information a workspace mode",
  },
  "-10": BAD_VALUE,
  [NO_PERMISSION]: {
    code: "FORBIDDEN",
    why: "the administrator has no permission, or is not signed in",
    hint:
      "Check that the administrator's rpc-permit is read-write and the profile and its ADOMs allow it, and that the API key is " +
      "right",
  },
  "-22": {
    code: "AUTH_FAILED",
    why: "FortiManager did not accept the user name and password",
    hint: "Check both, that the administrator may use JSON-RPC (rpc-permit), and that this machine is a trusted host",
  },
  "-9001": BAD_VALUE,
  "-9998": BAD_VALUE,
  "-10015": IN_USE,
  "-10131": {
    code: "BAD_REFERENCE",
    why: "a value names something that does not exist",
    hint: "Create what it names first, in the same ADOM or in the global database",
  },
  [NO_WRITE_PERMISSION]: {
    code: "FORBIDDEN",
    why: "it is not locked by this session, or the administrator may only read it",
  },
  "-20020": {
    code: "FORBIDDEN",
    why: "the workflow session needs an approver for this",
    hint: "Sign in as one of the ADOM's approvers",
  },
  [LOCKED_BY_OTHER]: {
    code: "LOCKED_BY_OTHER",
    why: "another session holds the lock",
    hint: "Wait until it is unlocked: fmg.workspace waits with waitMs; fmg.lockInfo says who holds it",
  },
  "-20063": {
    code: "IN_USE",
    why: "the ADOM still holds devices",
    hint: "Move its devices to another ADOM, or delete them first",
  },
};

/** The rule for a status code, if there is one. */
export function ruleOf(code: number): Rule | undefined {
  return RULES[code];
}
