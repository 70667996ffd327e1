/**
 * The cookies of a session. Their names changed often: clients must not count on them.
 *
 * | since | session                     | CSRF                                   |
 * | ----- | --------------------------- | -------------------------------------- |
 * |       | `APSCOOKIE_{n}`             | `ccsrftoken` and `ccsrftoken_{n}`      |
 * | 7.2.4 | `APSCOOKIE_{n}`             | `ccsrftoken_{port}`                    |
 * | 7.4.0 | `APSCOOKIE_{n}`             | `ccsrftoken_{port}_{hash}`             |
 * | API   | `session_key_{port}_{hash}` | `ccsrf_token_{port}_{hash}`            |
 *
 * @module
 */

import { hash } from "node:crypto";
import type { Configuration } from "../cmdb/configuration.ts";
import { objectOf } from "../cmdb/table.ts";
import type { Identity } from "../device/identity.ts";
import { isSince } from "../version.ts";
import type { Session } from "./sessions.ts";

export interface CookieNames {
  readonly session: string;
  readonly csrf: readonly string[];
}

/** What the form sign-in sets in place of a session when it is refused. */
const REFUSED = '"0%260"';
const DEFAULT_PORT = 443;

export function formCookies({ serial, version }: Identity, configuration: Configuration): CookieNames {
  const number = BigInt(`0x${hash("md5", serial).slice(0, 14)}`);
  const session = `APSCOOKIE_${number}`;
  if (!isSince(version, "7.2.4")) return { session, csrf: ["ccsrftoken", `ccsrftoken_${number}`] };
  const suffix = isSince(version, "7.4.0") ? suffixOf(serial, configuration) : portOf(configuration);
  return { session, csrf: [`ccsrftoken_${suffix}`] };
}

export function apiCookies({ serial }: Identity, configuration: Configuration): CookieNames {
  const suffix = suffixOf(serial, configuration);
  return { session: `session_key_${suffix}`, csrf: [`ccsrf_token_${suffix}`] };
}

/** Values of `set-cookie`. CSRF tokens stand in quotes, which do not belong to them. */
export function setCookies({ session, csrf }: CookieNames, { key, csrf: token }: Session): string[] {
  return [
    `${session}=${key}; path=/; secure; HttpOnly; SameSite=Strict`,
    ...csrf.map((name) => `${name}="${token}"; path=/; secure; SameSite=Strict`),
  ];
}

export function refusedCookies({ session, csrf }: CookieNames): string[] {
  return [session, ...csrf].map((name) => `${name}=${REFUSED}; path=/; secure`);
}

/** The value of the first of these cookies that a request carries, without quotes. */
export function cookieIn(header: string, names: readonly string[]): string | undefined {
  const pairs = header.split(";").map((pair) => /^\s*([^=]*?)\s*=\s*"?(.*?)"?\s*$/.exec(pair) ?? []);
  return pairs.find(([, name = ""]) => names.includes(name))?.[2];
}

function suffixOf(serial: string, configuration: Configuration): string {
  return `${portOf(configuration)}_${hash("md5", serial).slice(-8)}`;
}

/** The port that the device is configured to serve on, whatever the one that it is reached by. */
function portOf(configuration: Configuration): number {
  return Number(objectOf(configuration.table("system/global", undefined))["admin-sport"] ?? DEFAULT_PORT);
}
