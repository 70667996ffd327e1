/**
 * Connects to a device and makes sure that it is the right one before anything is sent.
 *
 * @module
 */

import { buildConnector } from "undici/index.js";
import { startTimer } from "../runtime/system.ts";
import { CONNECT_TIMEOUT, PIN_MISMATCH } from "./fault.ts";
import type { Endpoint, TlsOptions } from "./options.ts";
import { createTunnel } from "./undici-tunnel.ts";

/** How undici opens a connection: the request is written only after the callback got the socket. */
export type Connector = ReturnType<typeof buildConnector>;

/** The socket that a connector hands out. */
export type ConnectedSocket = NonNullable<Parameters<Parameters<Connector>[1]>[1]>;

/** Makes the connector of an endpoint. The signal ends its connections, also those that are still being made. */
export function createConnector(endpoint: Endpoint, signal: AbortSignal): Connector {
  const { proxy, tls, connectTimeoutMs } = endpoint;
  const limits = { allowH2: false, timeout: connectTimeoutMs, signal };
  const direct = buildConnector({ ...limits, ...tlsOptions(tls) });
  const connect = proxy === undefined ? direct : through(createTunnel(proxy, buildConnector(limits)), direct);
  return withTimeout(tls.fingerprint === undefined ? connect : withPin(connect, tls.fingerprint), connectTimeoutMs);
}

function tlsOptions({
  fingerprint,
  verify = true,
  ca,
  servername,
  clientCert,
}: TlsOptions): buildConnector.BuildOptions {
  return {
    // A pinned certificate need not come from an authority; the pin is checked below, and nothing else is accepted.
    rejectUnauthorized: verify && fingerprint === undefined,
    // A resumed session shows no certificate to compare.
    ...(fingerprint !== undefined && { maxCachedSessions: 0 }),
    ...(ca !== undefined && { ca }),
    ...(servername !== undefined && { servername }),
    ...clientCert,
  };
}

/** TLS with the device itself, over a socket that leads to it. */
function through(tunnel: Connector, secure: Connector): Connector {
  return (target, callback) =>
    tunnel(target, (error, httpSocket) => {
      if (error !== null) callback(error, null);
      else if (target.protocol === "https:") secure({ ...target, httpSocket }, callback);
      else callback(null, httpSocket);
    });
}

function withPin(connect: Connector, fingerprint: string): Connector {
  return (target, callback) =>
    connect(target, (error, socket) => {
      if (error !== null) return callback(error, null);
      const problem = comparePin(socket, fingerprint);
      if (problem === undefined) return callback(null, socket);
      socket.destroy();
      callback(problem, null);
    });
}

function comparePin(socket: ConnectedSocket, fingerprint: string): Error | undefined {
  const shown = "getPeerCertificate" in socket ? socket.getPeerCertificate().fingerprint256 : undefined;
  if (shown?.replaceAll(":", "").toLowerCase() === fingerprint) return undefined;
  const error = new Error(`its certificate has the fingerprint ${shown ?? "(none)"}, not the pinned one`);
  return Object.assign(error, { code: PIN_MISMATCH });
}

/** undici's own timeout may come a second late, and does not know of a proxy: it only tidies up behind this one. */
function withTimeout(connect: Connector, timeoutMs: number): Connector {
  return (target, callback) => {
    let isLate = false;
    const cancel = startTimer(timeoutMs, () => {
      isLate = true;
      callback(Object.assign(new Error(`No connection after ${timeoutMs} ms`), { code: CONNECT_TIMEOUT }), null);
    });
    connect(target, (...outcome) => {
      cancel();
      if (isLate) outcome[1]?.destroy();
      else callback(...outcome);
    });
  };
}
