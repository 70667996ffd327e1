/**
 * Starts a server, or says why it cannot start.
 *
 * @module
 */

import type { AddressInfo } from "node:net";

/** As much of a Fastify server as it takes. */
export interface Listener {
  listen(options: { readonly host: string; readonly port: number }): Promise<string>;
  readonly server: { address(): AddressInfo | string | null };
}

/** @returns The port. @throws Error that says what to do about it. */
export async function listen(app: Listener, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw new Error(reasonOf(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
  return (app.server.address() as AddressInfo).port;
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
