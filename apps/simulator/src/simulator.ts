/**
 * Starts FortiGates on loopback, and a FortiManager that manages them.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import { fortios as catalogue } from "@fortiweave/catalog";
import { fingerprintOf, selfSigned } from "./certificate.ts";
import { createSchemas, type Schemas } from "./cmdb/schema.ts";
import type { ControlApp } from "./control/app.ts";
import { createDeviceControls } from "./control/server.ts";
import { changePassword } from "./device/admins.ts";
import { realClock } from "./device/clock.ts";
import { createDevice, type Device } from "./device/device.ts";
import { createIdentity } from "./device/identity.ts";
import { SUPER_ADMIN } from "./device/permissions.ts";
import { MOST_CHARACTERS } from "./device/request-log.ts";
import { randomToken } from "./device/tokens.ts";
import { ADMIN } from "./factory/global-content.ts";
import type { FortiManagerHandle, RunningManager } from "./fortimanager/simulate.ts";
import type { DeviceHandle } from "./handle.ts";
import { addressFor } from "./http/listen.ts";
import { createPace } from "./http/pace.ts";
import { type RunningServer, serve } from "./http/server.ts";
import { schemaOf } from "./models/hardware-schema.ts";
import { DEFAULT_MODEL, parseModel } from "./models/models.ts";
import { checkOptions, type SimulatorOptions } from "./options.ts";
import { openTape, type Tape } from "./recording/tape.ts";
import { withSaved } from "./state/adjust.ts";
import { deviceState, loadDeviceState } from "./state/device-state.ts";
import { damaged, readState } from "./state/file.ts";
import { createKeeper, type Keeper, NO_KEEPER } from "./state/keeper.ts";
import { onSamePort } from "./state/same-port.ts";
import type { Saved, SavedFortiGate } from "./state/saved.ts";
import { type Shown, serveStatus } from "./status/server.ts";
import { DEFAULT_MANAGER_VERSION, DEFAULT_VERSION, parseManagerVersion, parseVersion } from "./version.ts";

/** How to reach one FortiGate, and who it says it is. */
export interface FortiGateHandle extends DeviceHandle {}

