/**
 * The calls that open and end sessions. They stand alone in their request.
 *
 * @module
 */

import type { Reply } from "../../http/reply.ts";
import type { WireRequest } from "../../http/wire.ts";
import { answerTo, isItem, type RpcRequest, success } from "../rpc/envelope.ts";
import { noPermission } from "../rpc/refusals.ts";
import type { Door, Entrance } from "./door.ts";
import type { Sessions } from "./sessions.ts";

/** Throws an RpcRefusal to say no. */
type SessionCall = (wire: WireRequest, request: RpcRequest) => Promise<Reply>;

export function createSessionCalls(door: Door, sessions: Sessions): ReadonlyMap<string, SessionCall> {
  return new Map<string, SessionCall>([
    [
      "sys/login/user",
      async ({ remoteAddress }, request) => entered(request, await door.logIn(dataOf(request), remoteAddress)),
    ],
    ["sys/login/challenge", async (_wire, request) => entered(request, await door.answer(dataOf(request)))],
    [
      "sys/logout",
      async (wire, request) => {
        const session = await door.sessionOf(wire, request.session);
        if (session === undefined) throw noPermission();
        sessions.end(session);
        return answerTo(request.id, [success({}, urlOf(request))]);
      },
    ],
  ]);
}

function entered(request: RpcRequest, { session, challenge }: Entrance): Reply {
  const answer = challenge === undefined ? {} : { data: { challenge } };
  return answerTo(request.id, [success(answer, urlOf(request))], session);
}

/** An object, or a list of one. */
function dataOf({ items }: RpcRequest): Readonly<Record<string, unknown>> {
  const [data] = [items[0]?.data].flat();
  return isItem(data) ? data : {};
}

function urlOf({ items }: RpcRequest): string {
  return String(items[0]?.url);
}
