/**
 * The newer dialect: `/api/v2/authentication`, in JSON.
 *
 * @module
 */

import { adminNamed } from "../device/admins.ts";
import type { Identity } from "../device/identity.ts";
import { htmlPage, json, type Reply } from "../http/reply.ts";
import { headerOf, type WireRequest } from "../http/wire.ts";
import { attemptSignIn, type Outcome, type SignInParts } from "./attempt.ts";
import { apiCookies, setCookies } from "./cookies.ts";
import { isYes, readSignInBody } from "./read-body.ts";
import type { Session } from "./sessions.ts";

type Status = readonly [code: number, message: string];

const STATUS: Readonly<Record<Exclude<Outcome["kind"], "locked-out">, Status>> = {
  "first-banner": [-2, "LOGIN_ACCEPT_PRE_LOGIN_DISCLAIMER"],
  failed: [-1, "LOGIN_FAILED"],
  code: [2, "LOGIN_TFA"],
  "last-banner": [3, "LOGIN_ACCEPT_POST_LOGIN_DISCLAIMER"],
  "new-password": [4, "LOGIN_CHANGE_PWD_NEEDED"],
  in: [5, "LOGIN_SUCCESS"],
};
const INVALID: Status = [0, "LOGIN_INVALID"];

/** @param own The session that the request shows, open or not. */
export function answerAuthentication(
  parts: SignInParts,
  identity: Identity,
  request: WireRequest,
  own: Session | undefined,
): Reply {
  switch (request.method) {
    case "POST":
      return signIn(parts, identity, request, own);
    case "PUT":
      return withSession(parts, request, own, (session) => renewed(parts, session));
    case "DELETE":
      return withSession(parts, request, own, (session) => {
        parts.sessions.close(session);
        parts.events.signedOut(session);
        return json(200, { status_id: 0, status_message: "LOGOUT_SUCCESS" });
      });
    default:
      return json(405, { http_method: request.method, status: "error", http_status: 405 });
  }
}

function signIn(parts: SignInParts, identity: Identity, request: WireRequest, own: Session | undefined): Reply {
  const body = readSignInBody(request.body);
  const shown = own ?? parts.sessions.find("key", body.session_key ?? "");
  const begun = shown?.waitsFor === undefined ? undefined : shown;
  const outcome = attemptSignIn(parts, {
    address: request.remoteAddress,
    form: begun?.form ?? (isYes(body.request_key) ? "key" : "cookie"),
    username: body.username ?? "",
    // Clients send it under either name, or both.
    password: body.secretkey ?? body.password ?? "",
    code: body.token_code ?? "",
    newPassword: body.new_password1 ?? "",
    acceptsFirst: isYes(body.ack_pre_disclaimer),
    acceptsLast: isYes(body.ack_post_disclaimer),
    begun,
  });
  if (outcome.kind === "locked-out") return htmlPage(429);
  if (!("session" in outcome)) return statusReply(outcome.kind === "failed" ? 401 : 200, STATUS[outcome.kind]);
  const { kind, session } = outcome;
  if (session.form === "key") return statusReply(200, STATUS[kind], keyOf(parts, session));
  const cookies = setCookies(apiCookies(identity, parts.holder.configuration), session);
  return { ...statusReply(200, STATUS[kind]), headers: { "set-cookie": cookies } };
}

/** Of a session that shows itself by cookies, renewing and logging out are writes like any other. */
function withSession(
  { sessions }: SignInParts,
  request: WireRequest,
  own: Session | undefined,
  work: (session: Session) => Reply,
): Reply {
  const session = own ?? sessions.find("key", readSignInBody(request.body).session_key ?? "");
  if (session === undefined) return statusReply(401, INVALID);
  if (session.form === "cookie" && headerOf(request, "x-csrftoken") !== session.csrf) return htmlPage(403);
  return work(session);
}

/** To be found has renewed it already. */
function renewed(parts: SignInParts, session: Session): Reply {
  if (session.waitsFor !== undefined) return statusReply(401, INVALID);
  return statusReply(200, STATUS.in, session.form === "key" ? keyOf(parts, session) : {});
}

function keyOf({ holder }: SignInParts, { user, key }: Session): object {
  const minutes = adminNamed(holder.configuration, user)?.idleMinutes;
  return { session_key: key, session_key_timeout: String(minutes) };
}

function statusReply(httpStatus: number, [code, message]: Status, more: object = {}): Reply {
  return json(httpStatus, { status_code: code, status_message: message, ...more });
}
