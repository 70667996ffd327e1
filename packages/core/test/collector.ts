import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from "node:tls";
import { nextTurn } from "../src/runtime/system.ts";

/** Something that syslog messages are sent to. */
export interface Collector extends AsyncDisposable {
  readonly port: number;
  /** What came in: of UDP one text for each datagram, else one for each connection. */
  readonly received: readonly string[];
  /** Common names of the certificates that clients showed. */
  readonly clients: readonly string[];
  /** Breaks every connection. */
  hangUp(): void;
}

/** Collects datagrams. */
export async function collectDatagrams(address: "127.0.0.1" | "::1" = "127.0.0.1"): Promise<Collector> {
  const received: string[] = [];
  const socket = createSocket(address === "::1" ? "udp6" : "udp4");
  socket.on("message", (message) => received.push(String(message)));
  socket.bind(0, address);
  await once(socket, "listening");
  return {
    port: socket.address().port,
    received,
    clients: [],
    hangUp: () => undefined,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}

export interface StreamOptions {
  /** Serve TLS with these. Default: plain TCP. */
  readonly tls?: TlsOptions;
  /** Default: a free one. */
  readonly port?: number;
}

/** Collects what comes over connections. */
export async function collectStreams({ tls, port = 0 }: StreamOptions = {}): Promise<Collector> {
  const received: string[] = [];
  const clients: string[] = [];
  const sockets = new Set<Socket>();
  const listen = (socket: Socket): void => {
    const index = received.push("") - 1;
    sockets.add(socket);
    if (tls?.requestCert) clients.push(String((socket as TLSSocket).getPeerCertificate().subject?.CN));
    socket.on("data", (chunk) => {
      received[index] += String(chunk);
    });
    // A client that hangs up is nothing to report.
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  };
  const server: Server = tls === undefined ? createServer(listen) : createTlsServer(tls, listen);
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    received,
    clients,
    hangUp,
    [Symbol.asyncDispose]: async () => {
      server.close();
      hangUp();
      await once(server, "close");
    },
  };
}

/** Waits until it is so, as long as the test may take. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}
