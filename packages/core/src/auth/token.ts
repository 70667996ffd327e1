/**
 * API token sign-in.
 *
 * @module
 */

import type { AuthStrategy } from "../middleware/authenticate.ts";
import { createBearer } from "./bearer.ts";

/**
 * Signs in with an API token in the `Authorization: Bearer` header. The query form `access_token=` is never used: it
 * ends up in logs, and FortiOS refuses it from 7.4.5 and 7.6.1 on.
 *
 * @throws FortiError INVALID_INPUT when `value` is empty or has blanks, control characters or anything else than visible
 * ASCII.
 */
export function token(value: string): AuthStrategy {
  return { kind: "token", authorize: createBearer("API token", value) };
}
