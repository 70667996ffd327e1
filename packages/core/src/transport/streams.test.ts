import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
import type { ServerResponse } from "node:http";
import { suite, test } from "node:test";
import type { TestDeviceOptions } from "../../test/device.ts";
import { createRequest, readRequest } from "../../test/requests.ts";
import { failure, setUpTransport, TRANSPORTS } from "../../test/transports.ts";
import { joinBytes } from "../bytes.ts";
import type { TransportOptions } from "./options.ts";

const request = readRequest({ expect: "stream" });

/** What every transport must do alike with an answer that is read as it comes. */
for (const create of TRANSPORTS) {
  suite(`streams of ${create.name}`, () => {
    const setUp = (device: TestDeviceOptions, options?: Partial<TransportOptions>) =>
      setUpTransport(create, device, options);

    test("the head comes at once, the parts as they are sent", async () => {
      const held = Promise.withResolvers<ServerResponse>();
      await using it = await setUp({
        answer: (response) => {
          response.writeHead(206, { "x-thing": "a" }).write("one");
          held.resolve(response);
        },
      });
      const { status, headers, body } = await it.send(request);
      assert.deepEqual([status, headers["x-thing"]], [206, "a"]);
      const reader = readerOf(body);
      const response = await held.promise;
      assert.equal(await readText(reader), "one");
      response.write("two");
      assert.equal(await readText(reader), "two");
      response.end();
      assert.deepEqual(await reader.read(), { done: true, value: undefined });
    });

    test("every byte arrives, in plain arrays", async () => {
      const file = Uint8Array.from({ length: 1_000_000 }, (_, i) => i % 251);
      await using it = await setUp({ answer: (response) => response.end(file) });
      const reader = readerOf((await it.send(request)).body);
      const parts: Uint8Array[] = [];
      for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
      assert.ok(parts.every((part) => Object.getPrototypeOf(part) === Uint8Array.prototype));
      assert.deepEqual(new Uint8Array(joinBytes(parts)), file);
    });

    test("a stream without a byte ends at once", async () => {
      await using it = await setUp({ answer: (response) => response.writeHead(204).end() });
      assert.equal((await readerOf((await it.send(request)).body).read()).done, true);
    });

    test("the device sends no faster than the reader reads", async () => {
      const part = new Uint8Array(1_000_000);
      const total = 100 * part.length;
      let written = 0;
      await using it = await setUp({
        answer: async (response, { method }) => {
          if (method !== "GET") response.end("{}");
          for (; method === "GET" && written < total && !response.destroyed; written += part.length) {
            if (!response.write(part)) await Promise.race([once(response, "drain"), once(response, "close")]);
          }
        },
      });
      const reader = readerOf((await it.send(request)).body);
      await reader.read();
      // Other requests pass the time until the device has nothing left to do.
      for (let seen = -1; seen !== written; ) {
        seen = written;
        for (let i = 0; i < 20; i++) await it.send(createRequest());
      }
      assert.ok(written < total, `The device got rid of ${written} bytes`);
      await reader.cancel();
    });

    test("a stream may take longer than the timeout, once its head is there", async () => {
      const held = Promise.withResolvers<ServerResponse>();
      await using it = await setUp({
        answer: (response, { method }) => {
          if (method !== "GET") return;
          response.writeHead(200).write("one");
          held.resolve(response);
        },
      });
      const reader = readerOf((await it.send({ ...request, timeoutMs: 300 })).body);
      assert.equal(await readText(reader), "one");
      await it.fails(createRequest({ timeoutMs: 320 }), "TIMEOUT", "maybe");
      (await held.promise).end("two");
      assert.equal(await readText(reader), "two");
    });

    test("no head in time is TIMEOUT", async () => {
      await using it = await setUp({
        answer: (response, { method }) => void (method === "POST" && response.end("{}")),
      });
      await it.send(createRequest());
      await it.fails({ ...request, timeoutMs: 150 }, "TIMEOUT", "maybe");
    });

    test("a device that falls silent ends the stream with TIMEOUT", async () => {
      await using it = await setUp(
        { answer: (response) => void response.writeHead(200).write("one") },
        { readTimeoutMs: 100 },
      );
      const reader = readerOf((await it.send(request)).body);
      assert.equal(await readText(reader), "one");
      const error = await failure(reader.read(), "TIMEOUT", "yes");
      assert.match(error.message, /sent nothing for 100 ms/);
    });

    test("a slow reader is no silence of the device", async () => {
      const file = new Uint8Array(3_000_000);
      await using it = await setUp(
        { answer: (response, { method }) => void (method === "GET" && response.end(file)) },
        { readTimeoutMs: 150 },
      );
      const reader = readerOf((await it.send(request)).body);
      let length = (await reader.read()).value?.length ?? 0;
      // That long nobody reads.
      await it.fails(createRequest(), "TIMEOUT", "maybe");
      for (let part = await reader.read(); !part.done; part = await reader.read()) length += part.value.length;
      assert.equal(length, file.length);
    });

    test("a stream that is cut fails with NETWORK, and is not taken for whole", async () => {
      await using it = await setUp({
        answer: (response) => void response.writeHead(200).write("one", () => response.destroy()),
      });
      const reader = readerOf((await it.send(request)).body);
      await failure(readToEnd(reader), "NETWORK", "yes");
    });

    test("cancelling the request ends the stream with ABORTED", async () => {
      const cancel = new AbortController();
      await using it = await setUp({ answer: (response) => void response.writeHead(200).write("one") });
      const reader = readerOf((await it.send({ ...request, signal: cancel.signal })).body);
      assert.equal(await readText(reader), "one");
      const rest = reader.read();
      cancel.abort(new Error("enough"));
      const error = await failure(rest, "ABORTED", "yes");
      assert.equal((error.cause as Error).message, "enough");
      assert.equal(getEventListeners(cancel.signal, "abort").length, 0);
    });

    test("a reader that wants no more lets the connection go", async () => {
      const { signal } = new AbortController();
      const held = Promise.withResolvers<ServerResponse>();
      await using it = await setUp({
        answer: (response) => {
          response.writeHead(200).write("one");
          held.resolve(response);
        },
      });
      const { body } = await it.send({ ...request, signal });
      const response = await held.promise;
      const closed = once(response, "close");
      await readerOf(body).cancel();
      await closed;
      assert.equal(getEventListeners(signal, "abort").length, 0);
    });

    test("close ends a stream that is still open, whether somebody reads it or not", {
      timeout: 10_000,
    }, async () => {
      await using it = await setUp({ answer: (response) => void response.writeHead(200).write("one") });
      const [read, unread] = [await it.send(request), await it.send(request)];
      const reader = readerOf(read.body);
      assert.equal(await readText(reader), "one");
      const rest = reader.read();
      await Promise.all([it.close(), failure(rest, "ABORTED", "yes")]);
      await failure(readToEnd(readerOf(unread.body)), "ABORTED", "yes");
    });
  });
}

function readerOf(body: unknown): ReadableStreamDefaultReader<Uint8Array> {
  assert.ok(body instanceof ReadableStream);
  return body.getReader();
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  return new TextDecoder().decode((await reader.read()).value);
}

async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let part = await reader.read(); !part.done; part = await reader.read());
}
