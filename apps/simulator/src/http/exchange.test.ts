/**
 * Faults of the network and of the answer on its way.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { connect, type TLSSocket } from "node:tls";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

async function fault(device: TestDevice, spec: object): Promise<void> {
  assert.equal((await device.control("POST", "/faults", spec)).status, 204);
}

async function openSocket({ handle }: TestDevice): Promise<TLSSocket> {
  const { hostname, port } = new URL(handle.url);
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await once(socket, "secureConnect");
  return socket;
}

function requestText({ handle }: TestDevice, method: string, path: string, body = "", length = body.length): string {
  const headers = ["Host: fortigate", `Authorization: Bearer ${handle.token}`, `Content-Length: ${length}`];
  return `${method} /api/v2/${path} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n${body}`;
}

/** Everything that comes back until the device ends the connection. */
async function receive(socket: TLSSocket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => {});
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}

test("a connection ends before its request is read, or in the middle of it", async (t) => {
  const device = await startDevice(t);
  const body = JSON.stringify({ name: "web", comment: "x".repeat(200) });
  for (const [when, sent] of [
    ["unread", 0],
    ["mid-request", body.length >> 1],
  ] as const) {
    await fault(device, { kind: "drop", when, times: 1 });
    const socket = await openSocket(device);
    socket.write(requestText(device, "POST", ADDRESS, body.slice(0, sent), body.length));
    assert.equal(await receive(socket), "");
  }
  assert.equal((await device.get(`${ADDRESS}/web`)).status, 404);
  const { body: requests } = await device.control("GET", "/requests");
  assert.deepEqual(
    requests.map(({ status, handled, body: seen }: { status: number; handled: boolean; body: string | null }) => [
      status,
      handled,
      seen?.length ?? 0,
    ]),
    [
      [0, false, 0],
      [0, false, body.length >> 1],
      [404, true, 0],
    ],
  );
});

test("a connection ends in the middle of the answer's body", async (t) => {
  const device = await startDevice(t);
  await fault(device, { kind: "drop", when: "mid-answer", times: 1 });
  const socket = await openSocket(device);
  socket.write(requestText(device, "POST", ADDRESS, '{"name":"web"}'));
  const answer = await receive(socket);
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
  assert.match(head, /^HTTP\/1\.1 200 OK/);
  assert.equal(body.length, Math.floor(length / 2));
  const [record] = (await device.control("GET", "/requests")).body;
  assert.deepEqual([record.status, record.handled], [0, true]);
  assert.equal((await device.get(`${ADDRESS}/web`)).status, 200, "it was carried out");
});

test("there is an end to it where there is no body to be in the middle of", async (t) => {
  const device = await startDevice(t);
  for (const [method, path] of [
    ["HEAD", `${ADDRESS}/all`],
    ["GET", "../../logout"],
  ] as const) {
    await fault(device, { kind: "drop", when: "mid-answer", times: 1 });
    const socket = await openSocket(device);
    socket.write(requestText(device, method, path));
    assert.doesNotMatch(await receive(socket), /\r\n\r\n./s);
  }
});

test("a connection is refused before anything is said", async (t) => {
  const device = await startDevice(t);
  await fault(device, { kind: "refuse", times: 1 });
  await assert.rejects(device.post(ADDRESS, { name: "web" }), { code: "ECONNRESET" });
  assert.deepEqual((await device.control("GET", "/requests")).body, []);
  assert.equal((await device.post(ADDRESS, { name: "web" })).status, 200);
});

test("a device that hangs says nothing until the client leaves", async (t) => {
  const device = await startDevice(t);
  await fault(device, { kind: "hang", when: "after", times: 1 });
  const socket = await openSocket(device);
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  socket.write(requestText(device, "POST", ADDRESS, '{"name":"web"}'));
  while ((await device.get(`${ADDRESS}/web`)).status !== 200);
  assert.equal(text, "");
  socket.destroy();
});

test("a slow answer comes in ten pieces, whole", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const whole = await device.get(ADDRESS);
  await fault(device, { kind: "slow", ms: 5000, times: 1 });
  const slow = await device.get(ADDRESS);
  assert.deepEqual(clock.slept, Array(10).fill(500));
  assert.equal(slow.text, whole.text);
  assert.equal(slow.headers["content-length"], whole.headers["content-length"]);
});

test("a truncated answer is half of the true one, and claims to be whole", async (t) => {
  const device = await startDevice(t);
  const whole = await device.get(`${ADDRESS}/all`);
  await fault(device, { kind: "truncated", times: 1 });
  const { status, text, headers } = await device.get(`${ADDRESS}/all`);
  assert.deepEqual([status, text], [200, whole.text.slice(0, whole.text.length / 2)]);
  assert.equal(headers["content-length"], String(text.length));
  assert.throws(() => JSON.parse(text));
});

test("an answer may say that it is something else, or say things twice", async (t) => {
  const device = await startDevice(t);
  const whole = await device.get(`${ADDRESS}/all`);
  await fault(device, { kind: "wrong-type", times: 1 });
  const wrong = await device.get(`${ADDRESS}/all`);
  assert.deepEqual([wrong.text, wrong.headers["content-type"]], [whole.text, "text/html"]);
  await fault(device, { kind: "twice", times: 1 });
  const socket = await openSocket(device);
  socket.write(requestText(device, "GET", `${ADDRESS}/all`).replace("\r\n", "\r\nConnection: close\r\n"));
  const [head = "", body = ""] = (await receive(socket)).split("\r\n\r\n");
  assert.equal(body, whole.text);
  for (const name of ["date", "set-cookie", "x-frame-options"]) {
    assert.equal(head.match(new RegExp(`^${name}:`, "gim"))?.length, 2, name);
  }
});

test("401 comes as a page or as JSON, once or for a while", async (t) => {
  const device = await startDevice(t);
  await fault(device, { kind: "html", status: 401, times: 2 });
  await fault(device, { kind: "status", status: 401, times: 1 });
  const statuses: unknown[] = [];
  for (let round = 0; round < 4; round += 1) {
    const { status, headers } = await device.get(`${ADDRESS}/all`);
    statuses.push([status, String(headers["content-type"]).slice(0, 9)]);
  }
  assert.deepEqual(statuses, [
    [401, "text/html"],
    [401, "text/html"],
    [401, "applicati"],
    [200, "applicati"],
  ]);
});

test("a client that leaves while it is answered leaves nothing behind", async (t) => {
  const device = await startDevice(t);
  for (const spec of [
    { kind: "slow", ms: 50 },
    { kind: "drop", when: "mid-answer" },
    { kind: "delay", ms: 20 },
  ]) {
    await fault(device, { ...spec, times: 1 });
    const socket = await openSocket(device);
    socket.end(requestText(device, "GET", ADDRESS));
    socket.destroy();
    await once(socket, "close");
  }
  assert.equal((await device.get(ADDRESS)).status, 200);
});
