/**
 * One request and its answer, with whatever is made to go wrong between them.
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { type FaultSpec, faultReply } from "../device/faults.ts";
import { readBody, readHalf, TOO_LARGE } from "./body.ts";
import type { Pace } from "./pace.ts";
import { htmlPage, type Reply } from "./reply.ts";
import { cut, send } from "./send.ts";
import type { Served } from "./served.ts";
import { firstHalf, msOf, spoil } from "./spoiled.ts";
import { createTurns } from "./turns.ts";

/** Of delays that a device takes one after the other. */
const takeTurn = createTurns();

/** Carries a request out and answers it. It is over once the answer is sent. */
export async function exchange(
  device: Served,
  request: IncomingMessage,
  response: ServerResponse,
  pace?: Pace,
): Promise<void> {
  const { method = "", url = "", headers, socket } = request;
  const { remoteAddress = "" } = socket;
  const early = device.faults.take(method, url);
  const at = device.clock.now();
  const note = async (body: string, status: number, isHandled: boolean, reply?: Reply): Promise<Reply | undefined> => {
    const ms = device.clock.now() - at;
    device.requests.add({ method, url, headers, body, status, isHandled, codes: reply?.codes, at, ms });
    return device.recorder === undefined
      ? reply
      : device.recorder.record({ method, url, headers, body, at, ms }, reply);
  };
  if (early?.when === "unread" || early?.when === "mid-request") {
    await note(early.when === "unread" ? "" : await readHalf(request), 0, false);
    response.destroy();
    return;
  }
  const body = await readBody(request, device.bodyLimit);
  const text = body === TOO_LARGE ? "" : body;
  const fault = early ?? device.faults.take(method, url, text);
  let isHandled = false;
  const carryOut = async (): Promise<Reply | undefined> => {
    if (body === TOO_LARGE) return htmlPage(413);
    isHandled = true;
    const work = (): Promise<Reply | undefined> => device.handle({ method, url, headers, body, remoteAddress });
    return pace === undefined ? work() : pace(work);
  };
  const reply = fault === undefined ? await carryOut() : await answerWith(fault, device, text, carryOut);
  const isCut = fault?.when === "mid-answer";
  const answered = await note(text, isCut ? 0 : (reply?.status ?? 0), isHandled, reply);
  if (answered === undefined) {
    if (fault?.kind !== "hang") response.destroy();
  } else if (isCut) {
    cut(response, answered, await firstHalf(answered));
  } else {
    await send(response, fault === undefined ? answered : await spoil(answered, fault, device.clock));
  }
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
