/**
 * What validation answers.
 *
 * @module
 */

/** Why a value is refused. */
export type IssueCode =
  | "unknown-field"
  | "not-in-version"
  | "read-only"
  | "required"
  | "wrong-type"
  | "not-an-option"
  | "too-long"
  | "out-of-range"
  | "wrong-format";

/** What is wrong, before it is known where. */
export interface Fault {
  readonly code: IssueCode;
  readonly message: string;
}

/** One thing that is wrong with a value. */
export interface Issue {
  /** Where: names of fields and positions in lists. Empty: the value as a whole. */
  readonly path: readonly (string | number)[];
  /** Why the value is refused. */
  readonly code: IssueCode;
  /** For people: names the field and the way out, and never holds the value of a secret field. */
  readonly message: string;
}
