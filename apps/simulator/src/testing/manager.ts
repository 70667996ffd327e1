/**
 * A FortiManager under test, and a client that knows nothing but HTTPS and JSON.
 *
 * @module
 */

import { Agent } from "node:https";
import type { TestContext } from "node:test";
import type { Trouble } from "../fortimanager/parts.ts";
import type { FortiManagerHandle } from "../fortimanager/simulate.ts";
import type { SimulatorOptions } from "../options.ts";
import { type FortiGateHandle, startSimulator } from "../simulator.ts";
import { type Answer, askControl, send } from "./client.ts";

/** One entry of `result`. */
export interface Result {
  readonly status: { readonly code: number; readonly message: string };
  readonly url?: string;
  readonly data?: Answer["body"];
  readonly taskid?: number;
}

export interface TestManager {
  readonly handle: FortiManagerHandle;
  readonly fortigates: readonly FortiGateHandle[];
  /** Posts an envelope, or text as it is, with no credentials but those in it. */
  post(envelope: unknown, headers?: Readonly<Record<string, string>>, path?: string): Promise<Answer>;
  /** Sends one item with the API key, `verbose`, and answers its entry of `result`. */
  call(method: string, url: string, item?: object): Promise<Result>;
  /** As above, with a session. */
  callAs(session: string, method: string, url: string, item?: object): Promise<Result>;
  /** Signs in and answers the session's key. */
  logIn(user?: string, passwd?: string): Promise<string>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  advance(ms: number): Promise<Answer>;
  trouble(trouble: Trouble): Promise<Answer>;
}

/** A simulated FortiManager, without FortiGates unless they are asked for, that stops when the test ends. */
export async function startManager(t: TestContext, options: SimulatorOptions = {}): Promise<TestManager> {
  const simulator = await startSimulator({ fortimanager: 1, fortigates: 0, ...options });
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  t.after(async () => {
    agent.destroy();
    await simulator.close();
  });
  const { fortimanager: handle, fortigates } = simulator;
  if (handle === null) throw new Error("The simulator started no FortiManager");

  const post: TestManager["post"] = (envelope, headers = {}, path = "/jsonrpc") => {
    const { hostname: host, port } = new URL(handle.url);
    const text = typeof envelope === "string" ? envelope : JSON.stringify(envelope);
    const length = { "content-length": String(Buffer.byteLength(text)) };
    return send(agent, { host, port, method: "POST", path, headers: { ...length, ...headers }, text });
  };
  const resultOf = async (sent: Promise<Answer>): Promise<Result> => [(await sent).body.result].flat()[0];
  const envelope = (method: string, url: string, item: object) => ({
    id: 1,
    method,
    params: [{ url, ...item }],
    verbose: 1,
  });
  const control: TestManager["control"] = (method, path, body) => askControl(handle, method, path, body);
  return {
    handle,
    fortigates,
    post,
    call: (method, url, item = {}) =>
      resultOf(post(envelope(method, url, item), { authorization: `Bearer ${handle.apiKey}` })),
    callAs: (session, method, url, item = {}) => resultOf(post({ ...envelope(method, url, item), session })),
    logIn: async (user = handle.username, passwd = handle.password) =>
      (await post(envelope("exec", "sys/login/user", { data: { user, passwd } }))).body.session,
    control,
    advance: (advanceMs) => control("POST", "/time", { advanceMs }),
    trouble: (trouble) => control("POST", "/troubles", trouble),
  };
}
