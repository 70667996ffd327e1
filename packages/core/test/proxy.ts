import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A real HTTP proxy on loopback that opens tunnels. */
export interface TestProxy extends AsyncDisposable {
  /** Without a user. */
  readonly url: string;
  /** What it was asked, head by head. */
  readonly heads: readonly string[];
  /** Bytes that went through its tunnels towards the device. */
  passed(): string;
}

export interface TestProxyOptions {
  /** Refuses whoever does not bring exactly this in `Proxy-Authorization`. */
  readonly authorization?: string;
  /** Answers every request so, instead of opening a tunnel. `silent`: not at all. */
  readonly refusal?: string | "silent";
}

export async function startProxy({ authorization, refusal }: TestProxyOptions = {}): Promise<TestProxy> {
  const heads: string[] = [];
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const answer = (socket: Socket, head: string): void => {
    const [, host = "", port = ""] = /^CONNECT \[?([^\s\]]+)\]?:(\d+) HTTP\/1\.1\r\n/.exec(head) ?? [];
    const shown = /^proxy-authorization: (.*)\r$/im.exec(head)?.[1];
    if (refusal === "silent") return;
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    if (shown !== authorization) return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const device = connect({ host, port: Number(port) }, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.on("data", (chunk: Buffer) => chunks.push(chunk)).pipe(device);
      device.pipe(socket);
    });
    track(device);
    socket.on("close", () => device.destroy());
    device.on("close", () => socket.destroy());
  };
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  };
  const server = createServer((socket) => {
    track(socket);
    let head = "";
    const read = (chunk: Buffer): void => {
      head += chunk.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      socket.off("data", read);
      heads.push(head);
      answer(socket, head);
    };
    socket.on("data", read);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heads,
    passed: () => Buffer.concat(chunks).toString("latin1"),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
