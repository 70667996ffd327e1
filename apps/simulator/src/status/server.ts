/**
 * The status page: what the devices are, what they hold, what is asked of them, and what goes wrong with them on purpose.
 * It is served on loopback, and does everything through the control APIs.
 *
 * @module
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { DeviceHandle } from "../handle.ts";
import { listen, stopperOf } from "../http/listen.ts";
import { strangerIn } from "../http/loopback.ts";
import type { RunningServer } from "../http/server.ts";
import { createApi, type Respond } from "./api.ts";
import { recentRequests, type Watched, watchRequests } from "./feed.ts";
import { PAGE_HEADERS, pageFile } from "./files.ts";

/** A device on the page. */
export interface Shown extends Watched {
  readonly product: "FortiGate" | "FortiManager";
  /** `FGT-60F`; undefined where there is but one. */
  readonly model?: string;
  readonly handle: DeviceHandle;
}

/** A page that reads more slowly than requests come is told less. Bytes. */
const MOST_UNSENT = 1024 * 1024;

/** @param port 0: any free port. */
export async function serveStatus(devices: readonly Shown[], port: number): Promise<RunningServer> {
  const api = createApi(devices);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      if (request.socket.destroyed) return;
      process.stderr.write(`${error.stack}\n`);
      if (response.headersSent) response.destroy();
      else tell(response)(500, { message: error.message });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "/", headers } = request;
    const respond = tell(response);
    const stranger = strangerIn(headers);
    if (stranger !== undefined) return respond(403, { message: stranger });
    const pathname = url.replace(/\?.*$/s, "");
    if (pathname === "/api/live" && method === "GET") return live(devices, response);
    if (pathname.startsWith("/api/")) return api(request, respond);
    const file = method === "GET" || method === "HEAD" ? await pageFile(pathname) : undefined;
    if (file === undefined) return respond(404, { message: `Nothing is at ${pathname}` });
    response.writeHead(200, { ...PAGE_HEADERS, "content-type": file.contentType }).end(file.body);
  }

  const close = stopperOf(server);
  return { port: await listen(server, "127.0.0.1", port), close };
}

function tell(response: ServerResponse): Respond {
  return (status, value) => {
    response.writeHead(status, { ...PAGE_HEADERS, "content-type": "application/json" }).end(JSON.stringify(value));
  };
}

/** Server-sent events, one for each batch of requests. The first one holds what came before. */
function live(devices: readonly Shown[], response: ServerResponse): void {
  response.writeHead(200, { ...PAGE_HEADERS, "content-type": "text/event-stream" });
  const send = (value: object): void => void response.write(`data: ${JSON.stringify(value)}\n\n`);
  send({ requests: recentRequests(devices), skipped: 0 });
  let unsent = 0;
  const stop = watchRequests(devices, ({ requests, skipped }) => {
    if (response.writableLength > MOST_UNSENT) {
      unsent += requests.length + skipped;
      return;
    }
    send({ requests, skipped: skipped + unsent });
    unsent = 0;
  });
  response.once("close", stop);
}
