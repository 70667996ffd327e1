import { FortiError, type JsonValue } from "@fortiweave/core";
import { createManualClock, type ManualClock } from "@fortiweave/core/testing";
import type { Engine, RpcCall } from "../src/engine.ts";
import type { CallOptions } from "../src/types.ts";

/** What went through FortiManager's proxy. */
export interface Passed {
  readonly target: readonly string[];
  readonly action: string;
  readonly resource: string;
  readonly payload?: JsonValue;
  readonly timeout?: number;
}

/** What a device answers: an envelope, or FortiManager's reason why there is none. */
export type Told = { readonly envelope: unknown } | { readonly code: number; readonly message: string } | undefined;

/** FortiManager's engine, and what it was asked. */
export interface ProxyBench {
  readonly engine: Engine;
  readonly runtime: ManualClock;
  readonly passed: readonly Passed[];
  readonly calls: readonly { readonly call: RpcCall; readonly options: CallOptions }[];
}

/** An engine that knows the proxy, and the devices behind it by name. */
export function openProxy(
  tell: (device: string, passed: Passed) => Told,
  options: { simulates?: boolean } = {},
): ProxyBench {
  const runtime = createManualClock();
  const passed: Passed[] = [];
  const calls: { call: RpcCall; options: CallOptions }[] = [];
  const engine: Pick<Engine, "send" | "runtime" | "logger" | "simulates"> = {
    runtime,
    logger: undefined,
    simulates: options.simulates ?? false,
    send: (call, given = {}) => {
      calls.push({ call, options: given });
      const [item] = call.items;
      if (item?.url !== "sys/proxy/json") {
        return Promise.reject(new FortiError({ code: "NOT_FOUND", message: `no ${item?.url}` }));
      }
      const data = item.data as unknown as Passed;
      passed.push(data);
      const entries = data.target.flatMap((target) => {
        const device = target.split("/").at(-1) ?? "";
        const told = tell(device, data);
        if (told === undefined) return [];
        const status = "code" in told ? told : { code: 0, message: "OK" };
        return [{ target: device, status, ...("envelope" in told && { response: told.envelope }) }];
      });
      return Promise.resolve({ status: { code: 0, message: "OK" }, url: "sys/proxy/json", data: entries });
    },
  };
  return { engine: engine as Engine, passed, calls, runtime };
}

/** A FortiGate's yes. */
export function yes(results: unknown, more: object = {}): Told {
  return { envelope: { status: "success", http_status: 200, version: "v7.4.8", results, ...more } };
}

/** A FortiGate's no. */
export function no(http_status: number, error: number): Told {
  return { envelope: { status: "error", http_status, error, version: "v7.4.8" } };
}

/** Turns the clock until `work` is done. */
export async function settled<T>(clock: { advance(ms: number): Promise<void> }, work: Promise<T>): Promise<T> {
  let isOver = false;
  const watched = work.finally(() => {
    isOver = true;
  });
  watched.catch(() => undefined);
  for (let turn = 0; turn < 200 && !isOver; turn++) await clock.advance(1);
  return watched;
}
