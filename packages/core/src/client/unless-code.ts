/**
 * Takes failures that are no trouble for an answer.
 *
 * @module
 */

import { type FortiErrorCode, isFortiError } from "../errors.ts";

/** The result, or undefined where it fails with this code. Every other failure stays one. */
export async function unlessCode<T>(result: Promise<T>, code: FortiErrorCode): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (isFortiError(error, code)) return undefined;
    throw error;
  }
}

/** The result, or undefined where there is no such thing. */
export function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  return unlessCode(result, "NOT_FOUND");
}
