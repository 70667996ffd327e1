/**
 * Which VDOMs a request is for.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import { isReply, json, type Reply } from "../http/reply.ts";
import type { Configuration } from "./configuration.ts";
import { tooManyVdoms } from "./refusal.ts";

export const MANAGEMENT_VDOM = "root";

export type Envelope = Readonly<Record<string, unknown>>;

/** The VDOMs of a request. */
export interface ChosenVdoms {
  readonly vdoms: readonly string[];
  /** The request could be for several. */
  readonly isMany: boolean;
}

/**
 * Answers for each VDOM in turn, without a break between them.
 *
 * @param isOnce What the request is about exists once, whatever the VDOMs.
 */
export function answerForVdoms(
  call: Call,
  configuration: Configuration,
  isOnce: boolean,
  respond: (vdom: string) => Envelope | Reply,
): Reply {
  const { vdoms, isMany } = chooseVdoms(call, configuration);
  return joinAnswers((isOnce ? vdoms.slice(0, 1) : vdoms).map(respond), isMany);
}

/**
 * One answer made of those for each VDOM. Where a request could be for several, the envelopes come in an array; the HTTP
 * status is that of the first which failed.
 */
export function joinAnswers(answers: readonly (Envelope | Reply)[], isMany: boolean): Reply {
  // A file stands for itself.
  const file = answers.find(isReply);
  if (file !== undefined) return file;
  const envelopes = answers.filter((answer): answer is Envelope => !isReply(answer));
  const statuses = envelopes.map((envelope) => Number(envelope.http_status));
  return json(statuses.find((status) => status !== 200) ?? 200, isMany ? envelopes : envelopes[0]);
}

/**
 * `vdom=a`, `vdom=a,b`, `vdom=*`, `global=1`. Nothing, an empty `vdom=` and `vdom=global` mean the VDOM that the owner
 * of the token starts in.
 */
export function chooseVdoms({ query, principal }: Call, configuration: Configuration): ChosenVdoms {
  const existing = [...configuration.table("system/vdom", undefined).keys()];
  const text = query.get("vdom") ?? "";
  const all = principal.vdoms === undefined ? existing : existing.filter((name) => principal.vdoms?.includes(name));
  if (text === "*" || (text === "" && query.flag("global"))) return { vdoms: all, isMany: true };
  if (text.includes(",")) {
    const names = text.split(",").map((name) => name.trim());
    return { vdoms: [...new Set(names)], isMany: true };
  }
  const isDefault = text === "" || text === "global";
  return { vdoms: [isDefault ? (principal.vdoms?.[0] ?? MANAGEMENT_VDOM) : text], isMany: false };
}

/** @throws Refusal when the request is for one VDOM more than the device can have. */
export function checkVdomLimit(path: string, { method }: Call, configuration: Configuration, limit: number): void {
  if (path !== "system/vdom" || method !== "POST") return;
  if (configuration.table(path, undefined).size >= limit) throw tooManyVdoms();
}
