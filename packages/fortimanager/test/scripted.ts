/**
 * A client of a FortiManager that answers each operation by its verb and url.
 */

import { readEnvelope } from "@fortiweave/core/json-rpc";
import {
  createManualClock,
  createScriptedTransport,
  type ManualClock,
  type ScriptedAnswer,
} from "@fortiweave/core/testing";
import { createFortiManager, type FortiManager } from "../src/client.ts";

/** Data, or what stands in the result beside them: a status that is a number, a task. */
export type Told = { readonly data?: unknown; readonly code?: number; readonly taskid?: number };

/** A client, and what it has sent: `exec dvmdb/adom/root/workspace/lock`. */
export interface Scripted {
  readonly fmg: FortiManager;
  readonly clock: ManualClock;
  readonly calls: string[];
}

/** @param answer What is not answered is no error, and has no data. @param session Stands beside the results. */
export function connectScripted(answer: (call: string) => Told | undefined, session?: number): Scripted {
  const calls: string[] = [];
  const transport = createScriptedTransport((request): ScriptedAnswer => {
    const sent = readEnvelope(request);
    const result = (sent?.params ?? []).map(({ url }) => {
      const call = `${sent?.method} ${url}`;
      calls.push(call);
      const { code = 0, ...told } = answer(call) ?? {};
      return { ...told, status: { code, message: code === 0 ? "OK" : "No" }, url };
    });
    const body = { id: sent?.id ?? null, result, ...(session !== undefined && { session }) };
    return { body: JSON.stringify(body) };
  });
  const clock = createManualClock();
  return { fmg: createFortiManager({ transport, runtime: clock }), clock, calls };
}
