/**
 * Connects to a device and makes sure that it is the right one before anything is sent.
 *
 * @module
 */

import { buildConnector } from "undici/index.js";
import { PIN_MISMATCH } from "./fault.ts";
import type { Endpoint } from "./options.ts";

/** How undici opens a connection: the request is written only after the callback got the socket. */
export type Connector = ReturnType<typeof buildConnector>;

type ConnectedSocket = NonNullable<Parameters<Parameters<Connector>[1]>[1]>;

/** Makes the connector for an endpoint's TLS options. The signal ends connections, also those still being made. */
export function createConnector({ tls, connectTimeoutMs }: Endpoint, signal: AbortSignal): Connector {
  const { fingerprint, verify = true, ca, servername, clientCert } = tls;
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    signal,
    // A pinned certificate need not come from an authority; the pin is checked below, and nothing else is accepted.
    rejectUnauthorized: verify && fingerprint === undefined,
    // A resumed session shows no certificate to compare.
    ...(fingerprint !== undefined && { maxCachedSessions: 0 }),
    ...(ca !== undefined && { ca }),
    ...(servername !== undefined && { servername }),
    ...clientCert,
  });
  if (fingerprint === undefined) return connect;

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
