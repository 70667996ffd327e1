/**
 * Stands in front of a simulated device and speaks TLS in its place, with whatever certificate and demands a test needs.
 */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type TLSSocket, type TlsOptions } from "node:tls";

/** A front of one device. */
export interface TlsFront extends AsyncDisposable {
  readonly url: string;
  /** Names in the certificates that clients showed, one for each connection. */
  readonly clientNames: readonly (string | undefined)[];
  /** Connections that were opened and, of these, that are open now. */
  connections(): { readonly opened: number; readonly open: number };
  /** Waits until no connection is open. */
  quiet(): Promise<void>;
  /** Whether anything came over a connection that stood. */
  heard(): boolean;
}

/** Opens one at an address of this machine. Throws where the machine has none such. */
export async function openFront(
  { handle }: { readonly handle: { readonly url: string } },
  options: TlsOptions,
  host: "127.0.0.1" | "::1" = "127.0.0.1",
): Promise<TlsFront> {
  const clientNames: (string | undefined)[] = [];
  const sockets = new Set<TLSSocket>();
  let heard = false;
  const { hostname, port } = new URL(handle.url);
  const server = createServer(options, (client) => {
    clientNames.push(options.requestCert ? String(client.getPeerCertificate().subject?.CN) : undefined);
    // The way to the device is the test's own affair.
    const device = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
    for (const [one, other] of [
      [client, device],
      [device, client],
    ] as const) {
      one.on("error", () => undefined).on("close", () => other.destroy());
      one.pipe(other);
    }
    sockets.add(client);
    client.once("data", () => {
      heard = true;
    });
    client.on("close", () => sockets.delete(client));
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return {
    url: `https://${host === "::1" ? "[::1]" : host}:${address.port}`,
    clientNames,
    connections: () => ({ opened: clientNames.length, open: sockets.size }),
    quiet: async () => void (await Promise.all([...sockets].map((socket) => once(socket, "close")))),
    heard: () => heard,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
