/**
 * The network side of a simulated device: HTTPS, whatever the request.
 *
 * @module
 */

import { type IncomingMessage, STATUS_CODES } from "node:http";
import { createServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Certificate } from "../certificate.ts";
import { exchange } from "./exchange.ts";
import { listen, stopperOf } from "./listen.ts";
import type { Pace } from "./pace.ts";
import { htmlPage, sizeOf } from "./reply.ts";
import { send } from "./send.ts";
import type { Served } from "./served.ts";
import { createTurns } from "./turns.ts";

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 72_000;
/** For so long a client that is turned away may go on sending. */
const LINGER_MS = 2000;

export async function serve(
  device: Served,
  { cert, key }: Certificate,
  host: string,
  port: number,
  pace?: Pace,
): Promise<RunningServer> {
  const takeTurn = createTurns();
  const server = createServer({
    cert,
    key,
    // Clients that speak HTTP/1.0 say so in the TLS handshake, and would be turned away there.
    ALPNProtocols: ["http/1.1", "http/1.0"],
    keepAliveTimeout: KEEP_ALIVE_MS,
    // However long a client takes for its body.
    requestTimeout: 0,
  });
  const latest = new WeakMap<Duplex, IncomingMessage>();
  server.on("request", (request, response) => {
    latest.set(request.socket, request);
    // Behind a request for another protocol Node no longer tells of what makes no sense, and nobody would answer it.
    if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
    takeTurn(request.socket, () => exchange(device, request, response, pace)).catch((error: Error) => {
      // A client that left while it was sending is no fault of ours; of anything else somebody should hear.
      if (request.socket.destroyed) return;
      process.stderr.write(`${error.stack}\n`);
      if (response.headersSent) response.destroy();
      else send(response, htmlPage(500));
    });
  });
  server.on("clientError", ({ code }: NodeJS.ErrnoException, socket) => {
    const status = code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
    // What came before it gets its answers first, unless it is the body of the last request that makes no sense.
    if (latest.get(socket)?.complete === false) turnAway(socket, status);
    else void takeTurn(socket, async () => turnAway(socket, status));
  });
  // It is no proxy.
  server.on("connect", (_request, socket) => void takeTurn(socket, async () => turnAway(socket, 405)));
  server.on("connection", (socket: Socket) => {
    if (device.isAway() || device.faults.takeConnection()) socket.destroy();
  });
  const close = stopperOf(server);
  return { port: await listen(server, host, port), close };
}

/** Tells a client that there is no talking to it, and ends the connection once it has got to see that. */
function turnAway(socket: Duplex, status: number): void {
  if (!socket.writable) return;
  const page = htmlPage(status);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, `Content-Type: ${page.contentType}`];
  socket.end([...head, `Content-Length: ${sizeOf(page)}`, "Connection: close", "", page.body].join("\r\n"));
  // What nobody reads would have the connection reset, and the page lost with it.
  socket.resume();
  const end = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(end));
}
