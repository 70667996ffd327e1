import type { IncomingMessage } from "node:http";
import { Agent, createServer, request as openRequest } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { type Answer, type Fault, passOn } from "./faults.ts";

/** Stands between a client and a device, and spoils what passes. */
export interface FaultProxy {
  readonly url: string;
  /** What befalls the next requests, in their order. Those behind the last pass. */
  plan(faults: readonly Fault[]): void;
  /** Ends every connection, and the next one before it stands. */
  refuseNextConnection(): void;
  /** Requests that arrived since the last plan. */
  received(): readonly Received[];
  /** Values that passed and that nobody may ever be shown: cookies. */
  readonly secrets: ReadonlySet<string>;
  close(): Promise<void>;
}

/** A request that arrived. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** The fault that befell it lets the client know that nothing was done. */
  readonly certain: boolean;
  /** Times the device carried it out. */
  forwarded: number;
}

interface Options {
  /** The device. */
  readonly target: string;
  readonly cert: string;
  readonly key: string;
}

/** Starts a proxy for one client on a port of its own. */
export async function startFaultProxy({ target, cert, key }: Options): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const sockets = new Set<Socket>();
  const secrets = new Set<string>();
  let planned: Fault[] = [];
  let received: Received[] = [];
  let refuse = false;

  const server = createServer({ cert, key }, (request, response) => {
    const fault: Fault = planned.shift() ?? { run: passOn };
    const { method = "", url = "" } = request;
    const record: Received = { method, url, certain: fault.certain === true, forwarded: 0 };
    received.push(record);
    const forward = async (): Promise<Answer> => {
      const body = await readAll(request);
      record.forwarded++;
      const answer = await send(target, request, body, agent);
      for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) remember(cookie, secrets);
      return answer;
    };
    Promise.resolve(fault.run({ request, response, forward })).catch(() => request.socket.destroy());
  });
  server.on("connection", (socket: Socket) => {
    if (refuse) {
      refuse = false;
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => undefined).on("clientError", (_error, socket) => socket.destroy());
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan(faults) {
      planned = [...faults];
      received = [];
    },
    refuseNextConnection() {
      refuse = true;
      dropAll();
    },
    received: () => received,
    secrets,
    async close() {
      dropAll();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A cookie's value, in quotes and without. Empty ones delete a cookie. */
function remember(cookie: string, secrets: Set<string>): void {
  const [, value = ""] = /^[^=]+="?([^";]*)/.exec(cookie) ?? [];
  if (value.length > 3) secrets.add(value);
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function send(target: string, request: IncomingMessage, body: Buffer, agent: Agent): Promise<Answer> {
  const { method, url, headers } = request;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    // The path as it came: a URL parser could change it.
    const options = { method, agent, path: url, headers: { ...headers, host: new URL(target).host } };
    openRequest(target, options).on("response", resolve).on("error", reject).end(body);
  });
  const { connection: _, "transfer-encoding": __, "keep-alive": ___, ...rest } = answer.headers;
  return { status: answer.statusCode ?? 0, headers: rest as Answer["headers"], body: await readAll(answer) };
}
