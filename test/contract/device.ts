/**
 * A simulated FortiGate to test against: one of this process, or one that whoever runs the tests has started.
 *
 * A runtime that cannot serve TLS itself gets its devices from the environment, as JSON by version.
 */

import { after } from "node:test";
import { type ConnectOptions, connectFortiGate, type FortiGate } from "@fortiweave/fortios";
import type {
  FaultSpec,
  FortiGateHandle,
  LogRequest,
  RequestRecord,
  SchemaChanges,
  SessionRecord,
  SignInSettings,
  Snapshot,
  Upload,
} from "@fortiweave/simulator";
import { connectControl } from "./control.ts";

/** The variable with the devices that run already. */
export const DEVICES_VARIABLE = "FORTIWEAVE_TEST_DEVICES";

/** A device, seen from both sides. */
export interface TestDevice {
  readonly handle: FortiGateHandle;
  /** A new client. Waits between retries are short. */
  connect(options?: Partial<ConnectOptions>): FortiGate;
  /** Back to the factory's state, without faults and recorded requests. */
  reset(): Promise<void>;
  fault(spec: FaultSpec): Promise<void>;
  /** What the device received since the last reset or {@link forget}. */
  requests(): Promise<RequestRecord[]>;
  /** The same as `METHOD /path` below `/api/v2`, without queries. */
  calls(): Promise<string[]>;
  forget(): Promise<void>;
  snapshot(): Promise<Snapshot>;
  /** How the device takes sign-ins from now on: `{ twoFactor: true }`. */
  signIn(settings: Partial<SignInSettings>): Promise<void>;
  /** The sessions that stand, the oldest first. */
  sessions(): Promise<SessionRecord[]>;
  /** Ends every session, and says so to nobody. */
  endSessions(): Promise<void>;
  /** Locks this machine out. */
  lockOut(): Promise<void>;
  /** Has logs filled with `count` lines; a search is complete with the `completeAfter`th answer. */
  logs(request: LogRequest): Promise<void>;
  /** The least size of a backup from now on. */
  backupSize(bytes: number): Promise<void>;
  /** The files that were uploaded, without what was in them. */
  uploads(): Promise<Upload[]>;
  /** Back to the factory's state, with another schema than the catalogue's. */
  changeSchema(changes: SchemaChanges): Promise<void>;
  /** An API token with fewer rights. */
  token(spec: { profile?: string; vdoms?: string[] }): Promise<string>;
}

/** Opens a device of a version. It is closed when the tests of the file are over. */
export async function openDevice(version = "7.6.5"): Promise<TestDevice> {
  return toTestDevice(running(version) ?? (await start(version)));
}

/** A device that runs, seen from both sides. */
export function toTestDevice(handle: FortiGateHandle): TestDevice {
  const { tell, read, ask } = connectControl(handle.control);
  const requests = (): Promise<RequestRecord[]> => read("/requests");

  return {
    handle,
    connect: (options = {}) =>
      connectFortiGate({
        url: handle.url,
        tls: { fingerprint: handle.fingerprint },
        retry: { baseMs: 1 },
        ...(options.auth === undefined && options.username === undefined && { token: handle.token }),
        ...options,
      }),
    reset: () => tell("POST", "/reset"),
    fault: (spec) => tell("POST", "/faults", spec),
    requests,
    calls: async () =>
      (await requests()).map(({ method, url }) => `${method} ${url.replace("/api/v2", "").replace(/\?.*$/s, "")}`),
    forget: () => tell("DELETE", "/requests"),
    snapshot: () => read("/snapshot"),
    signIn: (settings) => tell("POST", "/sign-in", settings),
    sessions: () => read("/sessions"),
    endSessions: () => tell("DELETE", "/sessions"),
    lockOut: () => tell("POST", "/lockouts", {}),
    logs: (request) => tell("POST", "/logs", request),
    backupSize: (bytes) => tell("POST", "/backup", { bytes }),
    uploads: () => read("/uploads"),
    changeSchema: (changes) => tell("POST", "/schema", changes),
    token: async (spec) => (await ask<{ token: string }>("/tokens", spec)).token,
  };
}

function running(version: string): FortiGateHandle | undefined {
  const devices = process.env[DEVICES_VARIABLE];
  return devices === undefined ? undefined : (JSON.parse(devices) as Record<string, FortiGateHandle>)[version];
}

async function start(version: string): Promise<FortiGateHandle> {
  const { startSimulator } = await import("@fortiweave/simulator");
  const simulator = await startSimulator({ fortios: version });
  after(() => simulator.close());
  const [handle] = simulator.fortigates;
  if (handle === undefined) throw new Error("The simulator started no FortiGate");
  return handle;
}
