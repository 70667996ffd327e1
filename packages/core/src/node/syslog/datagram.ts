/**
 * Syslog over UDP: a message is a datagram (RFC 5426).
 *
 * @module
 */

import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import type { Channel } from "./channel.ts";
import type { SyslogTarget } from "./options.ts";

/** Looks the collector up and opens a socket of its kind. */
export async function openDatagram({ host, port, family }: SyslogTarget, signal: AbortSignal): Promise<Channel> {
  const found = await lookup(host, { family });
  // Nobody would close a socket that comes too late.
  signal.throwIfAborted();
  const socket = createSocket(found.family === 6 ? "udp6" : "udp4");
  let isOpen = true;
  const close = (): void => {
    if (isOpen) socket.close();
    isOpen = false;
  };
  // Whoever sends hears of it; unheard, it would end the process.
  socket.on("error", () => undefined);
  return {
    isOpen: () => isOpen,
    send: (message) =>
      new Promise((resolve, reject) => {
        socket.send(message, port, found.address, (error) => (error ? reject(error) : resolve()));
      }),
    hold: (keepsAlive) => void (keepsAlive ? socket.ref() : socket.unref()),
    close,
    destroy: close,
  };
}
