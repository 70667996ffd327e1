import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { suite, test } from "node:test";
import { startDevice, type TestDeviceOptions } from "../../test/device.ts";
import { createRequest, readRequest } from "../../test/requests.ts";
import { setUpTransport, TRANSPORTS } from "../../test/transports.ts";
import { isFortiError } from "../errors.ts";
import { createFetchTransport } from "./fetch.ts";
import type { TransportOptions } from "./options.ts";

/** What every transport must do alike, over plain HTTP. */
for (const create of TRANSPORTS) {
  suite(create.name, () => {
    const setUp = (device?: TestDeviceOptions, options?: Partial<TransportOptions>) =>
      setUpTransport(create, device, options);

    test("the device gets path, query, headers and body exactly as they are", async () => {
      await using it = await setUp({}, { userAgent: "contract/1" });
      const path = "/api/v2/cmdb/firewall/address/..%2Fx%20(1)'%25";
      await it.send(
        createRequest({
          path,
          query: [
            ["filter", "a==b c"],
            ["vdom", "it's"],
          ],
          headers: { "x-trace": "7" },
        }),
      );
      const [got] = it.server.received;
      assert.equal(got?.method, "POST");
      assert.equal(got?.target, `${path}?filter=a%3D%3Db%20c&vdom=it%27s`);
      assert.equal(got?.headers["x-trace"], "7");
      assert.equal(got?.headers["user-agent"], "contract/1");
      assert.equal(got?.headers["content-type"], "application/json");
      assert.equal(got?.body, '{"name":"web","subnet":"192.0.2.5 255.255.255.255"}');
    });

    test("a prefix of the URL stands before every path", async () => {
      await using server = await startDevice();
      const transport = create({ url: `${server.url}/fgt/one/` });
      await transport.send(readRequest());
      await transport.close();
      assert.equal(server.received[0]?.target, "/fgt/one/api/v2/cmdb/firewall/address");
    });

    test("PUT and DELETE get through, with a body and without", async () => {
      await using it = await setUp();
      await it.send(createRequest({ method: "PUT" }));
      const { body: _, ...bare } = createRequest({ method: "DELETE" });
      await it.send(bare);
      await it.send({ ...bare, method: "POST" });
      assert.deepEqual(
        it.server.received.map(({ method, body }) => [method, body.length > 0]),
        [
          ["PUT", true],
          ["DELETE", false],
          ["POST", false],
        ],
      );
    });

    test("status, headers and text come back as they are", async () => {
      await using it = await setUp({
        answer: (response) => {
          response.writeHead(424, {
            "X-Thing": ["a", "b"],
            "Set-Cookie": ["one=1; expires=Thu, 05 Nov 2026", "two=2"],
          });
          response.end("caf\u00e9 {");
        },
      });
      const response = await it.send(readRequest());
      assert.equal(response.status, 424);
      assert.equal(response.headers["x-thing"], "a, b");
      assert.equal(response.headers["set-cookie"], "one=1; expires=Thu, 05 Nov 2026\ntwo=2");
      assert.equal(response.body, "caf\u00e9 {");
    });

    test("bytes come back as bytes", async () => {
      const file = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
      await using it = await setUp({ answer: (response) => response.end(file) });
      const { body } = await it.send(readRequest({ expect: "bytes" }));
      assert.ok(body instanceof Uint8Array);
      assert.deepEqual(new Uint8Array(body), file);
    });

    test("a text goes out as it is, with its own content type", async () => {
      await using it = await setUp();
      const { body: _, ...bare } = createRequest();
      await it.send({ ...bare, text: { type: "application/x-www-form-urlencoded", content: "username=a%20b&ajax=1" } });
      const [got] = it.server.received;
      assert.equal(got?.headers["content-type"], "application/x-www-form-urlencoded");
      assert.equal(got?.body, "username=a%20b&ajax=1");
    });

    test("a redirect is not followed", async () => {
      await using it = await setUp({ answer: (response) => response.writeHead(302, { location: "/login" }).end() });
      const { status, headers } = await it.send(readRequest());
      assert.deepEqual([status, headers.location], [302, "/login"]);
      assert.equal(it.server.received.length, 1);
    });

    test("a path that would not arrive as it is, is refused and nothing is sent", async () => {
      await using it = await setUp();
      await it.fails(readRequest({ path: "/api/v2/cmdb/firewall/address/.." }), "INVALID_INPUT", "no");
      assert.equal(it.server.connections(), 0);
    });

    test("a refused connection surely reached nobody", async () => {
      await using it = await setUp();
      await it.server[Symbol.asyncDispose]();
      const error = await it.fails(createRequest(), "NETWORK", "no");
      assert.match(error.message, /cannot be reached: the connection was refused|Connection refused/);
    });

    test("a connection dropped after the request was read: maybe, and never sent again", async () => {
      await using it = await setUp({ answer: (response) => response.destroy() });
      await it.fails(createRequest(), "NETWORK", "maybe");
      await it.fails(createRequest({ method: "PUT" }), "NETWORK", "maybe");
      await it.fails(createRequest({ method: "DELETE" }), "NETWORK", "maybe");
      assert.equal(it.server.received.length, 3);
    });

    test("a write on a connection in use before is not sent again either, with a body or without", async () => {
      await using it = await setUp({
        answer: (response, { method }) => (method === "GET" ? response.end("{}") : response.destroy()),
      });
      const { body: _, ...bare } = createRequest();
      for (const write of [createRequest(), bare, { ...bare, method: "DELETE" as const }]) {
        await it.send(readRequest());
        await it.fails(write, "NETWORK", "maybe");
      }
      const methods = it.server.received.map(({ method }) => method);
      assert.deepEqual(methods, ["GET", "POST", "GET", "POST", "GET", "DELETE"]);
    });

    test("an answer that breaks off was an answer", async () => {
      await using it = await setUp({
        answer: (response) => {
          response.writeHead(200, { "content-length": "1000" });
          response.write("{", () => response.destroy());
        },
      });
      const error = await it.fails(createRequest(), "NETWORK", "yes");
      assert.equal(error.status, 200);
    });

    test("no answer in time is TIMEOUT", async () => {
      await using it = await setUp({
        answer: (response, { method }) => void (method === "GET" && response.end("{}")),
      });
      // So that the connection stands, however slow this machine is today.
      await it.send(readRequest());
      const error = await it.fails(createRequest({ timeoutMs: 150 }), "TIMEOUT", "maybe");
      assert.match(error.message, /did not answer within 150 ms/);
    });

    test("an answer that begins but does not end in time is TIMEOUT", async () => {
      await using it = await setUp(
        { answer: (response) => void response.writeHead(200).write("{") },
        { timeoutMs: 300 },
      );
      await it.fails(readRequest(), "TIMEOUT", "yes");
    });

    test("a device that falls silent in the middle of its answer is TIMEOUT", async () => {
      await using it = await setUp(
        { answer: (response) => void response.writeHead(200).write("{") },
        { readTimeoutMs: 100 },
      );
      const error = await it.fails(readRequest(), "TIMEOUT", "yes");
      assert.match(error.message, /sent nothing for 100 ms/);
    });

    test("a device that takes the request and never answers is TIMEOUT, also by its silence", async () => {
      await using it = await setUp(
        { answer: (response, { method }) => void (method === "GET" && response.end("{}")) },
        { readTimeoutMs: 150 },
      );
      await it.send(readRequest());
      await it.fails(createRequest(), "TIMEOUT", "maybe");
    });

    test("a request with more time of its own may wait in silence", async () => {
      const held = Promise.withResolvers<() => void>();
      await using it = await setUp(
        { answer: (response, { method }) => method === "GET" && held.resolve(() => response.end("{}")) },
        { readTimeoutMs: 150 },
      );
      const answer = it.send(readRequest({ timeoutMs: 60_000 }));
      const finish = await held.promise;
      await it.fails(createRequest(), "TIMEOUT", "maybe");
      finish();
      assert.equal((await answer).status, 200);
    });

    test("a request that was cancelled before is not sent", async () => {
      await using it = await setUp();
      await it.fails(createRequest({ signal: AbortSignal.abort() }), "ABORTED", "no");
      assert.equal(it.server.connections(), 0);
    });

    test("cancelling ends a request that waits for its answer", async () => {
      const cancel = new AbortController();
      await using it = await setUp({ answer: () => cancel.abort(new Error("enough")) });
      const error = await it.fails(createRequest({ signal: cancel.signal }), "ABORTED", "maybe");
      assert.equal((error.cause as Error).message, "enough");
    });

    test("a signal that lives on keeps nothing of the requests that ended", async () => {
      await using it = await setUp();
      const { signal } = new AbortController();
      for (let i = 0; i < 3; i++) await it.send(readRequest({ signal }));
      assert.equal(getEventListeners(signal, "abort").length, 0);
    });

    test("after close nothing is sent, and close can be called twice", async () => {
      await using it = await setUp();
      await it.close();
      await it.close();
      await it.fails(readRequest(), "INVALID_INPUT", "no");
      assert.equal(it.server.connections(), 0);
    });

    test("wrong options are refused at once", () => {
      assert.throws(
        () => create({ url: "192.0.2.1" }),
        (error) => isFortiError(error, "INVALID_INPUT"),
      );
    });
  });
}

test("the fetch transport takes no TLS options, but the defaults are none", () => {
  const url = "https://192.0.2.1";
  for (const tls of [{ verify: false }, { ca: "x" }, { servername: "fgt" }, { fingerprint: "ab".repeat(32) }]) {
    assert.throws(
      () => createFetchTransport({ url, tls }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
  for (const tls of [{}, { verify: true }]) createFetchTransport({ url, tls });
});
