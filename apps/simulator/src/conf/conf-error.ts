/**
 * What the command line says of a line that it cannot take.
 *
 * @module
 */

import { Refusal } from "../cmdb/refusal.ts";

/** The codes that the command line shows. */
export const NOT_FOUND = -3;
export const PARSE_ERROR = -61;
export const VALUE_ERROR = -651;

/** Thrown for text that cannot be read, and for lines that cannot be carried out. */
export class ConfError extends Error {
  override readonly name = "ConfError";
  /** Counts from 1; undefined where nobody said. */
  readonly line: number | undefined;
  readonly code: number;

  constructor(message: string, line?: number, code: number = PARSE_ERROR) {
    super(message);
    this.line = line;
    this.code = code;
  }
}

/** A word that makes no sense where it stands. */
export function notUnderstood(word: string, line?: number): ConfError {
  return new ConfError(`command parse error before '${word}'`, line);
}

/** What the command line says where the API gives no more than a code. */
const SAID_OF: Readonly<Record<number, string>> = {
  [NOT_FOUND]: "entry not found in table",
  [-37]: "permission denied",
};

/** A refusal as the command line says it; anything else is a fault of the simulator's own. */
export function asConfError(error: unknown): ConfError {
  if (error instanceof ConfError) return error;
  if (!(error instanceof Refusal)) throw error;
  const { code = PARSE_ERROR, cliError, message } = error;
  return new ConfError(cliError === undefined ? (SAID_OF[code] ?? "failed command") : message, undefined, code);
}
