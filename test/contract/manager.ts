/**
 * A simulated FortiManager with three FortiGates to test against: of this process, or one that whoever runs the tests
 * has started.
 *
 * A runtime that cannot serve TLS itself gets its managers from the environment, as JSON by version.
 */

import { after } from "node:test";
import { type ConnectOptions, connectFortiManager, type FortiManager } from "@fortiweave/fortimanager";
import type {
  FaultSpec,
  FortiGateHandle,
  FortiManagerHandle,
  LockRecord,
  ManagerRequestRecord,
  ManagerSessionRecord,
  ManagerSnapshot,
  SettingsRequest,
  Trouble,
} from "@fortiweave/simulator";
import { connectControl } from "./control.ts";
import { type TestDevice, toTestDevice } from "./device.ts";

/** The variable with the managers that run already. */
export const MANAGERS_VARIABLE = "FORTIWEAVE_TEST_MANAGERS";

/** What runs: a FortiManager and its FortiGates. */
export interface RunningManager {
  readonly fortimanager: FortiManagerHandle;
  readonly fortigates: readonly FortiGateHandle[];
}

/** One of this process. */
export interface StartedManager extends RunningManager {
  close(): Promise<void>;
}

/** A FortiManager, seen from both sides. */
export interface TestManager {
  readonly handle: FortiManagerHandle;
  /** Its FortiGates, authorized in ADOM root. */
  readonly fortigates: readonly TestDevice[];
  /** A new client, with the API key unless the options say otherwise. Waits between retries are short. */
  connect(options?: Partial<ConnectOptions>): FortiManager;
  /** The FortiManager and its FortiGates back to how they were set up, without faults and recorded requests. */
  reset(): Promise<void>;
  /** How it behaves from now on: `{ workspace: "normal", taskMs: 1000 }`. */
  settings(settings: SettingsRequest): Promise<void>;
  /** Puts the FortiManager's clock forward: sessions idle out, tasks go on. */
  advance(ms: number): Promise<void>;
  fault(spec: FaultSpec): Promise<void>;
  trouble(trouble: Trouble): Promise<void>;
  /** Takes faults and troubles away. */
  mend(): Promise<void>;
  /** What it received since the last reset or {@link forget}. */
  requests(): Promise<ManagerRequestRecord[]>;
  /** The same item by item: `add pm/config/adom/root/obj/firewall/address`. */
  calls(): Promise<string[]>;
  forget(): Promise<void>;
  locks(): Promise<LockRecord[]>;
  /** The sessions that stand, the oldest first. */
  sessions(): Promise<ManagerSessionRecord[]>;
  /** Ends every session, and says so to nobody. */
  endSessions(): Promise<void>;
  /** Everything that is committed, by url. */
  snapshot(): Promise<ManagerSnapshot>;
  /** A further API key, of an administrator whose `user_type` is `api`. */
  apiKey(user?: string): Promise<string>;
}

/** Opens a FortiManager of a version. It is closed when the tests of the file are over. */
export async function openManager(version = "7.6.4"): Promise<TestManager> {
  const { fortimanager: handle, fortigates: handles } = running(version) ?? (await start(version));
  const { tell, read, ask } = connectControl(handle.control);
  const fortigates = handles.map(toTestDevice);
  const requests = (): Promise<ManagerRequestRecord[]> => read("/requests");

  return {
    handle,
    fortigates,
    connect: (options = {}) =>
      connectFortiManager({
        url: handle.url,
        tls: { fingerprint: handle.fingerprint },
        retry: { baseMs: 1 },
        ...(options.auth === undefined && options.username === undefined && { apiKey: handle.apiKey }),
        ...options,
      }),
    async reset() {
      await Promise.all(fortigates.map((fortigate) => fortigate.reset()));
      await tell("POST", "/reset");
    },
    settings: (settings) => tell("POST", "/settings", settings),
    advance: (advanceMs) => tell("POST", "/time", { advanceMs }),
    fault: (spec) => tell("POST", "/faults", spec),
    trouble: (trouble) => tell("POST", "/troubles", trouble),
    async mend() {
      await tell("DELETE", "/faults");
      await tell("DELETE", "/troubles");
    },
    requests,
    calls: async () => (await requests()).flatMap(({ items }) => items.map(({ method, url }) => `${method} ${url}`)),
    forget: () => tell("DELETE", "/requests"),
    locks: () => read("/locks"),
    sessions: () => read("/sessions"),
    endSessions: () => tell("DELETE", "/sessions"),
    snapshot: () => read("/snapshot"),
    apiKey: async (user) => (await ask<{ apiKey: string }>("/keys", user === undefined ? {} : { user })).apiKey,
  };
}

function running(version: string): RunningManager | undefined {
  const managers = process.env[MANAGERS_VARIABLE];
  if (managers === undefined) return undefined;
  const found = (JSON.parse(managers) as Record<string, RunningManager>)[version];
  if (found === undefined) throw new Error(`No FortiManager ${version} runs: name it in ${MANAGERS_VARIABLE}`);
  return found;
}

async function start(version: string): Promise<RunningManager> {
  const manager = await startManager(version);
  after(() => manager.close());
  return manager;
}

/** Starts a FortiManager and its FortiGates, for tests of this process or of another. */
export async function startManager(version: string): Promise<StartedManager> {
  const { startSimulator } = await import("@fortiweave/simulator");
  const simulator = await startSimulator({
    fortimanager: 1,
    fortigates: 3,
    fortimanagerVersion: version,
    fortios: version,
  });
  const { fortimanager, fortigates, close } = simulator;
  if (fortimanager === null) throw new Error("The simulator started no FortiManager");
  return { fortimanager, fortigates, close };
}
