/**
 * Syslog over TCP (RFC 6587) and TLS (RFC 5425).
 *
 * @module
 */

import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Channel } from "./channel.ts";
import type { SyslogTarget } from "./options.ts";

/** Connects to the collector. */
export function openStream(target: SyslogTarget, signal: AbortSignal): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const { socket, ready } = dial(target);
    const cancel = (): void => void socket.destroy(signal.reason);
    signal.addEventListener("abort", cancel, { once: true });
    socket.once(ready, () => {
      signal.removeEventListener("abort", cancel);
      resolve(toChannel(socket, target));
    });
    // Once it is open, whoever sends hears of it; unheard, it would end the process.
    socket.on("error", reject);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // A collector says nothing; reading tells when it hangs up.
    socket.resume();
  });
}

const KEEP_ALIVE_MS = 60_000;

function dial({ host, port, family, protocol, tls }: SyslogTarget): { socket: Socket; ready: string } {
  const where = { host, port, family };
  if (protocol === "tcp") return { socket: connect(where), ready: "connect" };
  const { ca, verify = true, servername, clientCert } = tls;
  const socket = connectTls({
    ...where,
    rejectUnauthorized: verify,
    ...(ca !== undefined && { ca }),
    ...(servername !== undefined && { servername }),
    ...clientCert,
  });
  return { socket, ready: "secureConnect" };
}

function toChannel(socket: Socket, { framing }: SyslogTarget): Channel {
  const frame = framing === "newline" ? endLine : countOctets;
  return {
    isOpen: () => socket.writable,
    send: (message) =>
      new Promise((resolve, reject) => {
        socket.write(frame(message), (error) => (error ? reject(error) : resolve()));
      }),
    hold: (keepsAlive) => void (keepsAlive ? socket.ref() : socket.unref()),
    close: () => void socket.end(),
    destroy: () => void socket.destroy(),
  };
}

function countOctets(message: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${message.length} `), message]);
}

/** No message holds a line break of its own. */
function endLine(message: Uint8Array): Uint8Array {
  return Buffer.concat([message, Buffer.from("\n")]);
}
