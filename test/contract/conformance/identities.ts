/**
 * Turns who asks into what a request carries.
 */

import type { Agent } from "node:https";
import { connectControl } from "../control.ts";
import type { Identity } from "./case.ts";
import { send } from "./send.ts";
import type { Target } from "./target.ts";

/** What a request carries to show who sends it. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Of a FortiManager: it goes into the envelope. */
  readonly session?: string;
}

/** Looked like a token once. */
const WRONG_TOKEN = "wrong0wrong0wrong0wrong0wrong0";

/** Credentials for one case: who signed in stays so. */
export function createIdentities(
  target: Target,
  agent: Agent,
): (identity: Identity | undefined) => Promise<Credentials> {
  const known = new Map<string, Promise<Credentials>>();
  const admin = { user: target.username, password: target.password };
  const signIn = target.product === "fortimanager" ? logIn : openSession;

  async function make(identity: Identity): Promise<Credentials> {
    if (identity === "none") return { headers: {} };
    if (identity === "token") return bearer(target.token);
    if (identity === "wrong") return bearer(WRONG_TOKEN);
    if (identity === "session") return signIn(target, agent, admin);
    if (identity === "no-csrf") return withoutCsrf(await credentials("session"));
    if ("user" in identity) return signIn(target, agent, identity);
    if ("token" in identity) return bearer(identity.token);
    return bearer((await connectControl(target.control).ask<{ token: string }>("/tokens", identity)).token);
  }

  function credentials(
    identity: Identity = target.product === "fortimanager" ? "session" : "token",
  ): Promise<Credentials> {
    const key = JSON.stringify(identity);
    const found = known.get(key) ?? make(identity);
    known.set(key, found);
    return found;
  }
  return credentials;
}

interface Person {
  readonly user: string;
  readonly password: string;
}

function bearer(token: string): Credentials {
  return { headers: { authorization: `Bearer ${token}` } };
}

function withoutCsrf({ headers: { "x-csrftoken": _left, ...headers } }: Credentials): Credentials {
  return { headers };
}

/** Signs in to a FortiGate with cookies. */
async function openSession({ url }: Target, agent: Agent, { user, password }: Person): Promise<Credentials> {
  const body = JSON.stringify({ username: user, secretkey: password });
  const { headers, text } = await send(agent, url, "POST", "/api/v2/authentication", {}, body);
  const pairs = [headers["set-cookie"] ?? []].flat().map((line) => line.split(";")[0] ?? "");
  const csrf = /^ccsrf_token[^=]*="?([^"]*)"?$/.exec(pairs.find((pair) => pair.startsWith("ccsrf_token")) ?? "")?.[1];
  if (csrf === undefined) throw new Error(`${user} could not sign in: ${text}`);
  return { headers: { cookie: pairs.join("; "), "x-csrftoken": csrf } };
}

/** Logs in to a FortiManager. */
async function logIn({ url }: Target, agent: Agent, { user, password: passwd }: Person): Promise<Credentials> {
  const body = { id: 1, method: "exec", params: [{ url: "/sys/login/user", data: { user, passwd } }] };
  const answer = await send(agent, url, "POST", "/jsonrpc", {}, JSON.stringify(body));
  const { session } = answer.body as { readonly session?: string };
  if (session === undefined) throw new Error(`${user} could not log in: ${answer.text}`);
  return { headers: {}, session };
}
