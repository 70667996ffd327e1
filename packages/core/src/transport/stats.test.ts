import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { startDevice } from "../../test/device.ts";
import { readRequest } from "../../test/requests.ts";
import { createDefaultTransport } from "./default.ts";
import { createFetchTransport } from "./fetch.ts";
import { createUndiciTransport } from "./undici.ts";

const limits = { connections: 2, keepAliveConnections: 1 };
const configured = { maxConnections: 2, keepAliveConnections: 1, http2: false };

for (const create of [createUndiciTransport, createDefaultTransport]) {
  test(`${create.name} knows how often a request had to wait for a connection`, async () => {
    const held: ServerResponse[] = [];
    const full = Promise.withResolvers<void>();
    await using server = await startDevice({
      answer: (response) => {
        held.push(response);
        if (held.length === 2) full.resolve();
        if (held.length > 2) response.end("{}");
      },
    });
    const transport = create({ url: server.url, ...limits });
    assert.deepEqual(transport.stats?.(), { ...configured, active: 0, exhausted: 0 });
    const answers = Array.from({ length: 5 }, () => transport.send(readRequest()));
    await full.promise;
    assert.deepEqual(transport.stats?.(), { ...configured, active: 5, exhausted: 3 });
    for (const response of held.slice(0, 2)) response.end("{}");
    await Promise.all(answers);
    assert.deepEqual(transport.stats?.(), { ...configured, active: 0, exhausted: 3 });
    await transport.close();
  });
}

test("a request that gave up its wait is no longer active", async () => {
  const held = Promise.withResolvers<ServerResponse>();
  await using server = await startDevice({ answer: (response) => held.resolve(response) });
  const transport = createUndiciTransport({ url: server.url, connections: 1 });
  const first = transport.send(readRequest());
  const response = await held.promise;
  const cancel = new AbortController();
  const second = assert.rejects(transport.send(readRequest({ signal: cancel.signal })));
  cancel.abort();
  await second;
  assert.deepEqual(transport.stats?.().active, 1);
  response.end("{}");
  await first;
  await transport.close();
});

test("fetch leaves its connections to the runtime, and claims nothing", () => {
  assert.equal(createFetchTransport({ url: "https://192.0.2.1" }).stats, undefined);
});
