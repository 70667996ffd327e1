/**
 * Starts FortiGates on loopback, and a FortiManager that manages them.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import { fortios as catalogue } from "@fortiweave/catalog";
import { fingerprintOf, selfSigned } from "./certificate.ts";
import { createSchemas, type Schemas } from "./cmdb/schema.ts";
import { serveControl } from "./control/server.ts";
import { realClock } from "./device/clock.ts";
import { createDevice, type Device } from "./device/device.ts";
import { createIdentity } from "./device/identity.ts";
import { SUPER_ADMIN } from "./device/permissions.ts";
import { randomToken } from "./device/tokens.ts";
import { ADMIN } from "./factory/global-content.ts";
import type { FortiManagerHandle } from "./fortimanager/simulate.ts";
import type { DeviceHandle } from "./handle.ts";
import { addressFor } from "./http/listen.ts";
import { type RunningServer, serve } from "./http/server.ts";
import { checkOptions, type SimulatorOptions } from "./options.ts";
import { DEFAULT_MANAGER_VERSION, DEFAULT_VERSION, parseManagerVersion, parseVersion } from "./version.ts";

/** How to reach one FortiGate, and who it says it is. */
export interface FortiGateHandle extends DeviceHandle {}

export interface Simulator {
  readonly fortigates: readonly FortiGateHandle[];
  /** Null unless it was asked for. */
  readonly fortimanager: FortiManagerHandle | null;
  /** Stops everything at once, open connections included. */
  close(): Promise<void>;
}

/**
 * Starts simulated FortiGates, and a FortiManager that manages them if one is wanted, and answers once they serve.
 *
 * @throws Error when an option cannot work, or a port is taken.
 * @example
 * ```ts
 * import { startSimulator } from "@fortiweave/simulator";
 *
 * const simulator = await startSimulator({ fortios: "7.4.8" });
 * const [fortigate] = simulator.fortigates;
 * console.log(fortigate?.url, fortigate?.token);
 * await simulator.close();
 * ```
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  checkOptions(options);
  const { fortigates: count = 1, fortimanager: managers = 0, fortios = DEFAULT_VERSION, schema } = options;
  const schemas = createSchemas(catalogue, parseVersion(fortios), schema);
  const servers: RunningServer[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
  };
  const positions = Array.from({ length: count }, (_, index) => index + 1);
  // All of them are waited for, so that whatever did start can be stopped when one does not.
  const started = await Promise.allSettled(positions.map((position) => startOne(position, schemas, options, servers)));
  try {
    const failed = started.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    const running = started.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const fortimanager = managers === 0 ? null : await startManager(running, options, servers);
    return { fortigates: running.map(({ handle }) => handle), fortimanager, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A FortiGate that runs. */
interface Running {
  readonly handle: FortiGateHandle;
  readonly device: Device;
}

async function startOne(
  position: number,
  schemas: Schemas,
  {
    port = 0,
    host = "127.0.0.1",
    tls,
    token = randomToken(),
    password = randomPassword(),
    clock = realClock,
  }: SimulatorOptions,
  servers: RunningServer[],
): Promise<Running> {
  const identity = createIdentity(position, schemas.version);
  const owner = { name: "fortiweave", profile: SUPER_ADMIN, vdoms: undefined, trustedHosts: [] };
  const certificate = tls ?? (await selfSigned(identity.serial));
  const device = await createDevice({ registry: catalogue, identity, clock, token, owner, password, schemas });
  const server = await serve(device, certificate, host, port === 0 ? 0 : port + position - 1);
  servers.push(server);
  const control = await serveControl(device);
  servers.push(control);
  const handle = {
    name: identity.name,
    url: `https://${addressFor(host)}:${server.port}`,
    token,
    username: ADMIN.name,
    password,
    version: `v${identity.version}`,
    serial: identity.serial,
    fingerprint: fingerprintOf(certificate),
    control: `http://127.0.0.1:${control.port}`,
  };
  return { handle, device };
}

async function startManager(
  fortigates: readonly Running[],
  {
    port = 0,
    host = "127.0.0.1",
    fortimanagerVersion = DEFAULT_MANAGER_VERSION,
    workspace = "disabled",
    tls,
    password = randomPassword(),
    clock = realClock,
  }: SimulatorOptions,
  servers: RunningServer[],
): Promise<FortiManagerHandle> {
  const { startFortiManager } = await import("./fortimanager/simulate.ts");
  const plan = {
    version: parseManagerVersion(fortimanagerVersion),
    workspace,
    port: port === 0 ? 0 : port + fortigates.length,
    host,
    clock,
    reachable: fortigates.map(({ device, handle }) => ({ name: handle.name, device, token: handle.token })),
    tls,
    password,
  };
  return startFortiManager(plan, servers);
}

function randomPassword(): string {
  return randomBytes(12).toString("base64url");
}
