/**
 * Starts a server, or says why it cannot start; and stops it.
 *
 * @module
 */

import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";

/** @returns The port. @throws Error that says what to do about it. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    await once(server.listen({ host, port }), "listening");
  } catch (error) {
    throw new Error(reasonOf(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

/**
 * A way to stop a server at once, open connections included.
 *
 * @param server Has not begun to listen: the connections are counted from here on.
 */
export function stopperOf(server: Server): () => Promise<void> {
  // An HTTPS server itself knows nothing yet of a connection that is still shaking hands.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return () => {
    // To stop what has stopped already is no fault.
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    return stopped;
  };
}

/** Where a client on this machine finds a server that listens on `host`. */
export function addressFor(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is taken: choose another, or 0 for any that is free`;
    case "EACCES":
      return `Port ${port} is not for this user: choose one from 1024 on, or 0 for any that is free`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is no address of this machine: choose 127.0.0.1, or 0.0.0.0 for all of them`;
    default:
      return `Cannot listen on port ${port} of ${host}: ${message}`;
  }
}
