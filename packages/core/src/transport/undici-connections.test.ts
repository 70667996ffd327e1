import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { before, test } from "node:test";
import tls from "node:tls";
import { type Certificate, certify, startDevice } from "../../test/device.ts";
import { listen } from "../../test/listen.ts";
import { createRequest, readRequest } from "../../test/requests.ts";
import { isFortiError } from "../errors.ts";
import type { Transport } from "../types.ts";
import { createUndiciTransport } from "./undici.ts";

let selfSigned: Certificate;
before(async () => {
  selfSigned = await certify(["FGT60F0000000001"]);
});

async function run(transport: Transport, times: number): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => transport.send(readRequest())));
  await transport.close();
}

test("one request after the other takes one connection", async () => {
  await using device = await startDevice({ tls: selfSigned });
  const transport = createUndiciTransport({ url: device.url, tls: { fingerprint: selfSigned.fingerprint } });
  for (let i = 0; i < 5; i++) await transport.send(readRequest());
  await transport.close();
  assert.equal(device.connections(), 1);
});

test("many at once take as many as allowed", async () => {
  await using device = await startDevice();
  await run(createUndiciTransport({ url: device.url, connections: 3 }), 20);
  assert.equal(device.connections(), 3);
  assert.equal(device.received.length, 20);
});

test("as many stay open as wanted while there is nothing to do", async () => {
  const sockets = new Set<Socket>();
  const closed = Promise.withResolvers<void>();
  let left = 4;
  await using device = await startDevice({
    answer: (response, { target }) => {
      const socket = response.socket as Socket;
      if (!sockets.has(socket)) {
        sockets.add(socket);
        socket.once("close", () => --left === 1 && closed.resolve());
      }
      response.end(target);
    },
  });
  const transport = createUndiciTransport({ url: device.url, connections: 4, keepAliveConnections: 1 });
  await Promise.all(Array.from({ length: 12 }, () => transport.send(readRequest())));
  await closed.promise;
  await transport.send(readRequest());
  assert.deepEqual([sockets.size, left, device.connections()], [4, 1, 4]);
  await transport.close();
});

test("none stays open when none is wanted", async () => {
  let closed: Promise<unknown> | undefined;
  await using device = await startDevice({
    answer: (response) => {
      closed = once(response.socket as Socket, "close");
      response.end("{}");
    },
  });
  const transport = createUndiciTransport({ url: device.url, keepAliveConnections: 0 });
  for (let i = 0; i < 3; i++) {
    await transport.send(readRequest());
    await closed;
  }
  await transport.close();
  assert.equal(device.connections(), 3);
});

test("a device that says it closes the connection gets a new one, and requests that wait go over it", async () => {
  await using device = await startDevice({
    answer: (response) => response.writeHead(200, { connection: "close" }).end("{}"),
  });
  await run(createUndiciTransport({ url: device.url, connections: 2 }), 6);
  assert.deepEqual([device.received.length, device.connections()], [6, 6]);
});

test("requests that wait go on when the one before them fails", async () => {
  await using device = await startDevice({
    answer: (response, { method }) => (method === "GET" ? response.end("{}") : response.destroy()),
  });
  const transport = createUndiciTransport({ url: device.url, connections: 1 });
  const outcomes = await Promise.allSettled(
    [createRequest(), readRequest(), createRequest(), readRequest()].map(transport.send),
  );
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["rejected", "fulfilled", "rejected", "fulfilled"],
  );
  await transport.close();
});

test("a device of IPv6 is reached by its address", async (t) => {
  const server = tls.createServer(selfSigned, (socket) => {
    socket.on("error", () => undefined);
    socket.once("data", (head: Buffer) => {
      const host = /^host: (.*)\r$/im.exec(head.toString())?.[1];
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${host?.length}\r\nConnection: close\r\n\r\n${host}`);
    });
  });
  try {
    server.listen(0, "::1");
    await once(server, "listening");
  } catch {
    return t.skip("This machine has no IPv6");
  }
  const { port } = server.address() as AddressInfo;
  const transport = createUndiciTransport({
    url: `https://[::1]:${port}`,
    tls: { fingerprint: selfSigned.fingerprint },
  });
  assert.equal((await transport.send(readRequest())).body, `[::1]:${port}`);
  await transport.close();
  server.close();
});

test("a connection that the device closed while idle is replaced", async () => {
  await using device = await startDevice({
    answer: (response) => {
      response.end("{}");
      response.socket?.end();
    },
  });
  const transport = createUndiciTransport({ url: device.url });
  for (let i = 0; i < 3; i++) assert.equal((await transport.send(readRequest())).status, 200);
  await transport.close();
  assert.equal(device.received.length, 3);
});

test("close lets running requests end", async () => {
  const came = Promise.withResolvers<() => void>();
  await using device = await startDevice({ answer: (response) => came.resolve(() => response.end("{}")) });
  const transport = createUndiciTransport({ url: device.url });
  const answer = transport.send(readRequest());
  const finish = await came.promise;
  const closed = transport.close();
  finish();
  assert.equal((await answer).status, 200);
  await closed;
});

test("close gives up a connection that nobody waits for any more", { timeout: 5000 }, async () => {
  await using device = await listen(createServer((socket) => socket.resume()));
  const transport = createUndiciTransport({ url: device.url, connectTimeoutMs: 60_000 });
  await assert.rejects(transport.send(readRequest({ timeoutMs: 50 })), (error) => isFortiError(error, "TIMEOUT"));
  await transport.close();
  await device.hungUp();
});

test("a device that offers HTTP/2 is spoken to in HTTP/1.1", async () => {
  let protocol: string | false | null = null;
  await using device = await startDevice({
    tls: { ...selfSigned, ALPNProtocols: ["h2", "http/1.1"] },
    answer: (response) => {
      protocol = (response.socket as tls.TLSSocket).alpnProtocol;
      response.end("{}");
    },
  });
  await run(createUndiciTransport({ url: device.url, tls: { fingerprint: selfSigned.fingerprint } }), 1);
  assert.equal(protocol, "http/1.1");
});
