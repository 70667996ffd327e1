/**
 * A credential that goes in the `Authorization: Bearer` header.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import type { DeviceRequest } from "../types.ts";

/** What a header can carry as one word: visible ASCII. */
const ONE_WORD = /^[\x21-\x7e]+$/;

/** Puts it into requests. */
export type Bearer = (request: DeviceRequest) => DeviceRequest;

/**
 * Makes what puts `value` into requests, with the headers that belong to it, and among their secrets.
 *
 * @throws FortiError INVALID_INPUT when `value` is empty or has blanks, control characters or anything else than visible
 * ASCII. `name` is what it is called: `API token`.
 */
export function createBearer(name: string, value: string, headers: Readonly<Record<string, string>> = {}): Bearer {
  if (!ONE_WORD.test(value)) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: value === "" ? `The ${name} is empty` : `The ${name} holds a blank or another character that none has`,
      hint: `Give the ${name} alone, as the device showed it, without quotes, line breaks or the word Bearer`,
    });
  }
  return (request) => ({
    ...request,
    headers: { ...request.headers, ...headers, authorization: `Bearer ${value}` },
    secrets: [...(request.secrets ?? []), value],
  });
}
