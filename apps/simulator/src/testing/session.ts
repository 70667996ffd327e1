/**
 * Signs in to a device under test with a password, in either dialect.
 *
 * @module
 */

import type { Answer, TestDevice } from "./client.ts";

/** What an answer set: the cookies to send back, and the CSRF token that stood in one of them. */
export interface Jar {
  readonly cookie: string;
  readonly csrf: string;
  readonly names: readonly string[];
}

export function jarOf({ headers }: Answer): Jar {
  const pairs = [headers["set-cookie"] ?? []].flat().map((line) => line.split(";")[0] ?? "");
  const csrf = pairs.find((pair) => /^ccsrf_?token/.test(pair)) ?? "=";
  return {
    cookie: pairs.join("; "),
    csrf: csrf.slice(csrf.indexOf("=") + 1).replaceAll('"', ""),
    names: pairs.map((pair) => pair.slice(0, pair.indexOf("="))),
  };
}

export async function signInByForm(device: TestDevice, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { username, password } = device.handle;
  const form = new URLSearchParams({ username, secretkey: password, ajax: "1", ...more });
  return device.call("POST", "/logincheck", undefined, { token: null, rawBody: String(form) });
}

export async function signInByApi(device: TestDevice, more: object = {}, headers?: Jar): Promise<Answer> {
  const { username, password } = device.handle;
  return device.call(
    "POST",
    "authentication",
    { username, secretkey: password, ...more },
    {
      token: null,
      ...(headers && { headers: { cookie: headers.cookie } }),
    },
  );
}

/** Sends a request with the cookies of a session; with its CSRF token too unless `csrf` says otherwise. */
export async function callWith(
  device: TestDevice,
  jar: Jar,
  method: string,
  path: string,
  body?: unknown,
  csrf: string | undefined = jar.csrf,
): Promise<Answer> {
  const headers = { cookie: jar.cookie, ...(csrf === "" ? {} : { "x-csrftoken": csrf }) };
  return device.call(method, path, body, { token: null, headers });
}
