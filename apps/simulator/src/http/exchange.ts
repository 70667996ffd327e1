/**
 * One request and its answer, with whatever is made to go wrong between them.
 *
 * @module
 */

import type { FastifyReply, FastifyRequest } from "fastify";
import { type FaultSpec, faultReply } from "../device/faults.ts";
import { readBody, readHalf, TOO_LARGE } from "./body.ts";
import { htmlPage, type Reply, sizeOf } from "./reply.ts";
import type { Served } from "./served.ts";
import { firstHalf, msOf, spoil } from "./spoiled.ts";
import { createTurns } from "./turns.ts";

/** Of delays that a device takes one after the other. */
const takeTurn = createTurns();

/** Carries a request out and answers it. */
export async function exchange(device: Served, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { method, originalUrl: url, headers, ip: remoteAddress } = request;
  const early = device.faults.take(method, url);
  const note = (body: string, status: number, isHandled: boolean, codes?: readonly number[]): void =>
    device.requests.add({ method, url, headers, body, status, isHandled, codes });
  if (early?.when === "unread" || early?.when === "mid-request") {
    note(early.when === "unread" ? "" : await readHalf(request.raw), 0, false);
    return drop(reply);
  }
  const body = await readBody(request.raw, device.bodyLimit);
  const text = body === TOO_LARGE ? "" : body;
  const fault = early ?? device.faults.take(method, url, text);
  let isHandled = false;
  const carryOut = async (): Promise<Reply | undefined> => {
    if (body === TOO_LARGE) return htmlPage(413);
    isHandled = true;
    return device.handle({ method, url, headers, body, remoteAddress });
  };
  if (fault === undefined) {
    const answered = await carryOut();
    note(text, answered?.status ?? 0, isHandled, answered?.codes);
    return answered === undefined ? drop(reply) : send(reply, answered);
  }
  const answered = await answerWith(fault, device, text, carryOut);
  const isCut = fault.when === "mid-answer";
  note(text, isCut ? 0 : (answered?.status ?? 0), isHandled, answered?.codes);
  if (answered === undefined) return fault.kind === "hang" ? reply.hijack() : drop(reply);
  return isCut ? cut(reply, answered) : send(reply, await spoil(answered, fault, device.clock));
}

export function send(reply: FastifyReply, { status, contentType, body, headers = {} }: Reply): FastifyReply {
  return reply.code(status).headers(headers).type(contentType).send(body);
}

/** Kinds of fault that need the device's own answer. */
const KEEPS_ANSWER: ReadonlySet<FaultSpec["kind"]> = new Set(["delay", "slow", "truncated", "wrong-type", "twice"]);

/** Undefined when there is to be no answer. */
async function answerWith(
  fault: FaultSpec,
  device: Served,
  body: string,
  carryOut: () => Promise<Reply | undefined>,
): Promise<Reply | undefined> {
  const { clock } = device;
  const { kind, when = "before" } = fault;
  const wait = (): Promise<void> => clock.sleep(msOf(fault));
  if (kind === "delay" && when === "before") await (fault.inTurn === true ? takeTurn(device, wait) : wait());
  const answered = when !== "before" || KEEPS_ANSWER.has(kind) ? await carryOut() : undefined;
  if (kind === "delay" && when === "after") await wait();
  if (when === "mid-answer" || KEEPS_ANSWER.has(kind)) return answered;
  return kind === "soft-error" ? device.softError(fault, body) : faultReply(fault);
}

function drop(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

/** Sends the first half of the body and ends the connection. */
async function cut(reply: FastifyReply, answered: Reply): Promise<FastifyReply> {
  const { status, contentType, headers } = answered;
  const size = sizeOf(answered);
  const half = await firstHalf(answered);
  reply.hijack();
  const { raw } = reply;
  // A client that left in the meantime is no fault of ours.
  raw.once("error", () => raw.destroy());
  raw.writeHead(status, {
    ...headers,
    "content-type": contentType,
    ...(size === undefined ? {} : { "content-length": size }),
  });
  raw.write(half, () => raw.destroy());
  return reply;
}
