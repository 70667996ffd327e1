/**
 * The management tunnel: how FortiManager reaches a FortiGate.
 *
 * @module
 */

import { buffer } from "node:stream/consumers";
import type { Reply } from "../../http/reply.ts";
import type { ManagerSettings, Reachable } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";

/** What a FortiGate answered. */
export interface TunnelReply {
  /** Of HTTP. */
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

export interface TunnelCall {
  readonly method: string;
  /** With its query, encoded: `/api/v2/cmdb/firewall/address?vdom=root`. */
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default: the token of the tunnel. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown when a FortiGate does not answer: a call that is about this one alone fails with it. */
export class TunnelDown extends RpcRefusal {
  override readonly name = "TunnelDown";

  constructor(device: string) {
    super(-20, `No connection to the device ${device}`);
  }
}

/** Where calls through a tunnel come from, as the FortiGate sees it. */
export const TUNNEL_ADDRESS = "169.254.0.1";

export function isUp({ name, device }: Reachable, settings: ManagerSettings): boolean {
  return !settings.unreachable.includes(name) && !device.isAway();
}

/** @throws TunnelDown when it is not up. */
export async function callThrough(
  reachable: Reachable,
  settings: ManagerSettings,
  { method, url, body, headers }: TunnelCall,
): Promise<TunnelReply> {
  if (!isUp(reachable, settings)) throw new TunnelDown(reachable.name);
  const reply = await reachable.device.handle({
    method,
    url,
    headers: headers ?? { authorization: `Bearer ${reachable.token}` },
    body: body === undefined ? "" : JSON.stringify(body),
    remoteAddress: TUNNEL_ADDRESS,
  });
  return reply === undefined ? { status: 0, body: "" } : { status: reply.status, body: await readBody(reply) };
}

async function readBody({ body }: Reply): Promise<unknown> {
  const text = typeof body === "string" ? body : Buffer.isBuffer(body) ? body.toString() : String(await buffer(body));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
