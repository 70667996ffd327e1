/**
 * The older dialect: the pages that a browser signs in with. The first character of the answer says what came of it.
 *
 * @module
 */

import type { Identity } from "../device/identity.ts";
import { htmlPage, type Reply, text } from "../http/reply.ts";
import type { WireRequest } from "../http/wire.ts";
import { isSince } from "../version.ts";
import { attemptSignIn, type Outcome, type SignInParts } from "./attempt.ts";
import { formCookies, refusedCookies, setCookies } from "./cookies.ts";
import { isYes, readSignInBody } from "./read-body.ts";
import type { Session } from "./sessions.ts";

const FIRST_CHARACTER: Readonly<Record<Outcome["kind"], string>> = {
  in: "1",
  "last-banner": "1",
  failed: "0",
  "first-banner": "0",
  "locked-out": "2",
  code: "3",
  "new-password": "4",
};

/** From here on these cookies are not set any more, and nothing says so. */
const WITHOUT_COOKIES_SINCE = "7.6.3";

const BANNER = "/logindisclaimer?viewOnly&redir=%2Fng%2F";

/** Answers `POST /logincheck`. */
export function checkLogin(parts: SignInParts, identity: Identity, request: WireRequest): Reply {
  if (request.method !== "POST") return htmlPage(405);
  const form = readSignInBody(request.body);
  const outcome = attemptSignIn(parts, {
    address: request.remoteAddress,
    form: "cookie",
    username: form.username ?? "",
    password: form.secretkey ?? "",
    code: form.token_code ?? "",
    newPassword: form.new_password1 ?? "",
    // Whoever sees the page has seen the banner before it.
    acceptsFirst: true,
    acceptsLast: false,
    begun: undefined,
  });
  if (outcome.kind === "locked-out") return htmlPage(429);
  const next = outcome.kind === "last-banner" ? BANNER : "/ng/";
  const body = "session" in outcome ? `document.location="${next}";\n` : "";
  const answer = { ...text(200, FIRST_CHARACTER[outcome.kind] + body), headers: cookiesFor(parts, identity, outcome) };
  if (isYes(form.ajax) || outcome.kind !== "in") return answer;
  return { ...answer, status: 302, body: "", headers: { ...answer.headers, location: next } };
}

/** Answers `POST /logindisclaimer`, which a session that waits for it needs. */
export function acceptBanner({ sessions }: SignInParts, { method, body }: WireRequest, begun?: Session): Reply {
  if (method !== "POST" || !isYes(readSignInBody(body).confirm)) return text(200, "");
  if (begun?.waitsFor !== "last-banner") return htmlPage(401);
  sessions.advance(begun, undefined);
  return text(200, '1document.location="/ng/";\n');
}

/** Answers `/logout`. A bearer token is left alone. */
export function logOut({ sessions, events }: SignInParts, session?: Session): Reply {
  if (session === undefined) return text(200, "");
  sessions.close(session);
  events.signedOut(session);
  return text(200, "");
}

function cookiesFor(
  { holder, sessions }: SignInParts,
  identity: Identity,
  outcome: Outcome,
): Readonly<Record<string, string[]>> {
  if (isSince(identity.version, WITHOUT_COOKIES_SINCE)) {
    if ("session" in outcome) sessions.close(outcome.session);
    return {};
  }
  const names = formCookies(identity, holder.configuration);
  return { "set-cookie": "session" in outcome ? setCookies(names, outcome.session) : refusedCookies(names) };
}
