/**
 * The network side of a simulated device: HTTPS, whatever the request.
 *
 * @module
 */

import { METHODS } from "node:http";
import type { Socket } from "node:net";
import Fastify from "fastify";
import type { Certificate } from "../certificate.ts";
import { exchange, send } from "./exchange.ts";
import { listen } from "./listen.ts";
import { htmlPage } from "./reply.ts";
import type { Served } from "./served.ts";
import { createTurns } from "./turns.ts";

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function serve(
  device: Served,
  { cert, key }: Certificate,
  host: string,
  port: number,
): Promise<RunningServer> {
  const app = Fastify({
    // Clients that speak HTTP/1.0 say so in the TLS handshake, and would be turned away there.
    https: { cert, key, ALPNProtocols: ["http/1.1", "http/1.0"] },
    forceCloseConnections: true,
    // Every URL is taken apart by our own parser, which keeps encoded slashes apart from real ones.
    rewriteUrl: () => "/",
    clientErrorHandler: ({ code }, socket) => {
      const { status, contentType, body } = htmlPage(code === "HPE_HEADER_OVERFLOW" ? 431 : 400);
      if (socket.writable) socket.end(`HTTP/1.1 ${status} \r\nContent-Type: ${contentType}\r\n\r\n${body}`);
    },
  });
  // Fastify refuses bodies whose content type makes no sense to it, so it gets to read none.
  for (const method of METHODS) app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  const takeTurn = createTurns();
  app.route({
    method: METHODS,
    url: "/",
    handler: (request, reply) => takeTurn(request.socket, () => exchange(device, request, reply)),
  });
  app.setErrorHandler((error: Error, request, reply) => {
    // A client that left while it was sending is no fault of ours; of anything else somebody should hear.
    if (!request.socket.destroyed) process.stderr.write(`${error.stack}\n`);
    return send(reply, htmlPage(500));
  });
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    if (device.isAway() || device.faults.takeConnection()) socket.destroy();
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    port: await listen(app, host, port),
    async close() {
      const closed = app.close();
      // The server knows nothing yet of a connection that is still shaking hands, and would wait for it.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
