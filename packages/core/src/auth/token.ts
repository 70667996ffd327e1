/**
 * API token sign-in.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import type { AuthStrategy } from "../middleware/authenticate.ts";

/** What a header can carry as one word: visible ASCII. */
const ONE_WORD = /^[\x21-\x7e]+$/;

/**
 * Signs in with an API token in the `Authorization: Bearer` header. The query form `access_token=` is never used: it
 * ends up in logs, and FortiOS refuses it from 7.4.5 and 7.6.1 on.
 *
 * @throws FortiError INVALID_INPUT when `value` is empty or has blanks, control characters or anything else than visible
 * ASCII.
 */
export function token(value: string): AuthStrategy {
  if (!ONE_WORD.test(value)) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message:
        value === "" ? "The API token is empty" : "The API token holds a blank or another character no token has",
      hint: "Give the token alone, as the device showed it, without quotes, line breaks or the word Bearer",
    });
  }
  return {
    kind: "token",
    authorize: (request) => ({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${value}` },
      secrets: [...(request.secrets ?? []), value],
    }),
  };
}
