/**
 * A plain HTTPS client for tests, and a simulator to talk to.
 *
 * @module
 */

import { Agent, request as httpsRequest } from "node:https";
import type { TestContext } from "node:test";
import type { Clock } from "../device/clock.ts";
import type { SimulatorOptions } from "../options.ts";
import { type FortiGateHandle, startSimulator } from "../simulator.ts";

/** An answer, with its body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Another token, or none with `null`. */
  readonly token?: string | null;
  /** Sent as it is, in place of the JSON body. */
  readonly rawBody?: string;
}

export interface TestDevice {
  readonly handle: FortiGateHandle;
  /** Sends a request below `/api/v2/`, or to any path that starts with a slash. The path is sent as it is. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** A simulated FortiGate that stops when the test ends. */
export async function startDevice(t: TestContext, options: SimulatorOptions = {}): Promise<TestDevice> {
  const simulator = await startSimulator(options);
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  t.after(async () => {
    agent.destroy();
    await simulator.close();
  });
  const [handle] = simulator.fortigates;
  if (handle === undefined) throw new Error("The simulator started no FortiGate");

  async function call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const url = new URL(handle?.url ?? "");
    const token = options.token === undefined ? handle?.token : options.token;
    const text = options.rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    return send(agent, {
      host: url.hostname,
      port: url.port,
      method,
      path: path.startsWith("/") ? path : `/api/v2/${path}`,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(text === undefined ? {} : { "content-length": String(Buffer.byteLength(text)) }),
        ...options.headers,
      },
      text,
    });
  }

  return {
    handle,
    call,
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    put: (path, body) => call("PUT", path, body),
    delete: (path) => call("DELETE", path),
    control: (method, path, body) => askControl(handle, method, path, body),
  };
}

/** Asks a control API. */
export async function askControl(
  { control }: { readonly control: string },
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${control}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), text, body: parse(text) };
}

/** Time that only passes when a test says so. A sleep is over at once and written down. */
export function createTestClock(): Clock & { advance(seconds: number): void; readonly slept: number[] } {
  let now = 1_800_000_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => void slept.push(ms),
    advance(seconds) {
      now += seconds * 1000;
    },
  };
}

interface WireOptions {
  readonly host: string;
  readonly port: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
}

/** Sends a request and reads the whole answer. */
export function send(agent: Agent, { text, ...options }: WireOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest({ ...options, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const received = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received, body: parse(received) });
      });
    });
    request.on("error", reject);
    request.end(text);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