export interface Simulator {
  /** URL of a page for people: what the devices hold, what is asked of them, and what goes wrong on purpose. */
  readonly status: string;
  readonly fortigates: readonly FortiGateHandle[];
  /** Null unless it was asked for. */
  readonly fortimanager: FortiManagerHandle | null;
  /** Saves the state now, in the file of the option `state`. @throws Error when there is none, or it cannot be written. */
  save(): Promise<void>;
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
export async function startSimulator(given: SimulatorOptions = {}): Promise<Simulator> {
  checkOptions(given);
  const { state: file = "" } = given;
  const saved = file === "" ? undefined : await readState(file);
  const options = saved === undefined ? given : withSaved(given, saved, file);
  // The number of devices may be that of the state.
  checkOptions(options);
  const {
    fortigates: count = 1,
    fortimanager: managers = 0,
    fortios = DEFAULT_VERSION,
    model = DEFAULT_MODEL.id,
    schema,
  } = options;
  const schemas = createSchemas(catalogue, parseVersion(fortios), schemaOf(parseModel(model), schema));
  const servers: RunningServer[] = [];
  const tape = await openTape(options);
  let collect = (): Saved => ({ fortigates: [], fortimanager: null });
  const { clock = realClock } = options;
  const failed = (error: unknown): void =>
    void process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  const keeper = file === "" ? NO_KEEPER : createKeeper({ file, clock, collect: () => collect(), failed });
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
    tape.close();
  };
  const remembers = Math.floor(MOST_CHARACTERS / Math.max(count, 1));
  const shared: Shared = { schemas, controls: createDeviceControls(keeper.touch), tape, remembers, saved, keeper };
  const positions = Array.from({ length: count }, (_, index) => index + 1);
  // All of them are waited for, so that whatever did start can be stopped when one does not.
  const started = await Promise.allSettled(positions.map((position) => startOne(position, shared, options, servers)));
  try {
    const failed = started.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    const running = started.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const manager = managers === 0 ? null : await startManager(running, shared, options, servers);
    const page = await serveStatus(shownOf(running, manager), options.statusPort ?? 0);
    servers.push(page);
    collect = () => ({ fortigates: running.map(({ save }) => save()), fortimanager: manager?.save() ?? null });
    if (file !== "") await keeper.save();
    return {
      status: `http://127.0.0.1:${page.port}`,
      fortigates: running.map(({ handle }) => handle),
      fortimanager: manager?.handle ?? null,
      save: keeper.save,
      async close() {
        await stop();
        await keeper.close();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A FortiGate that runs. */
interface Running {
  readonly handle: FortiGateHandle;
  readonly device: Device;
  /** What of it is kept. */
  save(): SavedFortiGate;
}

function shownOf(fortigates: readonly Running[], manager: RunningManager | null): Shown[] {
  const shown = fortigates.map(({ handle, device }): Shown => {
    const { identity, requests } = device;
    return { name: handle.name, product: "FortiGate", model: identity.model.id, handle, requests };
  });
  return manager === null ? shown : [{ name: manager.handle.name, product: "FortiManager", ...manager }, ...shown];
}

/** What all FortiGates have in common. */
interface Shared {
  readonly schemas: Schemas;
  readonly controls: ControlApp<Device>;
  readonly tape: Tape;
  /** How many characters of requests each remembers. */
  readonly remembers: number;
  /** What they all were when they stopped. */
  readonly saved: Saved | undefined;
  readonly keeper: Keeper;
}

async function startOne(
  position: number,
  { schemas, controls, tape, remembers, saved: all, keeper }: Shared,
  {
    port = 0,
    host = "127.0.0.1",
    tls,
    model = DEFAULT_MODEL.id,
    latency = "off",
    clock = realClock,
    seed = 0,
    logs = 0,
    state = "",
    ...options
  }: SimulatorOptions,
  servers: RunningServer[],
): Promise<Running> {
  const saved = all?.fortigates[position - 1];
  const { token = saved?.token ?? randomToken(), password = saved?.password ?? randomPassword() } = options;
  const identity = createIdentity(position, schemas.version, parseModel(model));
  const owner = { name: "fortiweave", profile: SUPER_ADMIN, vdoms: undefined, trustedHosts: [] };
  const certificate = tls ?? saved?.certificate ?? (await selfSigned(identity.serial));
  const own = { identity, clock, token, owner, password, seed, logs };
  const created = await createDevice({ registry: catalogue, schemas, remembers, ...own });
  if (saved !== undefined) {
    await loadDeviceState(created, saved.state).catch((error) => Promise.reject(damaged(state, error)));
    if (options.password !== undefined) changePassword(created.configuration(), ADMIN.name, options.password);
  }
  const device = tape.attach(keeper.watch(created), {
    device: identity.name,
    product: "FortiGate",
    version: identity.version,
  });
  servers.push({ port: 0, close: async () => device.close() });
  const pace = createPace(latency, identity.model, created.clock);
  const serveOn = (at: number): Promise<RunningServer> => serve(device, certificate, host, at, pace);
  const server = await (port === 0 ? onSamePort(saved?.port, serveOn) : serveOn(port + position - 1));
  servers.push(server);
  const control = await controls.serve(device);
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
  const { serial, version, model: made } = identity;
  const access = { token, password, port: server.port, certificate };
  return {
    handle,
    device,
    save: () => ({ serial, model: made.id, version, ...access, state: deviceState(created) }),
  };
}

async function startManager(
  fortigates: readonly Running[],
  { tape, saved, keeper }: Shared,
  {
    port = 0,
    host = "127.0.0.1",
    fortimanagerVersion = DEFAULT_MANAGER_VERSION,
    workspace,
    latency = "off",
    tls,
    password,
    clock = realClock,
    state = "",
  }: SimulatorOptions,
  servers: RunningServer[],
): Promise<RunningManager> {
  const { startFortiManager } = await import("./fortimanager/simulate.ts");
  const plan = {
    version: parseManagerVersion(fortimanagerVersion),
    workspace,
    latency,
    port: port === 0 ? 0 : port + fortigates.length,
    host,
    clock,
    reachable: fortigates.map(({ device, handle }) => ({ name: handle.name, device, token: handle.token })),
    tls,
    password,
    tape,
    saved: saved?.fortimanager ?? undefined,
    keeper,
  };
  return startFortiManager(plan, servers).catch((error) =>
    Promise.reject(saved?.fortimanager ? damaged(state, error) : error),
  );
}

function randomPassword(): string {
  return randomBytes(12).toString("base64url");
}
