/** Sessions: signing in with a password, in both dialects, and everything that may be asked for on the way. */

import type { Case, Request, Step, Suite } from "../../case.ts";
import { absent, exactly, holding, including, listOf, matching, text } from "../../shape.ts";
import { by, changed, check, control, del, entry, get, named, page, post, put } from "../words.ts";

const ADDRESS = get("cmdb/firewall/address/all");
const credentials = { username: "{{username}}", secretkey: "{{password}}" };

/** Signs in by the API; without a token, as whoever does it has none yet. */
const signIn = (body: object = {}, more: Partial<Step> = {}): Step =>
  post("authentication", { ...credentials, ...body }, { as: "none", ...more });

const answers = (status: number, code: number, message: string, more: object = {}) => ({
  status,
  body: exactly({ status_code: code, status_message: message, ...more }),
});
const IN = answers(200, 5, "LOGIN_SUCCESS");

/** The older dialect: a form. */
const form = (fields: string, more: Partial<Step> = {}): Step => ({
  method: "POST",
  path: "/logincheck",
  as: "none",
  body: fields,
  ...more,
});
const FORM = "username={{username}}&secretkey={{password}}&ajax=1";

const withKey = (request: Step): Request => by({ token: "{{key}}" }, request);
const key = signIn({ request_key: true }, { take: { key: "session_key" } });
const wrong = signIn({ secretkey: "wrong" }, { status: 401 });

const asks = (name: string, settings: object, code: number, message: string, more: object = {}): Case => ({
  name,
  given: [control("POST", "/sign-in", settings)],
  request: signIn({ request_key: true }),
  expect: answers(200, code, message, more),
});
const WAITING = { session_key: text, session_key_timeout: text };

