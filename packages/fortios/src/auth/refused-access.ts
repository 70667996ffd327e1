/**
 * Tells apart why a FortiGate does not let somebody in, as far as it can be known: it answers the same 401 to a wrong
 * token, to one that has expired and to one from an address that is not trusted, so what else there is must tell.
 *
 * @module
 */

import type { DeviceRequest, DeviceResponse } from "@fortiweave/core";
import { FORBIDDEN, type Rule } from "../device-codes.ts";
import { LOCKED_OUT } from "./judge-sign-in.ts";

const ON_THE_DEVICE = 'On the device, "diagnose debug application httpsd -1" says which it is';

const NOT_TRUSTED: Rule = {
  code: "AUTH_FAILED",
  why: "the device does not trust this machine's address",
  hint:
    "Add it to the trusted hosts of the administrator; behind a NAT or a proxy that is the address which the device " +
    "sees",
};

const EXPIRED: Rule = {
  code: "AUTH_FAILED",
  why: "the API token has expired",
  hint: "Generate a new token for the API administrator, and give it more time or none to expire at",
};

const MALFORMED: Rule = {
  code: "AUTH_FAILED",
  why: "the API token is not one that a FortiGate makes",
  hint: "Copy it again: it has at least 25 characters, all of them letters, digits, - and _",
};

const WRONG: Rule = {
  code: "AUTH_FAILED",
  why: "the device does not know the API token",
  hint: "Copy it again, or generate a new one for the API administrator: that makes the old one worthless",
};

const NO_LONGER: Rule = {
  code: "AUTH_FAILED",
  why: "the device no longer accepts the API token, which it did before",
  hint:
    "The token has expired, another one was generated, or the API administrator was changed; or this machine's address is " +
    `no longer among the trusted hosts of the administrator. ${ON_THE_DEVICE}`,
};

const UNCLEAR: Rule = {
  code: "AUTH_FAILED",
  why: "the device did not accept the credential",
  hint:
    "Check, in this order: the token is right and was not generated anew since; this machine's address is among the " +
    `trusted hosts of the API administrator; the administrator or its key has not expired. ${ON_THE_DEVICE}`,
};

const ENDED: Rule = {
  code: "SESSION_EXPIRED",
  why: "the device ended the session",
  hint:
    "A new one was refused as well: check that this machine's address is among the trusted hosts of the administrator, " +
    "and that no proxy on the way takes out cookies",
};

const WITHOUT_CSRF: Rule = {
  code: "FORBIDDEN",
  why: "the device misses the CSRF token of the session",
  hint: "Check that no proxy on the way takes out cookies or the header X-CSRFTOKEN",
};

const EITHER: Rule = {
  code: "FORBIDDEN",
  why: "the device does not allow it, or misses the CSRF token of the session",
  hint:
    "Check the administrator's profile and its VDOMs, and that no proxy on the way takes out cookies or the header " +
    "X-CSRFTOKEN; an API token needs neither of those two",
};

const NOT_ALLOWED: Rule = { ...FORBIDDEN, why: "the device does not allow it" };

/** As FortiGates make them. */
const BEARER = /^Bearer [\w-]{25,}$/;

/** Some versions, and what stands in front of some devices, do say why. Of the page itself the start is enough. */
const SAID: readonly (readonly [RegExp, Rule])[] = [
  [/trust(?:ed)?[ _-]?host|not trusted/i, NOT_TRUSTED],
  [/expired/i, EXPIRED],
  [/(?:unknown|invalid|wrong) (?:api )?(?:key|token)/i, WRONG],
];
const SAID_LENGTH = 4000;

/** A refusal, and what is known beside it. */
export interface Refused {
  readonly status: number;
  /** The device's own code, if it gave one. */
  readonly deviceCode: number | undefined;
  readonly response: DeviceResponse;
  readonly request: DeviceRequest;
  /** Whether the device has taken the same credential before. */
  readonly wasAccepted: boolean;
}

/** The rule for a 401, a 403 or a 429; undefined for any other status. */
export function refusedAccess(refused: Refused): Rule | undefined {
  if (refused.status === 401) return unauthorized(refused);
  if (refused.status === 403) return forbidden(refused);
  return refused.status === 429 ? LOCKED_OUT : undefined;
}

function unauthorized({ response, request, wasAccepted }: Refused): Rule {
  const { authorization, cookie } = request.headers ?? {};
  if (cookie !== undefined) return ENDED;
  const words = wordsOf(response);
  const [, said] = SAID.find(([pattern]) => pattern.test(words)) ?? [];
  // A host that signs in by itself shows nothing of how.
  if (said !== undefined || authorization === undefined) return said ?? UNCLEAR;
  if (wasAccepted) return NO_LONGER;
  return BEARER.test(authorization) ? UNCLEAR : MALFORMED;
}

/** Only the writes of a session carry a CSRF token. Without a code of its own the device has not said what it is about. */
function forbidden({ deviceCode, response, request }: Refused): Rule {
  if (request.headers?.["x-csrftoken"] === undefined || deviceCode !== undefined) return NOT_ALLOWED;
  const words = wordsOf(response);
  return /csrf/i.test(words) && !/permission|profile/i.test(words) ? WITHOUT_CSRF : EITHER;
}

function wordsOf({ body, headers }: DeviceResponse): string {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? "");
  return `${headers["www-authenticate"] ?? ""} ${text.slice(0, SAID_LENGTH)}`;
}
