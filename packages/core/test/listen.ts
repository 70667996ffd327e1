import { once } from "node:events";
import type { AddressInfo, createServer, Socket } from "node:net";

/** A server of sockets on loopback. */
export interface Listener extends AsyncDisposable {
  readonly url: string;
  /** Waits until every connection is closed: what was sent has arrived by then. */
  hungUp(): Promise<unknown>;
}

/** Starts a server that may be ruder than HTTP allows. */
export async function listen(server: ReturnType<typeof createServer>): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    hungUp: () => Promise.all([...sockets].map((socket) => socket.closed || once(socket, "close"))),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
