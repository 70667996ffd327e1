/**
 * A FortiManager with FortiGates behind it, without any network between.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import { createSchemas } from "../../cmdb/schema.ts";
import type { Clock } from "../../device/clock.ts";
import { createDevice, type Device } from "../../device/device.ts";
import { createIdentity } from "../../device/identity.ts";
import { SUPER_ADMIN } from "../../device/permissions.ts";
import { createManagerIdentity } from "../identity.ts";
import { createFortiManager, type FortiManager } from "../manager.ts";
import type { Reachable } from "../parts.ts";

type Item = Readonly<Record<string, unknown>>;

/** One entry of `result`. */
export interface Result {
  readonly status: { readonly code: number; readonly message: string };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly data?: any;
  readonly taskid?: number;
}

export interface TestFleet {
  readonly manager: FortiManager;
  readonly gates: readonly Device[];
  readonly password: string;
  /** One operation, with all rights. */
  call(method: string, url: string, data?: unknown, more?: Item): Promise<Result>;
  /** The same; throws unless it succeeds. Answers its data. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  ask(method: string, url: string, data?: unknown, more?: Item): Promise<any>;
  /** Starts a task by an `exec` and answers it as it is when it is over. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  task(url: string, data: unknown): Promise<any>;
  /** Asks a FortiGate itself. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  gate(position: number, method: string, path: string, body?: unknown): Promise<any>;
}

export interface FleetOptions {
  /** How many FortiGates. Default 1. */
  readonly gates?: number;
  readonly version?: string;
  readonly fortios?: string;
  readonly workspace?: "disabled" | "normal";
}

const TOKEN = "t".repeat(30);
const API_KEY = "k".repeat(32);
const PASSWORD = "secret of the gate";

/** Real time that nobody waits for: a sleep is over at once. */
const clock: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

export async function startFleet(options: FleetOptions = {}): Promise<TestFleet> {
  const { gates: count = 1, version = "7.6.4", workspace = "disabled" } = options;
  const schemas = createSchemas(fortios, options.fortios ?? "7.6.5");
  const owner = { name: "fortiweave", profile: SUPER_ADMIN, vdoms: undefined, trustedHosts: [] };
  const reachable: Reachable[] = [];
  for (let position = 1; position <= count; position += 1) {
    const identity = createIdentity(position, schemas.version);
    const made = { registry: fortios, identity, clock, token: TOKEN, owner, password: PASSWORD, schemas };
    reachable.push({ name: identity.name, device: await createDevice(made), token: TOKEN });
  }
  const manager = await createFortiManager({
    identity: createManagerIdentity(version),
    clock,
    apiKey: API_KEY,
    cloudUser: { apiId: "id", password: "cloud" },
    reachable,
    hostname: "fortimanager-1",
    password: "manager",
    workspace,
  });

  async function call(method: string, url: string, data?: unknown, more: Item = {}): Promise<Result> {
    const item = { url, ...(data === undefined ? {} : { data }), ...more };
    const reply = await manager.handle({
      method: "POST",
      url: "/jsonrpc",
      headers: { authorization: `Bearer ${API_KEY}` },
      body: JSON.stringify({ id: 1, method, params: [item], verbose: 1 }),
      remoteAddress: "127.0.0.1",
    });
    const { result } = JSON.parse(String(reply?.body));
    return Array.isArray(result) ? result[0] : result;
  }

  async function ask(method: string, url: string, data?: unknown, more?: Item): Promise<unknown> {
    const result = await call(method, url, data, more);
    if (result.status.code !== 0) throw new Error(`${method} ${url}: ${result.status.code} ${result.status.message}`);
    return result.data;
  }

  return {
    manager,
    gates: reachable.map(({ device }) => device),
    password: PASSWORD,
    call,
    ask,
    async task(url, data) {
      const { task, taskid } = (await ask("exec", url, data)) as { task?: number; taskid?: number };
      return ask("get", `task/task/${task ?? taskid}`);
    },
    async gate(position, method, path, body) {
      const reply = await reachable[position]?.device.handle({
        method,
        url: `/api/v2/${path}`,
        headers: { authorization: `Bearer ${TOKEN}` },
        body: body === undefined ? "" : JSON.stringify(body),
        remoteAddress: "127.0.0.1",
      });
      return JSON.parse(String(reply?.body));
    },
  };
}
