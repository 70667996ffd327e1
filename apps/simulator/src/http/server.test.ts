/**
 * What comes over the wire before anything of it is understood.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

async function openSocket({ handle }: TestDevice, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const { hostname, port } = new URL(handle.url);
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false, ...options });
  await once(socket, "secureConnect");
  return socket;
}

/** A request as text; its connection closes after the last one. */
function requestText(device: TestDevice, method: string, path: string, body = "", version = "1.1"): string {
  const head = [`${method} /api/v2/${path} HTTP/${version}`, "Host: fortigate"];
  const more = [`Authorization: Bearer ${device.handle.token}`, `Content-Length: ${Buffer.byteLength(body)}`];
  return `${[...head, ...more].join("\r\n")}\r\n\r\n${body}`;
}

/** Everything that comes back until the device closes the connection. */
async function exchange(socket: TLSSocket, text: string): Promise<string> {
  socket.write(text);
  return (await socket.toArray()).join("");
}

test("bodies are JSON whatever they say they are", async (t) => {
  const device = await startDevice(t);
  for (const type of [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "application/json; charset=garbage",
    "application/json, application/json",
    "garbage",
    " ; ",
    "",
  ]) {
    const send = (method: string, path: string, body: unknown) =>
      device.call(method, path, body, { headers: { "content-type": type } });
    const statuses = [
      await send("POST", ADDRESS, { name: "web" }),
      await send("GET", `${ADDRESS}/web`, { any: "thing" }),
      await send("PUT", `${ADDRESS}/web`, { comment: type }),
      await send("DELETE", `${ADDRESS}/web`, {}),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, [200, 200, 200, 200], JSON.stringify(type));
  }
  const { body } = await device.control("GET", "/requests");
  assert.deepEqual([body[1].method, body[1].body], ["GET", { any: "thing" }], "even that of a GET is remembered");
});

test("HEAD is a GET without a body, other verbs are 405 or 401 like any", async (t) => {
  const device = await startDevice(t);
  const { status, text, headers } = await device.call("HEAD", `${ADDRESS}/all`);
  assert.deepEqual([status, text], [200, ""]);
  assert.equal(headers["content-length"], (await device.get(`${ADDRESS}/all`)).headers["content-length"]);
  assert.equal((await device.call("HEAD", `${ADDRESS}/ghost`)).status, 404);
  for (const method of ["OPTIONS", "PATCH", "PROPFIND", "QUERY", "TRACE"]) {
    const answer = await device.call(method, ADDRESS);
    assert.deepEqual([answer.status, answer.body.http_method, answer.body.http_status], [405, method, 405]);
    assert.equal((await device.call(method, ADDRESS, undefined, { token: null })).status, 401);
  }
});

test("a body beyond every limit is 413, and the client gets to see it", async (t) => {
  const device = await startDevice(t);
  const rawBody = " ".repeat(32 * 1024 * 1024 + 1);
  const { status, text } = await device.call("POST", ADDRESS, undefined, { rawBody });
  assert.equal(status, 413);
  assert.match(text, /<title>413/);
  const { body } = await device.control("GET", "/requests");
  assert.deepEqual([body.length, body[0].status, body[0].body], [1, 413, null]);
});

test("HTTP/1.0 is understood, by the handshake too", async (t) => {
  const device = await startDevice(t);
  const socket = await openSocket(device, { ALPNProtocols: ["http/1.0"] });
  const text = await exchange(socket, requestText(device, "GET", `${ADDRESS}/all`, "", "1.0"));
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(text, /connection: close\r\n/i);
});

test("the requests of one connection are carried out in their order, without waiting for answers", async (t) => {
  const device = await startDevice(t);
  const socket = await openSocket(device);
  const text = [
    requestText(device, "POST", ADDRESS, '{"name":"web"}'),
    requestText(device, "PUT", `${ADDRESS}/web`, '{"comment":"x"}'),
    requestText(device, "DELETE", `${ADDRESS}/web`),
    requestText(device, "GET", `${ADDRESS}/web`, "", "1.0"),
  ].join("");
  const answers = await exchange(socket, text);
  assert.deepEqual(
    Array.from(answers.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status),
    ["200", "200", "200", "404"],
  );
});

test("what is no HTTP gets a page and the end of the connection", async (t) => {
  const device = await startDevice(t);
  for (const [text, status] of [
    ["nonsense\r\n\r\n", "400"],
    [requestText(device, "GET", `${ADDRESS}?filter=name==two words`), "400"],
    [`GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, "431"],
  ] as const) {
    const answer = await exchange(await openSocket(device), text);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} .*<title>${status} `, "s"));
  }
});

test("what makes no sense is told so behind the answers to what did", async (t) => {
  const device = await startDevice(t);
  const created = requestText(device, "POST", ADDRESS, '{"name":"web"}');
  for (const [text, statuses] of [
    [`${created}nonsense\r\n\r\n`, ["200", "400"]],
    [`${created}CONNECT device:443 HTTP/1.1\r\nHost: fortigate\r\n\r\n`, ["500", "405"]],
    [created.replace("Content-Length: 14", "Transfer-Encoding: chunked"), ["400"]],
    [created.replace("Content-Length: 14", "Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 14"), ["500"]],
  ] as const) {
    const answers = await exchange(await openSocket(device), text);
    assert.deepEqual(
      Array.from(answers.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status),
      statuses,
      text,
    );
  }
});

test("a client that is turned away gets to see it, however much it still has to say", async (t) => {
  const device = await startDevice(t);
  const socket = await openSocket(device);
  socket.write(`GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}`);
  socket.write("z".repeat(1_000_000));
  assert.match((await socket.toArray()).join(""), /^HTTP\/1\.1 431 /);
});

test("a client that leaves while it sends leaves nothing behind", async (t) => {
  const device = await startDevice(t);
  const socket = await openSocket(device);
  socket.write(requestText(device, "POST", ADDRESS, '{"name":"half"}').slice(0, -1));
  await device.get(ADDRESS);
  socket.destroy();
  await once(socket, "close");
  assert.equal((await device.get(`${ADDRESS}/half`)).status, 404);
});

test("two hundred requests at once are all answered", async (t) => {
  const device = await startDevice(t);
  const names = Array.from({ length: 200 }, (_, number) => `host-${number}`);
  const answers = await Promise.all(names.map((name) => device.post(ADDRESS, { name })));
  assert.ok(answers.every(({ status, body }) => status === 200 && body.revision_changed));
  assert.equal((await device.get(`${ADDRESS}?filter=name=@host-`)).body.matched_count, 200);
});
