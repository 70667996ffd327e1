/**
 * Starts a FortiManager on loopback.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import { type Certificate, fingerprintOf, selfSigned } from "../certificate.ts";
import type { Clock } from "../device/clock.ts";
import type { DeviceHandle } from "../handle.ts";
import { addressFor } from "../http/listen.ts";
import { createManagerPace } from "../http/pace.ts";
import { type RunningServer, serve } from "../http/server.ts";
import type { Latency } from "../options.ts";
import type { Tape } from "../recording/tape.ts";
import type { Keeper } from "../state/keeper.ts";
import { onSamePort } from "../state/same-port.ts";
import type { SavedManager } from "../state/saved.ts";
import type { CloudUser } from "./cloud/cloud.ts";
import { createManagerControl } from "./control/server.ts";
import { ADMIN_NAME, setPassword, setWorkspaceMode, type WorkspaceMode } from "./factory.ts";
import { createManagerIdentity } from "./identity.ts";
import { ADOMS, createFortiManager } from "./manager.ts";
import type { Reachable } from "./parts.ts";
import type { ManagerRequestLog } from "./request-log.ts";
import { randomKey } from "./sessions/keys.ts";

/** How to reach the FortiManager, and who it says it is. */
export interface FortiManagerHandle extends DeviceHandle {
  /** The same as `token`. */
  readonly apiKey: string;
  /** The ADOMs that hold devices. */
  readonly adoms: readonly string[];
  /** FortiCloud's OAuth server, and an API user who may come in by it. */
  readonly cloud: FortiCloudHandle;
}

export interface FortiCloudHandle {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  readonly fingerprint: string;
  readonly apiId: string;
  readonly password: string;
}

/** A FortiManager that runs. */
export interface RunningManager {
  readonly handle: FortiManagerHandle;
  readonly requests: ManagerRequestLog;
  /** What of it is kept. */
  save(): SavedManager;
}

export interface FortiManagerPlan {
  readonly version: string;
  /** Undefined: as it was, or else without locks. */
  readonly workspace: WorkspaceMode | undefined;
  readonly latency: Latency;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly clock: Clock;
  readonly reachable: readonly Reachable[];
  /** In PEM. Undefined: it signs its own. */
  readonly tls: Certificate | undefined;
  /** Undefined: as it was, or else random. */
  readonly password: string | undefined;
  readonly tape: Tape;
  /** What it was when it stopped. */
  readonly saved: SavedManager | undefined;
  readonly keeper: Keeper;
}

/** @param servers Takes every server that runs, so that it can be stopped. */
export async function startFortiManager(
  { version, workspace, latency, port, host, clock, reachable, tls, tape, saved, keeper, ...plan }: FortiManagerPlan,
  servers: RunningServer[],
): Promise<RunningManager> {
  const identity = createManagerIdentity(version);
  const certificate = tls ?? saved?.certificate ?? (await selfSigned(identity.serial));
  const cloudCertificate = saved?.cloud.certificate ?? (await selfSigned("FortiCloud"));
  const apiKey = saved?.token ?? randomKey();
  const password = plan.password ?? saved?.password ?? randomBytes(12).toString("base64url");
  const cloudUser = saved?.cloud.user ?? newCloudUser();
  const hostname = identity.name;
  const created = await createFortiManager({
    identity,
    clock,
    apiKey,
    cloudUser,
    reachable,
    hostname,
    password,
    workspace: workspace ?? "disabled",
  });
  if (saved !== undefined) {
    await created.load(saved.state);
    if (workspace !== undefined) await setWorkspaceMode(created.database, workspace);
    if (plan.password !== undefined) await setPassword(created.database, plan.password);
  }
  created.database.onCommitted(keeper.touch);
  const manager = tape.attach(keeper.watch(created), { device: identity.name, product: "FortiManager", version });
  const fortiCloud = tape.attach(manager.cloud, { device: "forticloud", product: "FortiCloud", version });
  const running = async (started: Promise<RunningServer>): Promise<number> => {
    const server = await started;
    servers.push(server);
    return server.port;
  };
  const serveOwn = (at: number): Promise<RunningServer> =>
    serve(manager, certificate, host, at, createManagerPace(latency, clock));
  const own = await running(port === 0 ? onSamePort(saved?.port, serveOwn) : serveOwn(port));
  const serveCloud = (at: number): Promise<RunningServer> => serve(fortiCloud, cloudCertificate, "127.0.0.1", at);
  const cloud = await running(onSamePort(saved?.cloud.port, serveCloud));
  const control = await running(createManagerControl(keeper.touch).serve(manager));
  const handle = {
    name: identity.name,
    url: `https://${addressFor(host)}:${own}`,
    token: apiKey,
    apiKey,
    username: ADMIN_NAME,
    password,
    version: `v${version}`,
    serial: identity.serial,
    fingerprint: fingerprintOf(certificate),
    control: `http://127.0.0.1:${control}`,
    adoms: ADOMS,
    cloud: { url: `https://127.0.0.1:${cloud}`, fingerprint: fingerprintOf(cloudCertificate), ...cloudUser },
  };
  return {
    handle,
    requests: manager.requests,
    save: () => ({
      version,
      token: apiKey,
      password,
      port: own,
      certificate,
      cloud: { user: cloudUser, port: cloud, certificate: cloudCertificate },
      state: created.state(),
    }),
  };
}

function newCloudUser(): CloudUser {
  return { apiId: randomBytes(16).toString("hex").toUpperCase(), password: randomBytes(16).toString("hex") };
}
