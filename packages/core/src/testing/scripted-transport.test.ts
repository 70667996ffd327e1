import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { createScriptedTransport } from "./scripted-transport.ts";

test("each request takes one step: an answer, an error, a function", async () => {
  const failure = new Error("no");
  const device = createScriptedTransport([
    { status: 201, headers: { etag: "x" }, body: { a: 1 } },
    failure,
    ({ operation }) => ({ body: operation }),
  ]);
  const request = readRequest();
  assert.deepEqual(await device.send(request), { status: 201, headers: { etag: "x" }, body: '{"a":1}' });
  await assert.rejects(device.send(request), (error) => error === failure);
  assert.deepEqual(await device.send(request), { status: 200, headers: {}, body: request.operation });
  assert.equal(device.requests.length, 3);
});

test("a request that nobody expected fails, and says which", async () => {
  await assert.rejects(createScriptedTransport([]).send(readRequest()), /no step 1 for "cmdb firewall\/address list"/);
});

test("one function can answer everything", async () => {
  const device = createScriptedTransport(({ method }) => ({ body: method }));
  assert.equal((await device.send(readRequest())).body, "GET");
  assert.equal((await device.send(readRequest({ method: "PUT" }))).body, "PUT");
});

test("bytes stay bytes, and no body is the empty text", async () => {
  const file = new Uint8Array([1, 2]);
  const device = createScriptedTransport([{ body: file }, {}]);
  assert.equal((await device.send(readRequest())).body, file);
  assert.equal((await device.send(readRequest())).body, "");
});

test("it remembers that it was closed", async () => {
  const device = createScriptedTransport([]);
  assert.equal(device.closed, false);
  await device.close();
  assert.equal(device.closed, true);
});