export const suite: Suite = {
  product: "fortigate",
  version: "7.4.8",
  cases: [
    {
      name: "the right password is let in, and gets two cookies",
      request: signIn(),
      expect: {
        ...IN,
        headers: {
          "set-cookie": [
            matching(/^session_key_443_[\da-f]{8}=[^;]+; path=\/; secure; HttpOnly/),
            matching(/^ccsrf_token_443_[\da-f]{8}="[\dA-F]+"; path=\/; secure/),
          ],
        },
      },
    },
    {
      name: "whoever asks for a key gets that, and no cookies",
      request: signIn({ request_key: true }),
      expect: {
        ...answers(200, 5, "LOGIN_SUCCESS", { session_key: matching(/^[\w-]{25,}$/), session_key_timeout: "5" }),
        headers: { "set-cookie": absent },
      },
    },
    {
      name: "the password may come as password",
      request: signIn({ secretkey: undefined, password: "{{password}}" }),
      expect: IN,
    },
    {
      name: "a wrong password is refused",
      request: signIn({ secretkey: "wrong" }),
      expect: answers(401, -1, "LOGIN_FAILED"),
    },
    {
      name: "an unknown name is refused in the same words",
      request: signIn({ username: "nobody" }),
      expect: answers(401, -1, "LOGIN_FAILED"),
    },
    {
      name: "no name at all is refused",
      request: post("authentication", {}, { as: "none" }),
      expect: answers(401, -1, "LOGIN_FAILED"),
    },
    { name: "a session reads with its cookies", request: by("session", ADDRESS), expect: entry({ name: "all" }) },
    {
      name: "a session writes with its CSRF token",
      request: by("session", post("cmdb/firewall/address", { name: "web" })),
      expect: changed("POST", { mkey: "web" }),
    },
    {
      name: "a session without its CSRF token cannot create",
      request: by("no-csrf", post("cmdb/firewall/address", { name: "web" })),
      expect: page(403),
      afterwards: [check(get("cmdb/firewall/address/web"), { status: 404 })],
    },
    {
      name: "a session without its CSRF token cannot change",
      request: by("no-csrf", put("cmdb/firewall/address/all", {})),
      expect: page(403),
    },
    {
      name: "a session without its CSRF token cannot delete",
      request: by("no-csrf", del("cmdb/firewall/address/none")),
      expect: page(403),
    },
    {
      name: "a session without its CSRF token cannot act",
      request: by("no-csrf", post("monitor/user/banned/clear_all")),
      expect: page(403),
    },
    { name: "a session without its CSRF token reads", request: by("no-csrf", ADDRESS), expect: entry({ name: "all" }) },
    {
      name: "a wrong CSRF token is no CSRF token",
      request: by("session", put("cmdb/firewall/address/all", {}, { headers: { "x-csrftoken": "0123456789" } })),
      expect: page(403),
    },
    { name: "a key is a bearer token", given: [key], request: withKey(ADDRESS), expect: entry({ name: "all" }) },
    {
      name: "a key writes without a CSRF token",
      given: [key],
      request: withKey(post("cmdb/firewall/address", { name: "web" })),
      expect: changed("POST"),
    },
    {
      name: "a key is renewed",
      given: [key],
      request: withKey(put("authentication", {})),
      expect: answers(200, 5, "LOGIN_SUCCESS", { session_key: "{{key}}", session_key_timeout: "5" }),
    },
    {
      name: "a key is renewed by its body too",
      given: [key],
      request: put("authentication", { session_key: "{{key}}" }, { as: "none" }),
      expect: { status: 200, body: including({ status_code: 5 }) },
    },
    { name: "a key is signed out", given: [key], request: withKey(del("authentication")), expect: { status: 200 } },
    {
      name: "a key that was signed out is worth nothing",
      given: [key, { ...del("authentication"), as: { token: "{{key}}" } }],
      request: withKey(ADDRESS),
      expect: page(401),
    },
    {
      name: "renewing without a session is refused",
      request: put("authentication", {}, { as: "none" }),
      expect: answers(401, 0, "LOGIN_INVALID"),
    },
    {
      name: "signing out without a session is refused",
      request: del("authentication", { as: "none" }),
      expect: answers(401, 0, "LOGIN_INVALID"),
    },
    {
      name: "a session that stood idle for too long is over",
      given: [key, control("POST", "/time", { advanceMs: 5 * 60_000 + 1000 })],
      request: withKey(ADDRESS),
      expect: page(401),
    },
    {
      name: "a session that is used stays",
      given: [
        key,
        control("POST", "/time", { advanceMs: 4 * 60_000 }),
        { ...ADDRESS, as: { token: "{{key}}" } },
        control("POST", "/time", { advanceMs: 4 * 60_000 }),
      ],
      request: withKey(ADDRESS),
      expect: entry({ name: "all" }),
    },
    {
      name: "admintimeout says how long a session may stand idle",
      given: [
        put("cmdb/system/global", { admintimeout: 60 }),
        key,
        control("POST", "/time", { advanceMs: 30 * 60_000 }),
      ],
      request: withKey(ADDRESS),
      expect: entry({ name: "all" }),
    },
    asks(
      "a banner before the sign-in is asked for first",
      { preDisclaimer: true },
      -2,
      "LOGIN_ACCEPT_PRE_LOGIN_DISCLAIMER",
    ),
    asks(
      "a banner after the sign-in is asked for last",
      { postDisclaimer: true },
      3,
      "LOGIN_ACCEPT_POST_LOGIN_DISCLAIMER",
      WAITING,
    ),
    asks("a second factor is asked for", { twoFactor: true }, 2, "LOGIN_TFA", WAITING),
    asks("a new password is asked for", { changePassword: true }, 4, "LOGIN_CHANGE_PWD_NEEDED", WAITING),
    {
      name: "banners are accepted at once",
      given: [control("POST", "/sign-in", { preDisclaimer: true, postDisclaimer: true })],
      request: signIn({ ack_pre_disclaimer: true, ack_post_disclaimer: true }),
      expect: IN,
    },
    {
      name: "banners come from the configuration as well",
      given: [put("cmdb/system/global", { "pre-login-banner": "enable" })],
      request: signIn(),
      expect: answers(200, -2, "LOGIN_ACCEPT_PRE_LOGIN_DISCLAIMER"),
    },
    {
      name: "the code of a second factor is taken at once",
      given: [control("POST", "/sign-in", { twoFactor: true, tokenCode: "271828" })],
      request: signIn({ token_code: "271828" }),
      expect: IN,
    },
    {
      name: "a wrong code is refused",
      given: [control("POST", "/sign-in", { twoFactor: true, tokenCode: "271828" })],
      request: signIn({ token_code: "000000" }),
      expect: answers(401, -1, "LOGIN_FAILED"),
    },
    {
      name: "a sign-in that waits for a banner opens nothing",
      given: [control("POST", "/sign-in", { postDisclaimer: true }), key],
      request: withKey(ADDRESS),
      expect: page(401),
    },
    {
      name: "a new password is taken, and counts from then on",
      given: [control("POST", "/sign-in", { changePassword: true }), signIn({ new_password1: "Another-1234" })],
      request: signIn({ secretkey: "Another-1234" }),
      expect: IN,
    },
    { name: "three failures lock the address out", given: [wrong, wrong, wrong], request: signIn(), expect: page(429) },
    { name: "two failures do not", given: [wrong, wrong], request: signIn(), expect: IN },
    {
      name: "a success forgives the failures before it",
      given: [wrong, wrong, signIn(), wrong, wrong],
      request: signIn(),
      expect: IN,
    },
    {
      name: "a token works while its address is locked out",
      given: [wrong, wrong, wrong],
      request: ADDRESS,
      expect: entry({ name: "all" }),
    },
    {
      name: "a lockout ends after a minute",
      given: [wrong, wrong, wrong, control("POST", "/time", { advanceMs: 61_000 })],
      request: signIn(),
      expect: IN,
    },
    {
      name: "trying prolongs a lockout",
      given: [
        wrong,
        wrong,
        wrong,
        control("POST", "/time", { advanceMs: 50_000 }),
        signIn({}, { status: 429 }),
        control("POST", "/time", { advanceMs: 50_000 }),
      ],
      request: signIn(),
      expect: page(429),
    },
    {
      name: "how many failures lock out is configured",
      given: [put("cmdb/system/global", { "admin-lockout-threshold": 1 }), wrong],
      request: signIn(),
      expect: page(429),
    },
    {
      name: "a wrong token is no failed sign-in",
      given: [...Array(5).fill({ ...ADDRESS, as: "wrong", status: 401 })] as Step[],
      request: signIn(),
      expect: IN,
    },
    {
      name: "an administrator signs in with what was configured",
      given: [
        post("cmdb/system/admin", {
          name: "anna",
          accprofile: "prof_admin",
          password: "Geheim-1234",
          vdom: named("root"),
        }),
      ],
      request: by({ user: "anna", password: "Geheim-1234" }, ADDRESS),
      expect: entry({ name: "all" }),
    },
    {
      name: "an administrator from elsewhere is not let in",
      given: [
        post("cmdb/system/admin", {
          name: "anna",
          accprofile: "prof_admin",
          password: "Geheim-1234",
          trusthost1: "10.0.0.0 255.0.0.0",
        }),
      ],
      request: signIn({ username: "anna", secretkey: "Geheim-1234" }),
      expect: answers(401, -1, "LOGIN_FAILED"),
    },
    {
      name: "a session ends with its administrator",
      given: [
        post("cmdb/system/admin", { name: "anna", accprofile: "prof_admin", password: "Geheim-1234" }),
        signIn({ username: "anna", secretkey: "Geheim-1234", request_key: true }, { take: { key: "session_key" } }),
        del("cmdb/system/admin/anna"),
      ],
      request: withKey(ADDRESS),
      expect: page(401),
    },
    {
      name: "one session too many is refused",
      given: [put("cmdb/system/global", { "admin-login-max": 1 }), key],
      request: signIn(),
      expect: answers(401, -1, "LOGIN_FAILED"),
    },
    {
      name: "user name and password in a header let nobody in",
      request: { ...ADDRESS, as: "none", headers: { authorization: "Basic YWRtaW46YWRtaW4=" } },
      expect: page(401),
    },
    {
      name: "a form is answered with a 1 and cookies",
      request: form(FORM),
      expect: { status: 200, headers: { "set-cookie": listOf(text, 2) }, body: matching(/^1document\.location=/) },
    },
    {
      name: "a form with a wrong password is answered with a 0",
      request: form("username={{username}}&secretkey=wrong&ajax=1"),
      expect: { status: 200, body: 0 },
    },
    {
      name: "a form without ajax leads on",
      request: form("username={{username}}&secretkey={{password}}"),
      expect: { status: 302, headers: { location: matching(/^\//) } },
    },
    {
      name: "the cookies of a form open the API",
      given: [form(FORM, { take: { cookies: "header set-cookie" } })],
      request: { ...ADDRESS, as: "none", headers: { cookie: "{{cookies}}" } },
      expect: entry({ name: "all" }),
    },
    {
      name: "a form says that a code is asked for with a 3",
      given: [control("POST", "/sign-in", { twoFactor: true })],
      request: form(FORM),
      expect: { status: 200, body: matching(/^3/) },
    },
    { name: "a form is a POST", request: { method: "GET", path: "/logincheck", as: "none" }, expect: page(405) },
    {
      name: "logging out of a page ends the session",
      given: [{ method: "GET", path: "/logout", as: "session" }],
      request: by("session", ADDRESS),
      expect: page(401),
    },
    {
      name: "logging out with a token leaves the token alone",
      given: [{ method: "POST", path: "/logout" }],
      request: ADDRESS,
      expect: entry({ name: "all" }),
    },
    {
      name: "each failed sign-in is a line of the log, with its reason",
      given: [wrong],
      request: get("log/disk/event/system?filter=action==login&rows=5"),
      expect: {
        status: 200,
        body: including({ results: holding(including({ status: "failed", reason: "passwd_invalid" })) }),
      },
    },
    {
      name: "each sign-in is a line of the log",
      given: [signIn()],
      request: get("log/disk/event/system?filter=action==login&rows=5"),
      expect: { status: 200, body: including({ results: holding(including({ status: "success", user: "admin" })) }) },
    },
  ],
};
