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
import { type RunningServer, serve } from "../http/server.ts";
import { serveManagerControl } from "./control/server.ts";
import { ADMIN_NAME, type WorkspaceMode } from "./factory.ts";
import { createManagerIdentity } from "./identity.ts";
import { ADOMS, createFortiManager } from "./manager.ts";
import type { Reachable } from "./parts.ts";
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

export interface FortiManagerPlan {
  readonly version: string;
  readonly workspace: WorkspaceMode;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly clock: Clock;
  readonly reachable: readonly Reachable[];
  /** In PEM. Undefined: it signs its own. */
  readonly tls: Certificate | undefined;
  readonly password: string;
}

/** @param servers Takes every server that runs, so that it can be stopped. */
export async function startFortiManager(
  { version, workspace, port, host, clock, reachable, tls, password }: FortiManagerPlan,
  servers: RunningServer[],
): Promise<FortiManagerHandle> {
  const identity = createManagerIdentity(version);
  const certificate = tls ?? (await selfSigned(identity.serial));
  const cloudCertificate = await selfSigned("FortiCloud");
  const apiKey = randomKey();
  const cloudUser = { apiId: randomBytes(16).toString("hex").toUpperCase(), password: randomBytes(16).toString("hex") };
  const hostname = identity.name;
  const manager = await createFortiManager({
    identity,
    clock,
    apiKey,
    cloudUser,
    reachable,
    hostname,
    password,
    workspace,
  });
  const running = async (started: Promise<RunningServer>): Promise<number> => {
    const server = await started;
    servers.push(server);
    return server.port;
  };
  const own = await running(serve(manager, certificate, host, port));
  const cloud = await running(serve(manager.cloud, cloudCertificate, "127.0.0.1", 0));
  const control = await running(serveManagerControl(manager));
  return {
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
}
