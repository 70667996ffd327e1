/**
 * One JSON-RPC request: who sends it, its items one after the other, and the answer.
 *
 * @module
 */

import type { Reply } from "../../http/reply.ts";
import type { WireRequest } from "../../http/wire.ts";
import type { Session, Tasks, Troubles } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";
import type { Door } from "../sessions/door.ts";
import type { KeyRaces } from "../sessions/key-races.ts";
import { createSessionCalls } from "../sessions/session-calls.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { asTask } from "./as-task.ts";
import {
  answerBare,
  answerInVersion3,
  answerTo,
  idIn,
  type RpcRequest,
  type RpcResult,
  readRequest,
  refusal,
} from "./envelope.ts";
import { plainUrl } from "./items.ts";
import { type Perform, resultOf } from "./perform.ts";
import { invalidParameter, noPermission } from "./refusals.ts";
import { createRoom } from "./room.ts";

export interface RpcPorts {
  readonly door: Door;
  readonly sessions: Sessions;
  readonly races: KeyRaces;
  readonly troubles: Troubles;
  readonly tasks: Pick<Tasks, "start">;
  readonly taskMs: () => number;
  readonly perform: Perform;
}

/** Undefined: the connection ends without an answer. */
export type HandleRpc = (request: WireRequest) => Promise<Reply | undefined>;

export function createRpc(ports: RpcPorts): HandleRpc {
  const { door, sessions, races, troubles } = ports;
  const sessionCalls = createSessionCalls(door, sessions);

  return async (wire) => {
    const request = readRequest(wire.body);
    if (request === undefined) return answerTo(idIn(wire.body), [refusal(invalidParameter())]);
    const urls = request.items.map(({ url }) => plainUrl(url));
    const own = request.method === "exec" ? sessionCalls.get(urls[0] ?? "") : undefined;
    if (own !== undefined) return orRefusal(request, () => own(wire, request));
    const found = await door.sessionOf(wire, request.session);
    const isOver = found !== undefined && found.kind !== "api" && troubles.take("expire-session") !== undefined;
    if (isOver) sessions.end(found);
    const session = isOver ? undefined : found;
    if (session === undefined) return refuseAll(request, noPermission());
    if (urls.some((url) => isPoll(request, url)) && troubles.take("drop-poll") !== undefined) return undefined;
    const isRaced = await races.enter(session);
    try {
      if (isRaced) return refuseAll(request, noPermission());
      if (!keepsIdle(request)) sessions.touch(session);
      const reply = await carryOut(session, request);
      const isLost =
        urls.some((url) => isInstall(request, url)) && troubles.take("no-answer-after-install") !== undefined;
      return isLost ? undefined : reply;
    } finally {
      races.leave(session);
    }
  };

  async function carryOut(session: Session, request: RpcRequest): Promise<Reply> {
    const { id, method, items, verbose, createTask } = request;
    const { perform, tasks, taskMs } = ports;
    const caller = { session, method, verbose };
    const work = (item: RpcRequest["items"][number]) => perform(caller, item);
    if (createTask !== undefined && method !== "get") {
      return answerTo(id, [asTask({ tasks, ms: taskMs(), session }, createTask, items, work)]);
    }
    const results: RpcResult[] = [];
    const room = createRoom();
    for (const item of items) results.push(await room.take(item.url, () => resultOf(work(item), item.url)));
    const [first] = results;
    if (items[0]?.apiver === 3 && first !== undefined) return answerInVersion3(id, first);
    if (items.length === 1 && first !== undefined && isMachineCall(method, items[0]?.url)) return answerBare(id, first);
    const isRefused = results.some(({ status }) => status.code !== 0);
    return answerTo(id, results, isRefused ? session.number : undefined);
  }
}

async function orRefusal(request: RpcRequest, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RpcRefusal) return refuseAll(request, error);
    throw error;
  }
}

function refuseAll({ id, items }: RpcRequest, error: RpcRefusal): Reply {
  if (items[0]?.apiver === 3) return answerInVersion3(id, refusal(error));
  return answerTo(
    id,
    items.map(({ url }) => refusal(error, typeof url === "string" ? url : undefined)),
  );
}

function isPoll({ method }: RpcRequest, url: string): boolean {
  return method === "get" && url.startsWith("task/task/");
}

function isInstall({ method }: RpcRequest, url: string): boolean {
  return method === "exec" && /^securityconsole\/(?:re)?install\/(?:package|device|objects)/.test(url);
}

/** Calls to the machine itself: what they answer is in no list. */
function isMachineCall(method: string, url: unknown): boolean {
  return method === "exec" && MACHINE_CALLS.has(plainUrl(url));
}

const MACHINE_CALLS: ReadonlySet<string> = new Set(["sys/backup", "sys/reboot", "sys/restore", "sys/upgrade"]);

/** Such a call does not count as a sign of life. */
function keepsIdle({ items }: RpcRequest): boolean {
  return items.every(({ keep_session_idle: keeps }) => keeps === 1);
}
